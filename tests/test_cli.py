"""The `mulighetsrom` command as a whole; its parts are tried beside what they call."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def _run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mulighetsrom.cli", *words],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_commands_find_the_dataset_that_the_pages_show(tmp_path: Path) -> None:
    done = _run("notices", "status", MULIGHETSROM_HOME=str(tmp_path))

    assert str(tmp_path / "dataset") in " ".join((done.stdout + done.stderr).split())


def test_a_setting_that_cannot_be_is_told_without_a_traceback() -> None:
    done = _run("doctor", MULIGHETSROM_MODE="prod")

    assert done.returncode == 1
    assert done.stderr.strip() == "MULIGHETSROM_MODE is 'prod'; it must be demo or production"


def test_help_lists_the_groups() -> None:
    done = _run("--help")

    assert done.returncode == 0
    assert all(group in done.stdout for group in ("run", "doctor", "admin", "notices", "reference"))


def test_what_a_dialogue_has_published_is_checked_without_a_platform(tmp_path: Path) -> None:
    for command in ("verify-draw", "check-log"):
        done = _run("dialogue", command, str(tmp_path / "none.json"), DJANGO_SETTINGS_MODULE="")
        assert (done.returncode, "No such file" in done.stdout) == (2, True)
