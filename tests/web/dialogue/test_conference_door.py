"""At the door: a list on paper, one tap on a phone; afterwards the materials, for everybody at one moment."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from mulighetsrom.web.common import kernel, pdf, registry
from mulighetsrom.web.dialogue import door_sheet, log
from mulighetsrom.web.dialogue.actions import check_in as door
from mulighetsrom.web.dialogue.actions import materials
from mulighetsrom.web.dialogue.models import Material, Part, Participant
from tests.web import conference_samples as samples
from tests.web import dialogue_samples as dialogues
from tests.web import people
from tests.web.background import work
from tests.web.dialogue.conference import actor, event, letters, room, sign_up

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def part() -> Part:
    """Give the conference of the samples, held today."""
    found = Part.objects.get(public_id=dialogues.CONFERENCE)
    now = timezone.now()
    noon = timezone.localtime(now).replace(hour=23, minute=58, second=0, microsecond=0)
    moments = {"deadline_at": now - timedelta(days=1), "starts_at": noon, "ends_at": noon + timedelta(minutes=1)}
    Part.objects.filter(pk=found.pk).update(**moments)
    found.refresh_from_db()
    return found


def address(part: Part, name: str = "") -> str:
    return f"/nb/dialog/{part.dialogue.public_id}/del/{part.public_id}/{name}"


def get(part: Part, name: str = "", who: str = "visitor") -> str:
    return people.log_in(Client(), who).get(address(part, name)).content.decode()


def tap(part: Part, who: str, do: str) -> HttpResponse:
    return people.log_in(Client(), "need_owner").post(address(part, "innsjekk/"), {"who": who, "do": do})  # type: ignore[return-value]


def test_one_tap_says_that_somebody_came_and_another_takes_it_back(part: Part) -> None:
    assert "0 av 2 har kommet" in get(part, "innsjekk/", "adviser")
    for _twice in range(2):
        answer = tap(part, samples.SELMA, "in")
        assert answer["Location"].endswith(f"#{samples.SELMA}")
    assert "1 av 2 har kommet" in get(part, "innsjekk/", "adviser")
    tap(part, samples.SELMA, "undo")
    assert Participant.objects.get(public_id=samples.SELMA).arrived_at is None
    kinds = list(part.dialogue.log.order_by("number").values_list("kind", flat=True))
    assert kinds[-2:] == ["arrived", "arrival-undone"], "a second tap wrote nothing"
    assert log.broken(part.dialogue) == ""


def test_the_list_is_narrowed_by_name_or_company(part: Part) -> None:
    text = get(part, "innsjekk/?navn=gjest", "adviser")
    assert "Gudrun Gjest" in text
    assert "Selma Strand" not in text
    assert "Ingen med det navnet" in get(part, "innsjekk/?navn=finnesikke", "adviser")


def test_nobody_has_come_before_the_day() -> None:
    found = event()
    sign_up(found, "Anne", by=actor(1))
    anne = Participant.objects.select_related("seats__part__dialogue", "sign_up").get(name="Anne")
    with pytest.raises(door.TooEarlyError):
        door.check_in(participant=anne, by=people.actor("adviser"))
    assert "Har kommet" not in get(found, "innsjekk/", "adviser")


def test_the_door_sheet_is_a_pdf_of_those_in_the_room_and_tells_nothing_else(
    part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = people.log_in(Client(), "adviser").get(address(part, "dorliste.pdf"))
    assert (answer.content[:5], answer["Content-Type"]) == (b"%PDF-", "application/pdf")
    assert b"pdfaid" in answer.content
    with override("nb"):
        told = str(written(part, monkeypatch))
    assert "Selma Strand · Varmt hjem AS" in told
    for hidden in ("Sven Sal", "Geir Gjest", samples.GUEST_MAIL, samples.NEEDS, "Ubekreftet"):
        assert hidden not in told


def test_thirty_people_stand_under_their_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    found = event()
    room(found, None)
    for number in range(3):
        sign_up(found, *(f"{letter}nna {number}" for letter in "ABCDEFGHIJ"), by=actor(number))
    assert [section.heading for section in written(found, monkeypatch).sections] == list("ABCDEFGHIJ")


def written(part: Part, monkeypatch: pytest.MonkeyPatch) -> pdf.Document:
    """Return what the door sheet of an event says, before it is set."""
    told: list[pdf.Document] = []
    monkeypatch.setattr(pdf, "write", told.append)
    door_sheet.write(part)
    return told[0]


# --- materials -----------------------------------------------------------------------------------------------------


def test_materials_are_hidden_until_all_are_released_at_one_moment_with_a_letter_to_all(part: Part) -> None:
    client = people.log_in(Client(), "adviser")
    sent = {"name": "", "text": "", "key": "00000000-0000-4000-8000-000000000021"}
    upload = SimpleUploadedFile("notat.pdf", PDF, "application/pdf")
    assert client.post(address(part, "materiell/"), sent | {"file": upload}).status_code == 302
    kept = Material.objects.get(title="notat.pdf")
    file = address(part, f"materiell/{kept.public_id}/")
    assert Client().get(file).status_code == 404
    assert people.log_in(Client(), "supplier").get(file).status_code == 404
    assert b"".join(client.get(file)) == PDF
    assert "Lysbilder om natten" not in get(part)

    shown = client.get(address(part, "materiell/slipp/")).content.decode()
    assert "notat.pdf" in shown
    form = {"opening": "Takk for sist!", "key": "00000000-0000-4000-8000-000000000022"}
    again = client.post(address(part, "materiell/slipp/"), form)
    assert again.status_code == 200, "what was not shown does not go"
    form["shown"] = again.context["form"]["shown"].value()
    for _twice in range(2):
        assert client.post(address(part, "materiell/slipp/"), form).status_code == 302
    moments = set(Material.objects.filter(title__in=["notat.pdf", "Lysbilder om natten"]).values_list("released_at"))
    assert len(moments) == 1
    assert None not in moments.pop()
    assert "Lysbilder om natten" in get(part)
    assert b"".join(Client().get(file)) == PDF
    work()
    for to in (samples.GUEST_MAIL, people.person("supplier").email):
        assert "notat.pdf" in letters(to)[0].text
        assert "Takk for sist!" in letters(to)[0].text
    kinds = list(part.dialogue.log.order_by("number").values_list("kind", flat=True))
    assert kinds[-2:] == ["materials-released", "told"]


def test_what_is_released_stays_and_nothing_is_released_twice(part: Part) -> None:
    by = people.actor("adviser")
    with pytest.raises(kernel.StageConflictError):
        materials.remove(material=Material.objects.get(public_id=samples.SHOWN), by=by)
    materials.release(part=part, opening="Her er det.", by=by)
    with pytest.raises(kernel.StageConflictError):
        materials.release(part=part, opening="Her er det.", by=by)


def test_a_material_is_a_file_or_a_named_text(part: Part) -> None:
    client = people.log_in(Client(), "adviser")
    answer = client.post(address(part, "materiell/"), {"name": "", "text": "", "key": "x"})
    assert "Velg en fil, eller skriv en tekst." in answer.content.decode()
    assert Material.objects.filter(part=part).count() == 2


def test_the_desk_reminds_of_a_workshop_without_a_result(part: Part) -> None:
    del part
    held = event(kind="workshop", title="Nattmøtet", days=-20)
    waits = [task for list_ in registry.desk for task in list_(people.actor("adviser"))]
    assert [task.kind for task in waits if task.title == "Nattmøtet"] == ["Publiser resultatet av arbeidsmøtet"]
    Material.objects.create(
        part=held, title="Resultat", text="Ja", added_by=people.person("adviser"), released_at=timezone.now()
    )
    assert "Nattmøtet" not in {task.title for list_ in registry.desk for task in list_(people.actor("adviser"))}
