"""The letters about claims to act for an organisation, written when they are sent: what is answered asks nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts import pages
from mulighetsrom.web.accounts.models import Membership
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.letters import Letter

if TYPE_CHECKING:
    from mulighetsrom.web.common.models import Mail


def to_owner(mail: Mail) -> Letter | None:
    """Ask who lets people into an organisation whether somebody acts for it."""
    claim = _about(mail)
    if not claim.waits or claim.ended_at:
        return None
    told = _told(claim)
    return Letter(
        subject=_("%(name)s asks to act for %(organisation)s") % told,
        paragraphs=[
            _("%(name)s (%(email)s) has said that they act for %(organisation)s, and can do nothing there yet.") % told,
            _("Say yes only if you know that it is so: whoever you let in reads what you have not published."),
        ],
        button=(_("Answer the request"), absolute(_answer_page(claim))),
        why=_("You get this because you let people in at %(organisation)s.") % told,
    )


def to_operator(mail: Mail) -> Letter | None:
    """Ask the operator about a claim to an organisation where nobody else can answer."""
    claim = _about(mail)
    if claim.confirmed_by or claim.ended_at:
        return None
    told = _told(claim)
    return Letter(
        subject=_("%(name)s asks to act for %(organisation)s") % told,
        paragraphs=[
            _("%(name)s (%(email)s) has said that they act for %(organisation)s. Nobody there can confirm it.") % told,
            _("Has no rights until confirmed.")
            if claim.waits
            else _("Acts for the company already; buyers see that it is not confirmed."),
        ],
        button=(_("See requests that wait"), absolute(reverse("accounts:operate"))),
        why=_("You get this because you run this installation."),
    )


def confirmed(mail: Mail) -> Letter | None:
    """Tell somebody that they are in, and where they begin."""
    claim = _about(mail)
    if claim.waits or claim.ended_at:
        return None
    told = _told(claim) | {"roles": pages.named(claim.roles)}
    return Letter(
        subject=_("You act for %(organisation)s") % told,
        paragraphs=[
            _("You are let in, and act for %(organisation)s on Mulighetsrom.") % told,
            _("Your roles: %(roles)s") % told,
        ],
        button=(_("Begin"), absolute(_home(claim))),
        why=_why(claim),
    )


def turned_down(mail: Mail) -> Letter | None:
    """Tell somebody that they are not let in, and what they can do if that is wrong."""
    claim = _about(mail)
    told = _told(claim)
    return Letter(
        subject=_("You were not let in at %(organisation)s") % told,
        paragraphs=[
            _("You said that you act for %(organisation)s. Whoever answers for that has said no.") % told,
            _("If that is wrong, talk with a colleague there. They can send you an invitation."),
        ],
        why=_why(claim),
    )


def _about(mail: Mail) -> Membership:
    return Membership.objects.select_related("person", "organisation").get(public_id=mail.about_id)


def _told(claim: Membership) -> dict[str, str]:
    return {
        "name": claim.person.name,
        "email": claim.person.email,
        "organisation": claim.organisation.name,
    }


def _answer_page(claim: Membership) -> str:
    return reverse("accounts:claim", args=[claim.organisation.public_id, claim.public_id])


def _home(claim: Membership) -> str:
    return reverse("accounts:organisation", args=[claim.organisation.public_id])


def _why(claim: Membership) -> str:
    return _("You get this because you said that you act for %(organisation)s.") % _told(claim)
