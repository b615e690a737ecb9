"""What the papers promise of the house: commands, locks, links, and a production profile that is clean."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
import typer.main
from django.core.management import call_command
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.module_loading import import_string

from mulighetsrom.cli import app
from mulighetsrom.installation import frontend
from mulighetsrom.installation.config import CLONE

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

PAPERS = sorted([*CLONE.glob("*.md"), *CLONE.glob("docs/**/*.md")])
LOCKS = sorted(CLONE.glob("requirements*.lock"))


def _is_command(words: list[str]) -> bool:
    """Return whether each word is a command of the one before it, until one has none below it."""
    command: Any = typer.main.get_command(app)
    for word in words:
        if commands := getattr(command, "commands", None):
            if word not in commands:
                return False
            command = commands[word]
    return True


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_commands_in_the_papers_are_there(paper: Path) -> None:
    called = re.findall(r"(?:^ {4}|`)mulighetsrom ((?:[a-z][a-z-]* ?){1,2})", paper.read_text(), re.MULTILINE)

    assert [words for words in called if not _is_command(words.split())] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_links_in_the_papers_lead_somewhere(paper: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", paper.read_text())

    assert [link for link in links if not (paper.parent / link).exists()] == []


def test_the_readme_gives_two_commands_and_make_knows_them() -> None:
    given = re.findall(r"^ {4}make (\w+)", (CLONE / "README.md").read_text(), re.MULTILINE)

    assert given == ["run", "test"]
    assert all(re.search(rf"^{name}:", (CLONE / "Makefile").read_text(), re.MULTILINE) for name in given)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_everything_is_locked_by_hash_and_no_lock_names_an_address(lock: Path) -> None:
    text = lock.read_text().replace("\\\n", "")
    pinned = [line for line in text.splitlines() if re.match(r"[\w-]+==", line)]

    assert pinned
    assert all("--hash=sha256:" in line for line in pinned)
    assert "://" not in text
    assert "--index" not in text


def test_the_locks_hold_what_we_ask_for() -> None:
    project = tomllib.loads((CLONE / "pyproject.toml").read_text())
    asked = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["dev"]
    locked = (CLONE / "requirements-dev.lock").read_text()

    assert [one for one in asked if re.sub(r"\[.*\]", "", one) not in locked] == []


def test_each_dependency_says_why_it_earns_its_place() -> None:
    needed = (CLONE / "pyproject.toml").read_text().partition("\ndependencies = [")[2].partition("\n]")[0]
    lines = [line for line in needed.splitlines() if line.strip().startswith('"')]

    assert lines
    assert [line for line in lines if not re.search(r'",\s+# \w', line)] == []


def test_the_production_profile_is_clean() -> None:
    profile = {"MULIGHETSROM_MODE": "production", "MULIGHETSROM_HOSTS": "example.no", "MULIGHETSROM_TLS_PROXY": "yes"}
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env={**os.environ, **profile},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_a_forged_form_is_refused_by_djangos_own_middleware_and_what_we_add_to_it(settings: Settings) -> None:
    middleware = [import_string(name) for name in settings.MIDDLEWARE]
    assert [one for one in middleware if isinstance(one, type) and issubclass(one, CsrfViewMiddleware)]


def test_every_static_file_that_another_names_is_there(tmp_path: Path, settings: Settings) -> None:
    """Hash all names as production does; a style sheet that names a missing file fails here."""
    if not frontend.is_current():
        pytest.skip("the files of the look have not been fetched")
    hashed = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": hashed}
    settings.STATIC_ROOT = tmp_path

    call_command("collectstatic", interactive=False, verbosity=0)

    assert list(tmp_path.glob("vendor/designsystemet.*.css"))
