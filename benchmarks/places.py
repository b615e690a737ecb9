"""Let 500 companies ask for 40 meeting times and 300 seats at random over ten seconds, then 500 more at one moment.

    MULIGHETSROM_HOME=<a new folder> make run                        in another window; its demo is written into
    MULIGHETSROM_HOME=<the same> .venv/bin/python benchmarks/places.py [ADDRESS]

Each company opens the form first, as a browser does; what is timed is the answer to what it sends. One in five asks for
a meeting, the others for a seat. Afterwards the times are drawn, and the database is asked: was a seat or a time given
twice, is every request there with a truthful state? The floor is `/health`, asked all the while.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import statistics
import sys
import time
from datetime import timedelta
from html import unescape
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mulighetsrom.web.settings")

import django

django.setup()

import httpx  # noqa: E402 - once Django is set up
from django.conf import settings  # noqa: E402 - once Django is set up
from django.db import transaction  # noqa: E402 - once Django is set up
from django.http import HttpRequest  # noqa: E402 - once Django is set up
from django.utils import timezone  # noqa: E402 - once Django is set up

from mulighetsrom.web.accounts import sessions  # noqa: E402 - once Django is set up
from mulighetsrom.web.accounts.models import Membership, Organisation, Person  # noqa: E402 - once Django is set up
from mulighetsrom.web.asking.models import Board  # noqa: E402 - once Django is set up
from mulighetsrom.web.common.actor import SYSTEM  # noqa: E402 - once Django is set up
from mulighetsrom.web.dialogue import log  # noqa: E402 - once Django is set up
from mulighetsrom.web.dialogue.actions import drawing  # noqa: E402 - once Django is set up
from mulighetsrom.web.dialogue.actions import meetings as preparing  # noqa: E402 - once Django is set up
from mulighetsrom.web.dialogue.models import Dialogue, Meetings, Part, Participant, Request, Seats, Slot, Version  # noqa: E402 - once Django is set up
from mulighetsrom.web.dialogue.queries import dialogues  # noqa: E402 - once Django is set up

COMPANIES, TIMES, ROOM, SECONDS = 500, 40, 300, 10.0
ONE_IN = 5
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
FIRST = re.compile(r'<select name="first".*?</select>', re.DOTALL)
VALUE = re.compile(r'<option value="([^"]+)"')


def main(address: str) -> None:
    companies = [_company(number) for number in range(COMPANIES)]
    chance = random.Random(4)  # noqa: S311 - no secret
    dialogue = _dialogue(chance)
    meetings, conference = dialogue.parts.get(kind="meetings"), dialogue.parts.get(kind="conference")
    asks = [_paths(dialogue, meetings, conference, number) for number in range(COMPANIES)]
    print(f"{COMPANIES} companies over {SECONDS:.0f} seconds: {TIMES} times, {ROOM} seats")
    _tell(*asyncio.run(_run(address, companies, asks, [chance.random() * SECONDS for _ in asks])))
    _check_seats(conference, COMPANIES - COMPANIES // ONE_IN)
    _check_times(meetings.meetings)

    burst = _dialogue(chance).parts.get(kind="conference")
    print(f"{COMPANIES} companies at once: {ROOM} seats")
    _tell(*asyncio.run(_run(address, companies, [_sign_up(burst)] * COMPANIES, [0.0] * COMPANIES)))
    _check_seats(burst, COMPANIES)
    print("the log of both is whole:", not log.broken(dialogue) and not log.broken(burst.dialogue))


# --- what they ask --------------------------------------------------------------------------------------------------


def _paths(dialogue: Dialogue, meetings: Part, conference: Part, number: int) -> str:
    wish = f"/nb/dialog/{dialogue.public_id}/moter/{meetings.public_id}/onske/"
    return wish if number % ONE_IN == 0 else _sign_up(conference)


def _sign_up(part: Part) -> str:
    return f"/nb/dialog/{part.dialogue.public_id}/del/{part.public_id}/pamelding/"


async def _run(
    address: str, cookies: list[dict[str, str]], paths: list[str], moments: list[float]
) -> tuple[list[float], list[str], list[float]]:
    """Open every form, then send each at its moment; return times, errors, and the floor's times."""
    times: list[float] = []
    errors: list[str] = []
    floor: list[float] = []
    limits = httpx.Limits(max_connections=COMPANIES + 10)
    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=120) as client:
        gate = asyncio.Semaphore(4)
        forms = await asyncio.gather(*(_opened(client, gate, *one) for one in zip(cookies, paths, strict=True)))
        done = asyncio.Event()
        asked = asyncio.create_task(_floor(client, floor, done))
        start = time.perf_counter() + 1
        sent = zip(paths, forms, moments, strict=True)
        await asyncio.gather(*(_send(client, path, form, start + at, times, errors) for path, form, at in sent))
        done.set()
        await asked
    return times, errors, floor


