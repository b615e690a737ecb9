"""What the equal treatment log gives to the pages of dialogues; the app's `ready()` asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from mulighetsrom.web.common import registry
from mulighetsrom.web.dialogue import dossier, protocol, records, took_part
from mulighetsrom.web.dialogue.log import Somebody, gaps
from mulighetsrom.web.dialogue.log import pages as log_pages
from mulighetsrom.web.dialogue.queries import contacts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.dialogue.models import Dialogue


def register() -> None:
    registry.parts["dialogue:dialogue"].append(log_pages.told_part)
    registry.parts["dialogue:facts"].append(log_pages.head_part)
    registry.parts["dialogue:work"].append(log_pages.work_part)
    gaps.finders.extend([gaps.told_to_one, gaps.came_back, gaps.out_of_reach, gaps.altered])
    took_part.sources.extend([_of_contacts, _by_hand])
    dossier.chapters.extend([dossier.invitations, dossier.noted, dossier.holds])
    protocol.more.append(("case", dossier.rows, None))
    records.sources.extend([records.told_of, records.noted, records.taking_part, records.the_log])


def _of_contacts(dialogue: Dialogue) -> Iterator[took_part.Taking]:
    for who in contacts.companies(dialogue):
        yield took_part.Taking(who, _("A contact outside the dialogue"))


def _by_hand(dialogue: Dialogue) -> Iterator[took_part.Taking]:
    for row in dialogue.advisers.filter(added=True).order_by("id"):
        yield took_part.Taking(Somebody(row.key, row.name), row.role)
