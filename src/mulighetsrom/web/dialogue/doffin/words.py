"""The words of the events' fixed layout, in each language a notice is written in.

They are part of a format, and no translations: what stands on Doffin already must still be read when we word it better.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LANGUAGES: Final = ("nb", "nn", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """What stands before each value, and what days, kinds and ways are called. A `clock` has hour and minute."""

    heading: str
    time: str
    place: str
    how: str
    deadline: str
    join: str
    programme: str
    clock: str
    day: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    summer: str
    winter: str
    kinds: dict[str, str]
    ways: dict[str, str]


_MONTHS: Final = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
WORDS: Final[dict[str, Words]] = {
    "nb": Words(
        heading="Slik kan du delta",
        time="Tid",
        place="Sted",
        how="Form",
        deadline="Frist",
        join="Les mer og delta",
        programme="Program",
        clock="kl. {:02}.{:02}",
        day="{weekday} {day}. {month} {year}",
        weekdays=("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
        months=_MONTHS,
        summer="sommertid",
        winter="normaltid",
        kinds={
            "conference": "Dialogkonferanse",
            "meetings": "En-til-en-møter",
            "input": "Skriftlige innspill",
            "workshop": "Arbeidsverksted",
            "comments": "Innspill til utkast",
        },
        ways={"physical": "Fysisk oppmøte", "video": "På video", "both": "Fysisk oppmøte eller video"},
    ),
    "nn": Words(
        heading="Slik kan du ta del",
        time="Tid",
        place="Stad",
        how="Form",
        deadline="Frist",
        join="Les meir og ta del",
        programme="Program",
        clock="kl. {:02}.{:02}",
        day="{weekday} {day}. {month} {year}",
        weekdays=("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"),
        months=_MONTHS,
        summer="sommartid",
        winter="normaltid",
        kinds={
            "conference": "Dialogkonferanse",
            "meetings": "Ein-til-ein-møte",
            "input": "Skriftlege innspel",
            "workshop": "Arbeidsverkstad",
            "comments": "Innspel til utkast",
        },
        ways={"physical": "Fysisk oppmøte", "video": "På video", "both": "Fysisk oppmøte eller video"},
    ),
    "en": Words(
        heading="How to take part",
        time="Time in Norway",
        place="Place",
        how="Form",
        deadline="Deadline, time in Norway",
        join="Read more and take part",
        programme="Programme",
        clock="{:02}:{:02}",
        day="{weekday} {day} {month} {year}",
        weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        months=(
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
        summer="summer time",
        winter="standard time",
        kinds={
            "conference": "Dialogue conference",
            "meetings": "One-to-one meetings",
            "input": "Written input",
            "workshop": "Workshop",
            "comments": "Comments on draft documents",
        },
        ways={"physical": "In person", "video": "By video", "both": "In person or by video"},
    ),
}