async def _opened(
    client: httpx.AsyncClient, gate: asyncio.Semaphore, cookies: dict[str, str], path: str
) -> tuple[dict[str, str], dict[str, str]]:
    """Return what a browser would send from this form, and its cookies."""
    async with gate:
        page = await client.get(path, headers={"Cookie": _cookie(cookies)})
    page.raise_for_status()
    said = {name: unescape(value) for name, value in HIDDEN.findall(page.text)}
    if select := FIRST.search(page.text):
        times = [value for value in VALUE.findall(select[0]) if value]
        said |= {"first": random.choice(times), "any_time": "on", "how": "video", "people": "Kari, daglig leder"}  # noqa: S311
    else:
        said |= {"name_0": "Kari Nordmann", "role_0": "Daglig leder", "shown": "nobody", "how_0": "room"}
    return said, cookies | dict(page.cookies)


async def _send(  # noqa: PLR0917 - one company
    client: httpx.AsyncClient, path: str, form: tuple[dict[str, str], dict[str, str]], at: float,
    times: list[float], errors: list[str],
) -> None:  # fmt: skip
    said, cookies = form
    await asyncio.sleep(max(0.0, at - time.perf_counter()))
    began = time.perf_counter()
    try:
        answer = await client.post(path, data=said, headers={"Cookie": _cookie(cookies)})
    except httpx.HTTPError as error:
        errors.append(repr(error))
        return
    times.append(time.perf_counter() - began)
    if answer.status_code != httpx.codes.FOUND:
        errors.append(f"{answer.status_code} {path}")


async def _floor(client: httpx.AsyncClient, floor: list[float], done: asyncio.Event) -> None:
    while not done.is_set():
        began = time.perf_counter()
        await client.get("/health")
        floor.append(time.perf_counter() - began)
        await asyncio.sleep(0.2)


