"""State folders for tests that make whole installations; root's PostgreSQL must be able to enter them."""

from __future__ import annotations

import shutil
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from mulighetsrom.installation import config
from mulighetsrom.installation.postgres import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def home() -> Iterator[Path]:
    """A state folder of its own."""
    with state_folder() as folder:
        yield folder


@contextmanager
def state_folder() -> Iterator[Path]:
    """Make a state folder; whatever server runs in it is stopped at the end."""
    folder = config.current().home / uuid.uuid4().hex[:8]
    config.load({"MULIGHETSROM_HOME": str(folder)})
    yield folder
    if (folder / "postgres").exists():
        Server(folder, binaries=config.current().postgres_binaries).stop()
    shutil.rmtree(folder)


@pytest.fixture
def server(home: Path) -> Server:
    """A cluster of the configured binaries, not started yet."""
    return Server(home, binaries=config.current().postgres_binaries, settings={"fsync": "off"})
