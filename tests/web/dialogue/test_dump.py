"""What `pg_dump` writes down, as a backup does, tells who has no key nothing sealed, and nothing that was purged."""

from __future__ import annotations

import os
import subprocess

import pytest
from django.db import connection

from mulighetsrom.installation import config
from mulighetsrom.installation.postgres import Server
from mulighetsrom.web.common import personal
from tests.web.dialogue import planted
from tests.web.dialogue.test_purged import AT_CONFERENCES, AT_MEETINGS, WHO_ASKED, grow_old

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("country"), pytest.mark.timeout(300)]


def dumped() -> set[str]:
    """Return the markers in a plain dump of the tests' database: as text, or in bytes, which it writes as digits."""
    to = connection.settings_dict
    told = {"--dbname": to["NAME"], "--username": to["USER"], "--host": to["HOST"], "--port": to["PORT"]}
    options = [f"{name}={value}" for name, value in told.items() if value]
    command = [str(Server.of(config.current()).program("pg_dump")), *options]
    secret = {"PGPASSWORD": str(to["PASSWORD"])} if to["PASSWORD"] else {}
    whole = subprocess.run(command, env=os.environ | secret, capture_output=True, check=True).stdout
    return {mark for mark in planted.MAY if mark.encode() in whole or mark.encode().hex().encode() in whole}


def test_a_dump_holds_everything_but_what_is_sealed() -> None:
    planted.plant()
    assert planted.MAY.keys() - dumped() == planted.SEALED


def test_a_dump_after_the_purge_holds_nothing_of_whom_it_was_time_to_forget() -> None:
    planted.plant()
    grow_old()
    assert dumped() & (AT_CONFERENCES | AT_MEETINGS)
    personal.purge()
    left = dumped()
    assert left & (AT_CONFERENCES | AT_MEETINGS | WHO_ASKED) == set()
    assert "merkekravtekst" in left, "the record stays"