def _cookie(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def _tell(times: list[float], errors: list[str], floor: list[float]) -> None:
    middle, slow = statistics.median(times), statistics.quantiles(times, n=20)[18]
    print(f"  answers {len(times)}, errors {len(errors)}: median {middle * 1000:.0f} ms, 95 % {slow * 1000:.0f} ms")
    print(f"  floor: median {statistics.median(floor) * 1000:.0f} ms, longest {max(floor) * 1000:.0f} ms")
    for error in sorted(set(errors))[:5]:
        print(f"  {error}")


# --- what came of it ------------------------------------------------------------------------------------------------


def _check_seats(part: Part, asked: int) -> None:
    coming = Participant.objects.filter(sign_up__part=part)
    seated, waiting = coming.filter(state="seated").count(), coming.filter(state="waiting").count()
    numbers = coming.values("seats", "number").distinct().count()
    taken = sum(part.seats.values_list("taken", flat=True))
    ok = seated == taken == min(ROOM, asked) and seated + waiting == asked == numbers
    print(f"  seats: {seated} taken, {waiting} wait, of {asked}: {'as promised' if ok else 'WRONG'}")


def _check_times(meetings: Meetings) -> None:
    Part.objects.filter(pk=meetings.part_id).update(deadline_at=timezone.now())
    drawing.freeze(meetings=meetings, by=SYSTEM)
    meetings.refresh_from_db()
    began = time.perf_counter()
    drawing.draw_times(meetings=meetings, no_more_reason="Målingen har bare førti tider.", by=SYSTEM)
    took = time.perf_counter() - began
    given = Slot.objects.filter(meetings=meetings, request__isnull=False)
    requests = Request.objects.filter(meetings=meetings)
    states = {state: requests.filter(state=state).count() for state in ("given", "waiting", "asked")}
    once = given.values("request").distinct().count() == given.count() == TIMES == states["given"]
    ok = once and states["given"] + states["waiting"] == COMPANIES // ONE_IN
    print(f"  times: {given.count()} given, {states['waiting']} wait: {'as promised' if ok else 'WRONG'}")
    print(f"  drawn in {took:.1f} s")


# --- made for it ----------------------------------------------------------------------------------------------------


def _company(number: int) -> dict[str, str]:
    """Make a company with one person; return the cookie of their session."""
    name = f"Måling {number:03} AS"
    company, now = (
        Organisation.objects.create(kind=Organisation.Kind.SUPPLIER, name=name, registered="founding"),
        timezone.now(),
    )
    address = f"kari.{company.public_id}@example.org".lower()
    person = Person.objects.create(name=f"Kari {number:03}", email=address)
    Membership.objects.create(
        person=person, organisation=company, roles=["owner"], confirmed_by="operator", confirmed_at=now
    )
    request = HttpRequest()
    request.session = sessions.SessionStore()
    sessions.begin(request, person=person, acting_for=company)
    request.session.save()
    return {settings.SESSION_COOKIE_NAME: str(request.session.session_key)}


def _dialogue(chance: random.Random) -> Dialogue:
    """Make an open dialogue with a conference and meetings."""
    owner = Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY).earliest("id")
    person = Person.objects.filter(memberships__organisation=owner).earliest("id")
    board = Board.objects.create(kind=Dialogue.BOARD, owner=owner)
    said: dict[str, Any] = {"title": f"Måling {chance.random():.6f}", "contact_mailbox": owner.mailbox}
    made = Dialogue.objects.create(
        public_id=board.public_id, board=board, owner=owner, answers_for=owner, responsible=person, created_by=person,
        stage="open", text="published", draft=said,
    )  # fmt: skip
    noon = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=30)
    held = {"deadline_at": noon, "starts_at": noon + timedelta(days=7), "ends_at": noon + timedelta(days=7, hours=6)}
    conference = made.parts.create(kind="conference", how="physical", place="Rådhuset", **held)
    Seats.objects.update_or_create(part=conference, how="room", defaults={"capacity": ROOM})
    meetings = made.parts.create(kind="meetings", how="video", **held)
    one = Meetings.objects.create(part=meetings, length=30, pause=10, teams=4)
    for at in range(TIMES):
        begins = held["starts_at"] + timedelta(minutes=40 * (at // 4))
        Slot.objects.create(meetings=one, team=at % 4 + 1, starts_at=begins, ends_at=begins + timedelta(minutes=30))
    for at in range(8):
        colleague = Person.objects.create(name=f"Kollega {at}", email=f"{board.public_id}.{at}@example.org".lower())
        one.members.create(person=colleague, team=at // 2 + 1, role=("asks", "notes")[at % 2])
    Version.objects.create(
        dialogue=made, number=1, content=dialogues.snapshot(made) | {"behind": [owner.name]}, published_by=person,
        published_by_name=person.name,
    )  # fmt: skip
    with transaction.atomic():
        log.write(made, "published", by=SYSTEM, version=1)
    preparing.open_wishes(meetings=one, by=SYSTEM)
    return made


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
