"""What a higher slice hands down to the pages of a lower one: each registers its part in its `AppConfig.ready()`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.components import Notice
    from mulighetsrom.web.common.http import Request


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the header's navigation: the name of its address, and what readers call it."""

    url_name: str
    label: StrOrPromise


places: list[Place] = []
"""The header's navigation, in the order readers see it."""

notices: list[Callable[[Request], Notice | None]] = []
"""What may have something to say at the top of every page, such as "these are examples"."""

foot: list[Callable[[Request], str]] = []
"""What stands at the foot of every page, such as when its figures were built: one line from each."""
