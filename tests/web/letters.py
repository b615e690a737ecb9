"""Letters for the tests: two kinds that nobody else writes, and one that was sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

from mulighetsrom.web.common import registry
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.common.letters import Item, Letter
from mulighetsrom.web.common.mail import Receiver, Sender, actions, post
from mulighetsrom.web.common.models import Mail

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

KIND: Final = "test.need-published"
SENT: Final = "LETTER0001"
SENDER: Final = Sender("Eksempelvik kommune", "innkjop@eksempelvik.example")
HERE: Final = "https://mulighetsrom.example/nb"


@dataclass
class Thing:
    """Something with a public id, that letters are about."""

    public_id: str = "THING00001"

    class _meta:  # noqa: N801 - Django's name for it
        label_lower = "needs.need"


def about_a_need(mail: Mail) -> Letter:
    return Letter(
        subject="Trygg hjemme om natten: nytt behov fra Eksempelvik",
        greeting="Hei!",
        paragraphs=[
            "Eksempelvik kommune har beskrevet et behov som passer med det du følger.",
            "Svar innen 14. januar 2027 hvis du vil være med på dialogkonferansen.",
        ],
        items=[
            Item("Trygg hjemme om natten", f"{HERE}/behov/TRYGG00001/", "Helse og omsorg", f"{HERE}/skjul/TRYGG00001/"),
            Item("Måltider som smaker", f"{HERE}/behov/MALTID0001/", "Fordi du følger «Mat og måltider»"),
        ],
        button=("Les behovet", f"{HERE}/behov/TRYGG00001/"),
        why="Du får denne e-posten fordi du følger Eksempelvik kommune.",
        stop_url=f"{HERE}/stopp/{mail.public_id}/",
    )


def writes(letter: Letter | None, kind: str = KIND) -> AbstractContextManager[Any]:
    """Let this be written for a while whatever is posted of that kind."""
    return patch.dict(registry.letters, {kind: lambda _: letter})


@action
def put_into_post(**told: Any) -> Mail | None:
    letter: dict[str, Any] = {"to": Receiver("selma@varmt-hjem.example", "nb"), "sender": SENDER, "about": Thing()}
    return post(told.pop("kind", KIND), **letter | told)


def fill() -> None:
    """Send one letter of this demo."""
    mail = put_into_post(once="demo")
    assert mail
    Mail.objects.filter(pk=mail.pk).update(public_id=SENT)
    actions.send(SENT)


registry.letters[KIND] = about_a_need
