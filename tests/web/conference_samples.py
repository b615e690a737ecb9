"""Who has signed up for the conference of the tests, with names that stay: a company, a guest, one not confirmed.

Its room has three places, two of them taken; one waits for the stream, which has room for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from mulighetsrom.web.common import sealed
from mulighetsrom.web.dialogue.access import conference as access
from mulighetsrom.web.dialogue.models import Material, Part, Participant, Seats, SignUp
from tests.web import dialogue_samples as dialogues
from tests.web import people

if TYPE_CHECKING:
    from mulighetsrom.web.common.models import Sealed

COMPANY, GUEST, UNCONFIRMED = "S1GNVPVARM", "S1GNVPGVES", "S1GNVPN0T0"
SELMA, SVEN, GUDRUN, GEIR = "PSE1MA1111", "PSVEN11111", "PGVDRVN111", "PGE1R11111"
SLIDES, SHOWN = "WA1TSS11DE", "RE1EASEDN1"
NEEDS: Final = "Teleslynge og plass til førerhund"
GUEST_MAIL: Final = "gudrun@gjest.example"


def fill() -> None:
    """Make them; the dialogues are there."""
    part = Part.objects.get(public_id=dialogues.CONFERENCE)
    room = Seats.objects.create(part=part, how="room", capacity=3, last_number=2)
    stream = Seats.objects.create(part=part, how="stream", capacity=1, last_number=2)
    company = _sign_up(part, COMPANY, person=people.person("supplier"), company="Varmt hjem AS", shown="people",
                       organisation=people.organisation(people.VARMT_HJEM))  # fmt: skip
    _person(company, SELMA, "Selma Strand", room, 1, role="Daglig leder")
    _person(company, SVEN, "Sven Sal", stream, 1)
    guest = _sign_up(part, GUEST, email=GUEST_MAIL, company="Gjest og sønner", needs=_needs(part), needs_given=True)
    _person(guest, GUDRUN, "Gudrun Gjest", room, 2)
    _person(guest, GEIR, "Geir Gjest", stream, 2, state="waiting")
    waits = SignUp.objects.create(public_id=UNCONFIRMED, part=part, email="ubekreftet@gjest.example", company="Ingen")
    Participant.objects.create(sign_up=waits, seats=room, name="Ubekreftet Ulv")
    told = {"part": part, "added_by": people.person("adviser")}
    Material.objects.create(public_id=SLIDES, title="Lysbilder om natten", text="Skjult til det slippes", **told)
    Material.objects.create(
        public_id=SHOWN, title="Behovet på én side", text="- Trygge netter", released_at=timezone.now(), **told
    )


def code(public_id: str) -> str:
    """Return what a guest's address ends in."""
    return f"?{access.CODE}={access.code(SignUp(public_id=public_id))}"


def _sign_up(part: Part, public_id: str, **more: Any) -> SignUp:
    made: SignUp = SignUp.objects.create(public_id=public_id, part=part, confirmed_at=timezone.now(), **more)
    return made


def _person(of: SignUp, public_id: str, name: str, seats: Seats, number: int, **more: Any) -> None:
    told = {"name": name, "seats": seats, "number": number, "state": "seated", **more}
    Participant.objects.create(public_id=public_id, sign_up=of, **told)


def _needs(part: Part) -> Sealed:
    return sealed.seal(NEEDS, owner=part.dialogue.owner.public_id, purpose="taking-part")
