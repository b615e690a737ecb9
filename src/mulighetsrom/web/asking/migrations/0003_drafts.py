"""An answer can be a draft, and a question be withdrawn."""

import django.db.models.deletion
from django.db import migrations, models


# What could not be before: a question whose answer is a draft waits again; of a withdrawn one nothing is left to read.
BACK = (
    "UPDATE asking_question SET state = 'waiting' WHERE state = 'drafted'",
    "DELETE FROM asking_question WHERE state = 'withdrawn'",
    "SET CONSTRAINTS ALL IMMEDIATE",  # a table with checks that wait cannot be altered
)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_identities"),
        ("asking", "0002_questions"),
        ("common", "0003_history_of_an_organisation"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edit_version", models.PositiveIntegerField(default=1)),
                ("wording", models.CharField(max_length=1000)),
                ("text", models.CharField(max_length=6000)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="question",
            name="question_state_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="question",
            name="question_settled_by_somebody",
        ),
        migrations.RemoveConstraint(
            model_name="question",
            name="question_asks_something",
        ),
        migrations.RunSQL(migrations.RunSQL.noop, list(BACK)),
        migrations.AlterField(
            model_name="question",
            name="state",
            field=models.CharField(
                choices=[
                    ("unconfirmed", "Unconfirmed"),
                    ("waiting", "Waiting"),
                    ("drafted", "Drafted"),
                    ("answered", "Answered"),
                    ("declined", "Declined"),
                    ("withdrawn", "Withdrawn"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["board", "state", "settled_at"], name="asking_ques_board_i_833141_idx"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["unconfirmed", "waiting", "drafted", "answered", "declined", "withdrawn"])
                ),
                name="question_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("settled_at", None), ("settled_by", None), ("state__in", ["unconfirmed", "waiting", "drafted"])
                    ),
                    models.Q(
                        ("settled_at__isnull", False),
                        ("settled_by__isnull", False),
                        ("state__in", ["answered", "declined"]),
                    ),
                    models.Q(("settled_at__isnull", False), ("settled_by", None), ("state", "withdrawn")),
                    _connector="OR",
                ),
                name="question_settled_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("address", None), ("asked_text", ""), ("asker", None), ("state", "withdrawn"), ("text", "")
                    ),
                    models.Q(models.Q(("state", "withdrawn"), _negated=True), models.Q(("text", ""), _negated=True)),
                    _connector="OR",
                ),
                name="question_asks_something_until_withdrawn",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.person"
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="question",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="draft", to="asking.question"
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("wording", ""), _negated=True), models.Q(("text", ""), _negated=True)),
                name="draft_says_something",
            ),
        ),
    ]
