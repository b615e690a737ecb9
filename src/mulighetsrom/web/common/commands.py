"""What commands of all slices share: the platform set up around them, and words that steer no terminal."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mulighetsrom.installation import config

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def platform() -> Iterator[None]:
    """Set Django up, with the installation's database reachable."""
    import django  # noqa: PLC0415 - it takes a while, and other commands need none
    from django.apps import apps  # noqa: PLC0415 - likewise

    from mulighetsrom.installation import database  # noqa: PLC0415 - likewise

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mulighetsrom.web.settings")
    with database.running(config.current()):
        if not apps.ready:
            django.setup()
        yield


def printable(said: str) -> str:
    """Return what somebody wrote as one line: it is no command to the terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in said)
