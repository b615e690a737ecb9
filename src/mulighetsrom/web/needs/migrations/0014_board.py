"""Each need gets a board; its questions hang on that, and their tables go over to the slice `asking` with their rows."""

import django.db.models.deletion
from django.db import migrations, models

CHECK = "SET CONSTRAINTS ALL IMMEDIATE"  # a table with checks that wait cannot be altered
FILL = (
    "INSERT INTO asking_board (public_id, kind, owner_id) SELECT public_id, 'need', owner_id FROM needs_need",
    "UPDATE needs_need n SET board_id = b.id FROM asking_board b WHERE b.kind = 'need' AND b.public_id = n.public_id",
    "UPDATE needs_question q SET board_id = n.board_id FROM needs_need n WHERE n.id = q.need_id",
    CHECK,
)
EMPTY = (
    "UPDATE needs_question q SET need_id = n.id FROM needs_need n WHERE n.board_id = q.board_id",
    "UPDATE needs_question SET board_id = NULL",
    "UPDATE needs_need SET board_id = NULL",
    "DELETE FROM asking_board WHERE kind = 'need'",
    CHECK,
)


class Migration(migrations.Migration):
    dependencies = [("needs", "0013_member_withdraws"), ("asking", "0001_board")]

    operations = [
        migrations.AddField(
            model_name="need",
            name="board",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="need", to="asking.board"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="board",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="asking.board"
            ),
        ),
        migrations.AlterField(
            model_name="question",
            name="need",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="needs.need"
            ),
        ),
        migrations.RunSQL(list(FILL), list(EMPTY)),
        migrations.AlterField(
            model_name="need",
            name="board",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="need", to="asking.board"
            ),
        ),
        migrations.AlterField(
            model_name="question",
            name="board",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="asking.board"
            ),
        ),
        migrations.RemoveIndex(model_name="question", name="needs_quest_need_id_b7e626_idx"),
        migrations.RemoveField(model_name="question", name="need"),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable(name="question", table="asking_question"),
                migrations.AlterModelTable(name="answer", table="asking_answer"),
            ],
            state_operations=[migrations.DeleteModel(name="answer"), migrations.DeleteModel(name="question")],
        ),
    ]
