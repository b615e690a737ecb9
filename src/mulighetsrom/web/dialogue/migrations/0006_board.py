"""Each dialogue gets a board, on which its questions hang."""

import django.db.models.deletion
from django.db import migrations, models

CHECK = "SET CONSTRAINTS ALL IMMEDIATE"  # a table with checks that wait cannot be altered
FILL = (
    "INSERT INTO asking_board (public_id, kind, owner_id)"
    " SELECT public_id, 'dialogue', owner_id FROM dialogue_dialogue",
    "UPDATE dialogue_dialogue d SET board_id = b.id FROM asking_board b"
    " WHERE b.kind = 'dialogue' AND b.public_id = d.public_id",
    CHECK,
)
OURS = "(SELECT id FROM asking_question WHERE board_id IN (SELECT id FROM asking_board WHERE kind = 'dialogue'))"
EMPTY = (
    f"DELETE FROM asking_draft WHERE question_id IN {OURS}",
    f"DELETE FROM asking_answer WHERE question_id IN {OURS}",
    f"DELETE FROM asking_question WHERE id IN {OURS}",
    "UPDATE dialogue_dialogue SET board_id = NULL",
    "DELETE FROM asking_board WHERE kind = 'dialogue'",
    CHECK,
)


class Migration(migrations.Migration):
    dependencies = [("dialogue", "0005_doffin"), ("asking", "0003_drafts")]

    operations = [
        migrations.AddField(
            model_name="dialogue",
            name="board",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="dialogue", to="asking.board"
            ),
        ),
        migrations.RunSQL(list(FILL), list(EMPTY)),
        migrations.AlterField(
            model_name="dialogue",
            name="board",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="dialogue", to="asking.board"
            ),
        ),
    ]
