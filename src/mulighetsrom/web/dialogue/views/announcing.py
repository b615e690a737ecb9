"""Letters to everybody who takes part: written, shown, sent, and kept where one's own people find them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Link, Notice
from mulighetsrom.web.dialogue import access, trails
from mulighetsrom.web.dialogue.access import announcing as announcing_access
from mulighetsrom.web.dialogue.actions import announcing as actions
from mulighetsrom.web.dialogue.actions.invitation import LETTER
from mulighetsrom.web.dialogue.forms.announcing import LetterForm
from mulighetsrom.web.dialogue.letters import to_everybody as announcing
from mulighetsrom.web.dialogue.models import Version
from mulighetsrom.web.dialogue.queries import announcing as queries
from mulighetsrom.web.dialogue.queries import dialogues
from mulighetsrom.web.drafting import queries as drafting

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.safestring import SafeString

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.letters.to_everybody import Shown
    from mulighetsrom.web.dialogue.models import Announcement, Dialogue


@require_safe
def letters(request: Request, public_id: str) -> HttpResponse:
    """Show a dialogue's own people what everybody was told, and what there is to tell."""
    dialogue = access.own_dialogue(public_id, by=request.actor)
    context = {
        "title": _("E-mails to those who take part"),
        "dialogue": dialogue,
        "sent": [_sent(one) for one in queries.of(dialogue)],
        "offers": _offers(dialogue) if may(request.actor, May.PUBLISH) else [],
        "trail": trail(dialogue),
    }
    return render(request, "dialogue/letters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: Request, public_id: str, kind: str, about: str) -> HttpResponse:
    """Show a letter with its opening, let that be changed, and send exactly what was shown."""
    dialogue, thing = announcing_access.to_tell(public_id, kind, about, by=request.actor)
    form = LetterForm(
        request.POST if request.method == "POST" else None,
        initial={"opening": announcing.proposed(kind, dialogue, thing)},
    )
    before = queries.told(dialogue, kind, about)
    form.depends_on = f"{before.count()}"
    if form.is_valid() and form.is_shown():
        actions.send.once(
            form.cleaned_data["key"], dialogue=dialogue, kind=kind, about=about,
            opening=form.cleaned_data["opening"], by=request.actor,
        )  # fmt: skip
        return redirect("dialogue:letters", dialogue.public_id)
    context = {
        "title": announcing.kinds[kind].name,
        "dialogue": dialogue,
        "form": form,
        "notice": _told_before(before.first()),
        **asked(form, kind, dialogue, thing),
        "trail": [*trail(dialogue), Link(announcing.kinds[kind].name, request.path)],
    }
    return render(request, "dialogue/letter_form.html", context)


def asked(form: Any, kind: str, dialogue: Dialogue, thing: Any) -> dict[str, Any]:
    """Return what `dialogue/letter_shown.html` shows below a `LetterForm`: the letters, and what its button says.

    The letters are there once the form can be read; the button sends only what is shown.
    """
    if form.is_bound and not form.is_valid():
        return {"letters": [], "button": _("Show the e-mail")}
    opening = form.cleaned_data["opening"] if form.is_bound else form.initial["opening"]
    form.show_now()
    shown = announcing.shown(kind, dialogue, thing, opening)
    return {"letters": shown, "button": _button(shown)}


def part(request: Request, dialogue: Dialogue) -> SafeString | None:  # noqa: ARG001 - as the registry asks
    """Tell on the work page how many letters have gone, and lead to them."""
    if not dialogue.is_public:
        return None
    newest = queries.of(dialogue).first()
    context = {"dialogue": dialogue, "newest": _sent(newest) if newest else None, "offers": _offers(dialogue)}
    return render_to_string("dialogue/letters_part.html", context)


def before_publishing(request: Request, dialogue: Dialogue) -> SafeString | None:  # noqa: ARG001 - likewise
    """Show the letter that goes to all who take part the moment a later version is published."""
    newest = drafting.newest(dialogue)
    if not dialogue.is_public or not newest or dialogue.text != dialogue.Text.APPROVED:
        return None
    coming = Version(
        dialogue=dialogue, number=newest.number + 1, published_at=timezone.now(), content=dialogues.snapshot(dialogue),
        why=_("[What you write above]"),
    )  # fmt: skip
    shown = announcing.shown(LETTER, dialogue, coming, coming.why)
    return render_to_string("dialogue/letter_before.html", {"letters": shown, "count": sum(one.count for one in shown)})


def trail(dialogue: Dialogue) -> list[Link]:
    """Return the way down to a dialogue's letters."""
    here = Link(_("E-mails to those who take part"), reverse("dialogue:letters", args=[dialogue.public_id]))
    return trails.work(dialogue, here)


def _button(shown: list[Shown]) -> str:
    count = sum(one.count for one in shown)
    if not count:
        return _("Nobody takes part yet: note it")
    return ngettext("Send it to %(count)s receiver", "Send it to %(count)s receivers", count) % {"count": count}


def _told_before(last: Announcement | None) -> Notice | None:
    if not last:
        return None
    said = {"moment": written.moment(last.sent_at), "name": last.sent_by_name}
    return Notice(_("This has been told before."), _("%(name)s sent an e-mail about it %(moment)s.") % said)


def _sent(one: Announcement) -> dict[str, Any]:
    return {
        "letter": one,
        "name": announcing.names.get(one.kind, one.kind),
        "when": written.weekday_moment(one.sent_at),
    }


def _offers(dialogue: Dialogue) -> list[tuple[str, str, Any]]:
    """Return the kind, the id and the name of all there is to tell now."""
    told = [(code, kind.offers(dialogue)) for code, kind in announcing.kinds.items() if kind.offers]
    return [(code, about, label) for code, offered in told for about, label in offered]
