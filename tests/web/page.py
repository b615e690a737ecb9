"""One row of the access table: an address, and who gets what there."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import override

from tests.web.people import PEOPLE, PERSONAS

LANGUAGES: Final = ("nb", "nn", "en")


class Page:
    """One address: its URL name, sample arguments, and the status that each persona gets: of those who have logged in
    what `members` says, the visitor's if that is not told either.

    `who` are personas that several rows have in common. `post` is what is sent, where the address is asked by POST;
    `html` is false for what no browser shows as a page.
    """

    def __init__(
        self,
        name: str,
        visitor: int,
        *,
        args: dict[str, str] | None = None,
        query: str = "",
        html: bool = True,
        post: dict[str, str] | None = None,
        members: int | None = None,
        who: dict[str, int] | None = None,
        **others: int,
    ) -> None:
        others = (who or {}) | others
        assert others.keys() <= set(PERSONAS), others
        self.name, self.args, self.query, self.html, self.post = name, args or {}, query, html, post
        rest = visitor if members is None else members
        self.gets = dict.fromkeys(PERSONAS, rest) | {"visitor": visitor} | others

    def __str__(self) -> str:
        return f"{self.name}{self.query}{''.join(self.args.values())}{'' if self.post is None else ' post'}"

    def address(self, language: str = "nb") -> str:
        with override(language):
            return reverse(self.name, kwargs=self.args) + self.query

    @property
    def viewer(self) -> str | None:
        """The first persona who sees it as a page."""
        if not self.html or self.post is not None:
            return None
        return next((persona for persona in PERSONAS if self.gets[persona] == HTTPStatus.OK), None)


COLLEAGUES: Final = dict.fromkeys(("reader", "need_owner", "adviser", "approver", "owner"), 200)
WRITERS: Final = ("adviser", "need_owner", "owner")
STRANGERS: Final = dict.fromkeys(("supplier", "other_supplier", "stranger", "operator"), 404)


def only(others: int = 403, **some: int) -> dict[str, Any]:
    """Return what those get who are not named; a visitor is asked to log in first."""
    return {"visitor": 302} | {who: some.get(who, others) for who in PEOPLE}


def ours(gets: int, *who: str, of: int = 404) -> dict[str, Any]:
    """Return what those of Eksempelvik get who are named, the colleagues' 403, and what others get."""
    return only(403, **dict.fromkeys(STRANGERS, of), **dict.fromkeys(who or COLLEAGUES, gets))
