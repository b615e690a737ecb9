"""The questions and answers whose tables came over from `needs` with their rows, and the letters about them.

The history keeps the name that they had: it is never rewritten.
"""

import django.db.models.deletion
import django.utils.timezone
import mulighetsrom.web.common.addresses
from django.db import migrations, models


MAILS = """
    UPDATE common_mail SET about_type = 'asking.question', kind = replace(kind, 'needs.question-', 'asking.')
    WHERE about_type = 'needs.question'
"""
MAILS_BACK = """
    UPDATE common_mail SET about_type = 'needs.question', kind = replace(kind, 'asking.', 'needs.question-')
    WHERE about_type = 'asking.question'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_identities"),
        ("asking", "0001_board"),
        ("common", "0003_history_of_an_organisation"),
        ("needs", "0014_board"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=mulighetsrom.web.common.addresses.public_id, max_length=10, unique=True
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("unconfirmed", "Unconfirmed"),
                                    ("waiting", "Waiting"),
                                    ("answered", "Answered"),
                                    ("declined", "Declined"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("asked_text", models.CharField(blank=True, max_length=1000)),
                        ("text", models.CharField(max_length=1000)),
                        ("language", models.CharField(max_length=2)),
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("declined_reason", models.CharField(blank=True, max_length=1000)),
                        (
                            "address",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="common.sealed",
                            ),
                        ),
                        (
                            "asker",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="accounts.person",
                            ),
                        ),
                        (
                            "board",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="asking.board"
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("text", models.CharField(max_length=6000)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.person"
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="asking.question",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["question_id", "number"],
                    },
                ),
                migrations.AddConstraint(
                    model_name="question",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("state__in", ["unconfirmed", "waiting", "answered", "declined"])),
                        name="question_state_is_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="question",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("settled_at", None), ("settled_by", None), ("state__in", ["unconfirmed", "waiting"])
                            ),
                            models.Q(
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                                ("state__in", ["answered", "declined"]),
                            ),
                            _connector="OR",
                        ),
                        name="question_settled_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="question",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), models.Q(("declined_reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "declined"), _negated=True), ("declined_reason", "")),
                            _connector="OR",
                        ),
                        name="question_declined_with_a_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="question",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="question_asks_something"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="question",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("asker", None), ("address", None), _connector="OR"),
                        name="question_has_one_asker",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="answer",
                    constraint=models.UniqueConstraint(fields=("question", "number"), name="question_answer_once"),
                ),
                migrations.AddConstraint(
                    model_name="answer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="answer_says_something"
                    ),
                ),
            ],
        ),
        migrations.RunSQL(MAILS, MAILS_BACK),
    ]
