"""What an invitation to dialogue holds, as a table; when and where its parts are held are rows of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.drafting.fields import Description, Field, Group, Kind, Layout

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.drafting.fields import Content

NEEDED: Final = (
    Field("title", Kind.LINE, _("What do you invite to?"),
          _("Say first what it is: “Invitation to a dialogue conference: …”. Suppliers read this line on Doffin."), 300,
          True, example=_("Invitation to dialogue: safe nights at home for people who live alone")),
    Field("purpose", Kind.TEXT, _("Why do you want this dialogue?"),
          _("The need in a few sentences, and what you must know before you decide how to buy."), 3000, True,
          example=_("Three out of four times nobody needed help when we drove out at night. Before we decide how to go "
                    "on we want to know what others have done, and what it takes of us.")),
    Field("wanted", Kind.TEXT, _("What do you want to hear?"),
          _("The questions you want answered, the same for everybody."), 3000, True,
          example=_("What could tell a fall from an open door? What must we change ourselves for it to work?")),
    Field("use", Kind.TEXT, _("How will you use what you are told, and how not?"),
          _("Suppliers fear that their idea becomes somebody else's contract. Say it plainly."), 2000, True,
          example=_("We use it to describe the need and to choose how to buy. We do not describe one company's "
                    "solution in the competition, and pass nothing on that is a business secret.")),
    Field("readers", Kind.TEXT, _("Who reads it?"), _("The roles, not the names: who of yours, and who helps you."),
          1000, True, example=_("Three home care staff, the procurement adviser, and a consultant who is bound to "
                                "secrecy.")),
    Field("hours", Kind.LINE, _("How many hours do you expect a supplier to spend?"),
          _("All in all, to prepare and to take part. Few firms can spend many."), 60, True,
          example=_("About 6 hours")),
    Field("pay", Kind.CHOICE, _("Is taking part paid?"), "", 20, True),
    Field("money", Kind.CHOICE, _("Is the money decided?"), "", 20, True),
    Field("next", Kind.TEXT, _("What happens afterwards, and when?"),
          _("When you publish what you heard, and when you decide whether to buy."), 1000, True,
          example=_("We publish what we heard within three weeks. The council decides in June.")),
    Field("contact_mailbox", Kind.MAILBOX, _("E-mail for contact"),
          _("The address of a role or a department, not of a person. It is shown to everybody."), 200, True),
)  # fmt: skip

FURTHER: Final = (
    Field("pay_text", Kind.LINE, _("What is paid, and how?"), _("The same for all who take part."), 300),
    Field("answer_languages", Kind.CHOICES, _("Languages you take answers in"), "", 4),
    Field("accessibility", Kind.TEXT, _("How everybody can take part"),
          _("Step-free entrance, hearing loop, captions, an interpreter on request."), 1000),
    Field("title_en", Kind.LINE, _("Title in English"),
          _("Form 4 goes to all of Europe: the notice needs an English text beside the Norwegian."), 300),
    Field("text_en", Kind.TEXT, _("The invitation in English"), _("Purpose, what you want to hear, and how to answer."),
          6000),
    Field("language", Kind.CHOICE, _("Language of the text"), _("What you write in. The page around it is in the "
          "reader's own."), 2),
)  # fmt: skip

CHOICES: Final[dict[str, dict[str, StrOrPromise]]] = {
    "pay": {
        "unpaid": _("No, nobody is paid"),
        "paid": _("Yes, everybody is paid the same"),
    },
    "money": {
        "decided": _("Yes, the money is decided"),
        "partly": _("Partly: some of it is decided"),
        "open": _("No, not yet"),
    },
    "answer_languages": {
        "no": _("Norwegian"),
        "en": _("English"),
        "da": _("Danish"),
        "sv": _("Swedish"),
    },
    "language": {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"},
}
"""The codes of the fields that are chosen from a few, and what readers call them."""

INVITATION: Final = Description(
    NEEDED, FURTHER, choices=CHOICES, belongs=("contact_mailbox", "needs", "parts", "behind")
)
"""What publishes an invitation, and what else it may hold."""

LAYOUT: Final = Layout(
    numbered=(
        Group("title", _("What it is"), ("title",)),
        Group("purpose", _("Why, and what you want to hear"), ("purpose", "wanted")),
        Group("use", _("What becomes of what you are told"), ("use", "readers")),
        Group("effort", _("What it costs a supplier"), ("hours", "pay")),
        Group("next", _("What happens afterwards"), ("money", "next")),
        Group("contact", _("Contact"), ("contact_mailbox", "responsible")),
    ),
    folded=(
        Group("pay_text", _("What is paid"), ("pay_text",)),
        Group("answer_languages", _("Languages you take answers in"), ("answer_languages",)),
        Group("accessibility", _("How everybody can take part"), ("accessibility",)),
        Group("english", _("In English, for form 4"), ("title_en", "text_en")),
        Group("language", _("Language of the text"), ("language",)),
    ),
)

ALWAYS: Final[dict[str, StrOrPromise]] = {
    "open": _("Taking part is no condition for competing later, and gives no preference."),
    "no-tender": _("This is not a competition. Nobody can hand in a tender here, and no contract comes of it."),
    "helped": _(
        "If you give advice here and compete later, the municipality first makes sure that it gives you no advantage: "
        "by sharing what was said, and by giving everybody time. Only if nothing else helps can you be excluded, and "
        "not before you have been heard."
    ),
}
"""What every invitation says, whoever writes it (FOA §§ 8-2, 9-5 (1) c, 12-2 and 24-2 (1) d)."""


def empty(language: str, mailbox: str) -> Content:
    """Return an invitation that nobody has written yet."""
    return {"language": language, "contact_mailbox": mailbox, "pay": "unpaid"}


def from_need(need: Content, title: str, mailbox: str) -> Content:
    """Return the beginning of an invitation that a need gives: why, and what is asked."""
    begun: dict[str, Any] = empty(need.get("language") or "nb", mailbox)
    return begun | {"title": title, "purpose": _shortened(need.get("situation", "")), "wanted": need.get("ask", "")}


def _shortened(text: str, most: int = 3000) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"[:most]
