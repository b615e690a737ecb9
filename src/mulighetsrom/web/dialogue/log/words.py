"""What each kind of line of an equal treatment log says, in the reader's language.

A sentence may use `who` and `whom`, and the line's facts by their names. What a fact's code is called stands in
`CODES`. A fact `part` is shown by what the part is called.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common import written
from mulighetsrom.web.dialogue import chain, changing, log
from mulighetsrom.web.dialogue.letters import to_everybody as announcing
from mulighetsrom.web.dialogue.models import Adviser, Answer, Contact, Declaration, Hold, Request, Shared
from mulighetsrom.web.dialogue.words import access_request as words_of_access_request
from mulighetsrom.web.dialogue.words import changing as words_of_changing
from mulighetsrom.web.dialogue.words import closing as words_of_closing
from mulighetsrom.web.dialogue.words import input as words_of_input

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.dialogue.models import Dialogue

INVITATION: Final[dict[str, StrOrPromise]] = {
    "published": _("%(who)s published version %(version)s of the invitation."),
}
DOFFIN: Final[dict[str, StrOrPromise]] = {
    "notice-sent": _("%(who)s noted that the receipt of the notice was confirmed %(at)s."),
    "notice-not-sent": _("%(who)s noted that the notice was not sent after all."),
    "on-ted": _("%(who)s noted that TED published the notice on %(ted)s."),
    "announced": _("%(who)s entered that Doffin published the notice %(number)s on %(day)s."),
    "renumbered": _("%(who)s entered that the notice on Doffin is %(number)s of %(day)s now, and no longer %(old)s."),
}
RECORD: Final[dict[str, StrOrPromise]] = {
    chain.FORGOTTEN: _(
        "%(who)s deleted what is kept no longer: names in the log (%(names)s), notes of contacts (%(notes)s), "
        "consultants (%(advisers)s), packages for the archive (%(packages)s)."
    ),
    "held": _("%(who)s stopped the deletion of what belongs to the dialogue. Reason: %(why)s."),
    "hold-lifted": _("%(who)s let deletion go on. The reason is no longer there: %(why)s."),
}
MEETINGS: Final[dict[str, StrOrPromise]] = {
    "meetings-opened": _("%(who)s opened %(part)s for wishes. Promised for the draw: %(commitment)s."),
    "meeting-questions": _("%(who)s published what every company will be asked in %(part)s."),
    "meeting-wish": _("%(whom)s wished for a meeting. In the draw: %(wish)s, number %(nonce)s."),
    "meeting-withdrawn": _("%(whom)s withdrew the wish %(wish)s."),
    "meeting-times-added": _("%(who)s added times to %(part)s, for all: %(times)s."),
    "meeting-deadline-moved": _("%(who)s moved the deadline for wishes for all, from %(old)s to %(new)s."),
    "meetings-frozen": _("The wishes of %(part)s were frozen: %(wishes)s. The hash of the list: %(list)s."),
    "meetings-drawn": _(
        "%(who)s had the times of %(part)s drawn: %(given)s got a time, %(waiting)s wait. The seed: %(seed)s."
    ),
    "meeting-passed-on": _("%(whom)s got a time that became free, as the next in drawn order: %(place)s."),
    "meeting-moved": _("%(who)s moved the meeting with %(whom)s from %(old)s to %(new)s."),
    "meeting-cancelled": _("%(who)s cancelled the meeting with %(whom)s of %(at)s."),
    "meeting-held": _("The meeting with %(whom)s was held, says %(who)s."),
    "meeting-missed": _("%(whom)s did not come to its meeting, says %(who)s."),
    "meeting-held-corrected": _("%(who)s took back that the meeting with %(whom)s was held. Why: %(why)s."),
    "meeting-missed-corrected": _("%(who)s took back that %(whom)s did not come to its meeting. Why: %(why)s."),
    "minutes-sent": _(
        "%(who)s sent %(whom)s the minutes of their meeting, to be answered by %(until)s: %(ours)s told by the "
        "municipality, %(theirs)s by the company."
    ),
    "minutes-confirmed": _("%(whom)s confirmed the minutes and marked %(secrets)s of what was said as secret."),
    "minutes-commented": _("%(whom)s commented on the minutes and marked %(secrets)s of what was said as secret."),
    "minutes-silence": _("%(whom)s did not answer the minutes in time. It is silence, and no yes."),
    "minutes-secret-opened": _(
        "%(who)s opened what %(whom)s keeps secret in the minutes of its meeting, to decide an access request. "
        "Passages: %(passages)s."
    ),
    "minutes-shared": _("%(who)s told everybody what %(whom)s was told in its meeting: %(count)s."),
}
QUESTIONS: Final[dict[str, StrOrPromise]] = {
    "question-asked": _("Somebody asked the question %(question)s."),
    "question-answered": _("%(who)s answered the question %(question)s, for everybody to read."),
    "question-corrected": _("%(who)s corrected the answer to the question %(question)s, for everybody to read."),
    "question-declined": _("%(who)s told whoever asked the question %(question)s why it is not answered."),
    "question-withdrawn": _("Whoever asked the question %(question)s took it back."),
}
ANNOUNCING: Final[dict[str, StrOrPromise]] = {
    "told": _("%(who)s wrote to all who take part. Receivers: %(receivers)s. The e-mail: %(of)s."),
}
CONTACTS: Final[dict[str, StrOrPromise]] = {
    "contact": _("%(who)s noted a contact with %(whom)s on %(day)s: %(how)s."),
    "contact-corrected": _("%(who)s corrected the note of a contact with %(whom)s on %(day)s: %(how)s."),
    "told-all": _("%(who)s told everybody what a company had learned in a contact: %(how)s."),
}
TAKING_PART: Final[dict[str, StrOrPromise]] = {
    "adviser-added": _("%(who)s added %(whom)s to those who advised."),
    "adviser-removed": _("%(who)s took %(whom)s off the list of those who advised: added by mistake."),
    "adviser-assessed": _("%(who)s assessed the advantage of %(whom)s: %(advantage)s."),
    "archived": _("%(who)s made package %(number)s for the archive. Documents: %(documents)s."),
}
IMPARTIALITY: Final[dict[str, StrOrPromise]] = {
    "declared": _("%(who)s declared: %(interest)s."),
    "impartiality-decided": _("%(who)s decided on the impartiality of %(whom)s: %(decision)s."),
    "handed-over": _("%(who)s let %(whom)s answer for the dialogue."),
}
WORDS: Final = {
    **INVITATION,
    **RECORD,
    **QUESTIONS,
    **words_of_closing.LOG,
    **words_of_input.LOG,
    **words_of_changing.LOG,
    **words_of_access_request.LOG,
    **MEETINGS,
    **ANNOUNCING,
    **DOFFIN,
    **CONTACTS,
    **TAKING_PART,
    **IMPARTIALITY,
}
"""The sentence of each kind of line; a theme joins its own by one line."""

CODES: Final[dict[str, Mapping[str, StrOrPromise]]] = {
    "answered.outcome": dict(Answer.Outcome.choices),
    **words_of_input.CODES,
    "contact.how": dict(Contact.How.choices),
    "contact-corrected.how": dict(Contact.How.choices),
    "told-all.how": {
        Shared.How.PUBLISHED: _("published on the page of the dialogue"),
        Shared.How.STANDS: _("it could be read already"),
    },
    "adviser-assessed.advantage": dict(Adviser.Advantage.choices),
    "declared.interest": dict(Declaration.Interest.choices),
    "impartiality-decided.decision": dict(Declaration.Decision.choices),
    "held.why": dict(Hold.Kind.choices),
    "hold-lifted.why": dict(Hold.Kind.choices),
    "meeting-held-corrected.why": dict(Request.Corrected.choices),
    "meeting-missed-corrected.why": dict(Request.Corrected.choices),
    "told.of": announcing.names,
    "moved.field": changing.LABELS,
    "changed.field": changing.LABELS,
}
"""What the codes of a fact are called, by the line's kind and the fact's name."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What is needed to write a dialogue's log out: who the pseudonyms are, and what its parts are called."""

    names: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)

    def sentence(self, line: Mapping[str, Any]) -> str:
        """Return what a line says; a kind that has no words any more is shown by its code."""
        kind = str(line["kind"])
        said = {name: self._fact(kind, name, value) for name, value in line["facts"].items()}
        said |= {"who": self.called(line["who"], system=True), "whom": self.called(line["whom"])}
        return str(WORDS[kind]) % _Lenient(said) if kind in WORDS else kind

    def called(self, pseudonym: str, *, system: bool = False) -> str:
        """Return who a pseudonym is, or that it is no longer kept."""
        if not pseudonym:
            return gettext("The platform") if system else "–"
        return self.names.get(pseudonym) or gettext("[name no longer kept]")

    def _fact(self, kind: str, name: str, value: Any) -> str:
        if name == "part":
            return self.parts.get(str(value), str(value))
        codes = CODES.get(f"{kind}.{name}")
        return str(codes.get(value, value)) if codes else _shown(value)


def reader(dialogue: Dialogue) -> Reader:
    """Return what writes the lines of a dialogue's log out, as far as names are still kept."""
    parts = {one.public_id: one.title or str(one.get_kind_display()) for one in dialogue.parts.all()}
    return Reader(log.names(dialogue), parts)


class _Lenient(dict[str, str]):
    """A line written before a sentence was changed may lack what the sentence now asks for."""

    def __missing__(self, key: str) -> str:
        return "–"


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    try:
        text = str(value)
        return written.moment(datetime.fromisoformat(text)) if "T" in text else written.day(date.fromisoformat(text))
    except ValueError:
        return str(value)
