"""Every door that is bounded: who waits is told so in their language, loses nothing, and waits for nobody else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final
from uuid import uuid4

import pytest
from django.test import Client

from mulighetsrom.installation.config import CLONE
from mulighetsrom.web.common import limits
from tests.web import dialogue_samples, needs_samples, people
from tests.web.access_table import DIALOGUE
from tests.web.page import LANGUAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
WAIT: Final = {"nb": "Vent", "nn": "Vent", "en": "Wait"}
TYPED: Final = "Dette tok tid å skrive."


@dataclass(frozen=True)
class Door:
    """Where something is sent, as whom, and which of the fields hold what somebody typed."""

    name: str
    path: str
    says: dict[str, str]
    typed: tuple[str, ...]
    who: str = "visitor"
    key: dict[str, str] = field(default_factory=lambda: {"key": str(uuid4())})

    def __str__(self) -> str:
        return f"{self.name} {self.who}"

    def sent(self, language: str = "nb", **extra: str) -> tuple[int, str]:
        client = people.log_in(Client(), self.who)
        path = f"/{language}/{self.path}" if self.path else ""
        answer = client.post(path, self.says | self.key, **extra)  # type: ignore[arg-type] # headers, as it takes them
        return answer.status_code, unescape(answer.content.decode())


QUESTION: Final = f"behov/{needs_samples.PUBLISHED}/sporsmal/"
SIGN_UP: Final = f"kontaktmote/{needs_samples.MEETING}/pamelding/"
SEATS: Final = f"dialog/{dialogue_samples.OPEN}/del/{dialogue_samples.CONFERENCE}/pamelding/"
COMES: Final = {"name_0": TYPED, "role_0": "Leder", "how_0": "room", "shown": "nobody"}
GUEST: Final = {"email": "gjest@firma.example"}
COMING: Final = {"how": "room", "access_needs": TYPED}
INVITE: Final = f"virksomhet/{people.EKSEMPELVIK}/invitasjon/"
DOORS: Final = (
    Door("login letter", "logg-inn/", GUEST, ("email",)),
    Door("login letter", "konto/adresse/", GUEST, ("email",), "adviser"),
    Door("question by network", QUESTION, GUEST | {"text": TYPED}, ("email", "text")),
    Door("question by person", QUESTION, {"text": TYPED}, ("text",), "supplier"),
    Door("sign-up", SIGN_UP, GUEST | COMING | {"name": "Gjest Gjestesen"}, ("email", "name", "access_needs")),
    Door("sign-up", SIGN_UP, COMING, ("access_needs",), "supplier"),
    Door("sign-up by network", SEATS, GUEST | COMES | {"company": "Gjest AS"}, ("email", "company", "name_0")),
    Door("sign-up by person", SEATS, COMES, ("name_0",), "supplier"),
    Door("organisation", "virksomhet/ny/", {"registered": "founding", "name": "Snart AS"}, ("name",), "supplier"),
    Door("invitation", INVITE, GUEST | {"roles": "reader", "title": TYPED}, ("email", "title"), "owner"),
    Door("report", f"kunngjoring/{DIALOGUE['notice_id']}/meld-feil/", {"wrong": "date", "words": TYPED}, ("words",)),
)
EVERY: Final = pytest.mark.parametrize("door", DOORS, ids=str)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Let every time be used up already; return what was counted for whom."""
    said: list[tuple[str, str]] = []

    def take(*, what: str, who: str, **_: object) -> bool:
        said.append((what, who))
        return False

    monkeypatch.setattr(limits, "take", take)
    return said


@EVERY
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_must_wait_is_told_so_and_keeps_what_was_typed(
    counted: list[tuple[str, str]], door: Door, language: str
) -> None:
    status, page = door.sent(language)
    assert status == 429
    [(what, _)] = counted
    assert what.startswith(door.name)
    assert f'lang="{language}"' in page
    assert WAIT[language] in page
    assert all(door.says[name] in page for name in door.typed)


@EVERY
def test_nobody_waits_for_another_behind_the_same_address(counted: list[tuple[str, str]], door: Door) -> None:
    """Guests are counted by their network and their own address, whoever has logged in by who they are."""
    door.sent(REMOTE_ADDR="192.0.2.1")
    door.sent(REMOTE_ADDR="192.0.2.2")
    by_network = {who for _, who in counted} & {"192.0.2.1", "192.0.2.2"}
    assert bool(by_network) is (door.who == "visitor")


def test_every_door_of_the_code_is_walked() -> None:
    code = "".join(file.read_text() for file in (CLONE / "src" / "mulighetsrom" / "web").rglob("*.py"))
    bounded = {
        name.strip() for name in re.findall(r'(?:take\(\s*what=|_(?:take|limit)\(|what = (?=f))f?"([a-z -]+)', code)
    }
    # Each of these in its own theme's tests.
    elsewhere = {
        "kept",
        "oidc",
        "login code",
        "contribution",
        "question by address",
        "sign-up by address",
        "meeting-wish",
    }
    assert bounded - elsewhere == {door.name for door in DOORS}
