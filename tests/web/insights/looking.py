"""How tests of the pages look at one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import lxml.html

from mulighetsrom.web.insights import dataset

if TYPE_CHECKING:
    import pytest
    from django.test import Client

    from mulighetsrom.notices.schema import Row
    from mulighetsrom.notices.store import Version


def page(client: Client, address: str, *, status: int = 200) -> Any:
    """Open a page and return its root element."""
    answer = client.get(address)
    assert answer.status_code == status
    return lxml.html.document_fromstring(answer.content.decode())


def text(element: Any) -> str:
    """Return what a reader reads."""
    return " ".join(element.text_content().split())


def show(monkeypatch: pytest.MonkeyPatch, version: Version) -> Version:
    """Let the pages show this version instead."""
    monkeypatch.setattr(dataset, "current", lambda: version)
    return version


def asked(monkeypatch: pytest.MonkeyPatch, version: Version) -> list[str]:
    """Return a list that every question to the dataset is put on."""
    questions: list[str] = []
    rows = version.rows

    def told(sql: str, params: Any = ()) -> list[Row]:
        questions.append(sql)
        return rows(sql, params)

    monkeypatch.setattr(version, "rows", told)
    return questions
