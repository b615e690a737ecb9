"""Who acts: given as `by=` to every loader and action, so that "who may" is asked in one place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Mode(StrEnum):
    """The door an actor came through."""

    PAGE = "page"
    COMMAND = "command"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, for themselves or for an organisation, with the roles they hold there today.

    `person` and `acting_for` are public ids; both are None for a visitor. The roles are those of `accounts.roles`.
    """

    person: str | None = None
    acting_for: str | None = None
    roles: frozenset[str] = frozenset()
    mode: Mode = Mode.PAGE


VISITOR: Final = Actor()
SYSTEM: Final = Actor(mode=Mode.TASK)
"""The platform itself, in tasks."""
COMMAND: Final = Actor(mode=Mode.COMMAND)
"""Whoever may run commands on the machine."""
