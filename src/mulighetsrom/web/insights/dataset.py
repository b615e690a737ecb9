"""The dataset that this installation shows.

A request shows one version from beginning to end, whatever is added meanwhile. Asking which version is current reads
one small file; a newer one is opened by the first request that meets it.
"""

from __future__ import annotations

import threading
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulighetsrom.installation import config
from mulighetsrom.notices.reference.cooperations import table as cooperations_of
from mulighetsrom.notices.reference.municipalities import Register
from mulighetsrom.notices.reference.population import population
from mulighetsrom.notices.store import Dataset
from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Notice, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.notices.reference.cooperations import Cooperation
    from mulighetsrom.notices.store import Version
    from mulighetsrom.web.common.http import Request

_opening = threading.Lock()  # of requests that meet a new version at once, one opens it


def of(request: Request) -> Version | None:
    """Return the version that this request shows; None where nothing was added yet."""
    kept = request.__dict__
    if "dataset_version" not in kept:
        kept["dataset_version"] = current()
    version: Version | None = kept["dataset_version"]
    return version


def current() -> Version | None:
    """Return the current version, the same object until there is a newer one."""
    with _opening:
        return _dataset(config.current().dataset).current()


def register() -> Register:
    """Return the municipalities and counties there are: of a demo, the invented ones only."""
    return _register(*_reference())


def cooperations() -> tuple[Cooperation, ...]:
    """Return who buys for whom: of a demo, the invented ones only."""
    return cooperations_of(_reference()[0])


def inhabitants() -> Mapping[str, tuple[int, int]]:
    """Return municipality number -> year and inhabitants, where the installation has added them."""
    return _inhabitants(*_reference())


def demo_notice(request: Request) -> Notice | None:
    """Say at the top of every page that its municipalities are invented, while they are."""
    version = of(request)
    if not version or not version.demo:
        return None
    return Notice(
        gettext_lazy("Examples."),
        gettext_lazy("The municipalities and notices here are invented. They leave when real notices are added."),
        Tone.WARNING,
    )


def built(request: Request) -> str:
    """Say at the foot of every page when and from what its figures were built."""
    version = of(request)
    if not version:
        return _("No notices have been added yet.")
    return _("Figures built %(day)s from version %(number)s of the notices: %(sources)s.") % {
        "day": written.local_day(version.built_at),
        "number": version.number,
        "sources": ", ".join(_source(*each) for each in sorted(version.manifest.sources.items())),
    }


SOURCES: Final[dict[str, StrOrPromise]] = {"doffin": "Doffin", "ted": "TED", "demo": gettext_lazy("invented examples")}
"""What readers call the places that notices come from."""


def _source(name: str, notices: int) -> str:
    return str(format_lazy("{} {}", written.number(notices), SOURCES.get(name, name)))


@cache
def _dataset(folder: Path) -> Dataset:
    return Dataset(folder)


def _reference() -> tuple[Path, int]:
    """Return the folder of the version's own reference data, and its number: they change when a dataset does."""
    version = current()
    return (version.reference, version.number) if version else (config.current().dataset / "reference", 0)


@lru_cache(maxsize=2)
def _register(folder: Path, version: int) -> Register:  # noqa: ARG001 - the key, so that a new version reads anew
    return Register.load(folder)


@lru_cache(maxsize=2)
def _inhabitants(folder: Path, version: int) -> Mapping[str, tuple[int, int]]:  # noqa: ARG001 - likewise
    return population(folder)
