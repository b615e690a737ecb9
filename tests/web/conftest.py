"""What tests of the pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.utils.translation import override

from mulighetsrom.installation import config
from mulighetsrom.web.common import floods, messages
from tests.web import country as country_of_tests
from tests.web import world

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", autouse=True)
def words_and_files() -> None:
    """Compile the catalogues, and let whitenoise find the folder that `collectstatic` would have filled."""
    messages.compile_all()
    settings.STATIC_ROOT.mkdir(exist_ok=True)


@pytest.fixture(scope="session", autouse=True)
def notices_shown() -> None:
    """Let the pages show the small country of `world`."""
    if not config.current().dataset.exists():  # the browser's tests may have run before
        world.build(config.current().dataset)


@pytest.fixture(autouse=True)
def nobody_has_read_yet() -> None:
    """Count what a network reads anew in each test."""
    floods.PAGES.forget()
    floods.FILES.forget()


@pytest.fixture(autouse=True)
def bokmal() -> Iterator[None]:
    """Begin each test in bokmål: a page that was fetched leaves its language behind."""
    with override("nb"):
        yield


@pytest.fixture
def country(db: None) -> None:  # noqa: ARG001 - asked for what it does
    """Fill the database with the people of the tests, and what is theirs."""
    country_of_tests.put()
