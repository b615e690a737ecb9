"""What readers say when they cannot go on."""

from __future__ import annotations


class Unreadable(Exception):
    """Raised where a file gives no row: the place in it, a short code of the reason, and what was found."""

    def __init__(self, place: str, code: str, detail: str) -> None:
        super().__init__(place, code, detail)
        self.place = place
        self.code = code
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.place}: {self.detail} ({self.code})"
