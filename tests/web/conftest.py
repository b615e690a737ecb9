"""What tests of the pages share."""

from __future__ import annotations

import pytest
from django.conf import settings

from mulighetsrom.web.common import messages


@pytest.fixture(scope="session", autouse=True)
def words_and_files() -> None:
    """Compile the catalogues, and let whitenoise find the folder that `collectstatic` would have filled."""
    messages.compile_all()
    settings.STATIC_ROOT.mkdir(exist_ok=True)
