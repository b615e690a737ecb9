"""A demo's people follow something, and a letter lies in the demo's post."""

from __future__ import annotations

import pytest
from django.db import connection

from mulighetsrom.installation import config, database
from mulighetsrom.web.common.mail import actions as mails
from mulighetsrom.web.common.mail import transport
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.following import demo
from mulighetsrom.web.following.models import Follow

pytestmark = pytest.mark.django_db


def in_a_demos_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute(database.CLAIM)
        cursor.execute("INSERT INTO mulighetsrom_installation (mode) VALUES (%s)", [config.Mode.DEMO])


def test_two_people_of_a_demo_follow_things_and_find_their_letters_and_once_only() -> None:
    in_a_demos_database()
    demo.fill()
    demo.fill()
    assert Follow.objects.count() == 4
    posted = list(Mail.objects.filter(kind="following.at-once"))
    assert len({mail.receiver for mail in posted}) == 2
    mails.send(posted[0].public_id)
    assert "Fordi du f" in transport.file_of(posted[0].public_id).read_text().replace("=C3=B8", "ø")


def test_nobody_follows_anything_outside_a_demo() -> None:
    demo.fill()
    assert not Follow.objects.exists()
    assert not Mail.objects.exists()
