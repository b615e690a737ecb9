from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from mulighetsrom.installation import frontend

if TYPE_CHECKING:
    from pathlib import Path

LOCK = json.loads((frontend.PACKAGES / "package-lock.json").read_text())


@pytest.fixture
def vendor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for the files, and an npm that lays down what the lock's packages would."""
    monkeypatch.setattr(frontend, "VENDOR", tmp_path / "vendor")
    monkeypatch.setattr(frontend, "npm", _npm)
    return tmp_path / "vendor"


def _npm(arguments: list[str], *, cwd: Path, **_: Any) -> subprocess.CompletedProcess[str]:
    assert arguments[:2] == ["ci", "--ignore-scripts"]
    for source in frontend.PAGES_NEED.values():
        file = cwd / "node_modules" / source.replace("*", "latin")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("kept\n//# sourceMappingURL=index.js.map")
    return subprocess.CompletedProcess(arguments, 0, "", "")


def test_the_lock_holds_a_hash_for_each_package_and_no_address() -> None:
    packages = [package for name, package in LOCK["packages"].items() if name]

    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages)
    assert not any("resolved" in package for package in packages)


def test_the_lock_is_of_the_packages_we_name() -> None:
    named = json.loads((frontend.PACKAGES / "package.json").read_text())

    assert LOCK["packages"][""]["dependencies"] == named["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in named["dependencies"].values())


def test_files_are_fetched_once(vendor: Path) -> None:
    assert frontend.fetch() is True
    assert frontend.fetch() is False
    assert {file.name for file in vendor.iterdir()} == {*frontend.PAGES_NEED, frontend.STAMP}


def test_source_maps_are_not_named_since_they_are_not_served(vendor: Path) -> None:
    frontend.fetch()

    assert (vendor / "designsystemet.js").read_text() == "kept\n"


def test_a_half_made_folder_is_made_again(vendor: Path) -> None:
    frontend.fetch()
    (vendor / frontend.STAMP).unlink()
    (vendor / "left-over.css").touch()

    assert frontend.fetch() is True
    assert not (vendor / "left-over.css").exists()


def test_what_npm_refuses_is_told_in_its_words(vendor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = subprocess.CompletedProcess([], 1, "", "npm error code EINTEGRITY\n")
    monkeypatch.setattr(frontend, "npm", lambda *_, **__: refused)

    with pytest.raises(frontend.FrontendError, match="EINTEGRITY"):
        frontend.fetch()
    assert not vendor.exists()
