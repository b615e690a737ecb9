"""A store of files and a folder of keys of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mulighetsrom.installation import config

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

    from mulighetsrom.installation.config import Configuration


@pytest.fixture
def installation(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Configuration:
    """The tests' installation, but for empty folders of files and of keys."""
    ours = replace(config.current(), files=tmp_path / "files", keys=tmp_path / "keys")
    default = settings.STORAGES["default"]
    storage = {**default, "OPTIONS": {**default["OPTIONS"], "location": ours.files}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    monkeypatch.setattr(config, "current", lambda: ours)
    return ours
