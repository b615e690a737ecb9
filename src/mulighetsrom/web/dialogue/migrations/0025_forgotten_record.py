from django.db import migrations, models
from django.db.models import Q

# A note stands as it was written, until the day on which its words are emptied, once and for good.
STANDS = """
CREATE FUNCTION dialogue_contact_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE words text[] := '{company,about,given,salt,forgotten_at}';
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.forgotten_at IS NULL AND NEW.forgotten_at IS NOT NULL
        AND to_jsonb(NEW) - words = to_jsonb(OLD) - words
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a note of a contact is never changed';
END $$;
DROP TRIGGER dialogue_contact_stands ON dialogue_contact;
CREATE TRIGGER dialogue_contact_stands BEFORE UPDATE OR DELETE ON dialogue_contact
FOR EACH ROW EXECUTE FUNCTION dialogue_contact_stands();
"""
FALLS = """
DROP TRIGGER dialogue_contact_stands ON dialogue_contact;
DROP FUNCTION dialogue_contact_stands();
CREATE TRIGGER dialogue_contact_stands BEFORE UPDATE OR DELETE ON dialogue_contact
FOR EACH ROW EXECUTE FUNCTION dialogue_note_stands();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dialogue", "0024_cancelled_meeting"),
    ]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="forgotten_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="contact",
            name="salt",
            field=models.CharField(blank=True, default="", max_length=32),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=Q(forgotten_at=None) | Q(company="", about="", given="", salt=""),
                name="contact_forgotten_says_nothing",
            ),
        ),
        migrations.RunSQL(STANDS, FALLS),
    ]
