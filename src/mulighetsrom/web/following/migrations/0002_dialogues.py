import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_identities"),
        ("dialogue", "0007_contact"),
        ("following", "0001_initial"),
        ("needs", "0014_board"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="follow",
            name="one_follow_per_target",
        ),
        migrations.RemoveConstraint(
            model_name="follow",
            name="follow_has_the_target_of_its_kind",
        ),
        migrations.RemoveConstraint(
            model_name="item",
            name="item_kind_is_known",
        ),
        migrations.AddField(
            model_name="follow",
            name="dialogue",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="followers", to="dialogue.dialogue"
            ),
        ),
        migrations.AlterField(
            model_name="follow",
            name="kind",
            field=models.CharField(
                choices=[
                    ("organisation", "Municipality"),
                    ("need", "Need"),
                    ("dialogue", "Dialogue"),
                    ("focus-area", "Focus area"),
                    ("cpv", "Kind of purchase"),
                    ("search", "Search"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.UniqueConstraint(
                fields=("person", "organisation", "need", "dialogue", "focus_area", "cpv", "query_hash"),
                name="one_follow_per_target",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "organisation"),
                        ("organisation__isnull", False),
                        ("cpv", ""),
                        ("dialogue", None),
                        ("focus_area", ""),
                        ("need", None),
                        ("query_hash", ""),
                    ),
                    models.Q(
                        ("kind", "need"),
                        ("need__isnull", False),
                        ("cpv", ""),
                        ("dialogue", None),
                        ("focus_area", ""),
                        ("organisation", None),
                        ("query_hash", ""),
                    ),
                    models.Q(
                        ("kind", "dialogue"),
                        ("dialogue__isnull", False),
                        ("cpv", ""),
                        ("focus_area", ""),
                        ("need", None),
                        ("organisation", None),
                        ("query_hash", ""),
                    ),
                    models.Q(
                        ("kind", "focus-area"),
                        models.Q(("focus_area", ""), _negated=True),
                        ("cpv", ""),
                        ("dialogue", None),
                        ("need", None),
                        ("organisation", None),
                        ("query_hash", ""),
                    ),
                    models.Q(
                        ("kind", "cpv"),
                        ("cpv__regex", "^[0-9]{2,3}$"),
                        ("dialogue", None),
                        ("focus_area", ""),
                        ("need", None),
                        ("organisation", None),
                        ("query_hash", ""),
                    ),
                    models.Q(
                        ("kind", "search"),
                        ("query_hash__regex", "^[0-9a-f]{64}$"),
                        ("cpv", ""),
                        ("dialogue", None),
                        ("focus_area", ""),
                        ("need", None),
                        ("organisation", None),
                    ),
                    _connector="OR",
                ),
                name="follow_has_the_target_of_its_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["need", "line", "meeting", "dialogue"])), name="item_kind_is_known"
            ),
        ),
    ]
