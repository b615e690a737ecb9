"""The letters of the log-in, in the receiver's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from mulighetsrom.web.accounts import codes, paths, secret_links
from mulighetsrom.web.accounts.queries import logins, people
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.letters import Letter

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Proof
    from mulighetsrom.web.common.models import Mail


def log_in(mail: Mail) -> Letter | None:
    """Write the letter to log in with; to an address that we do not know, how to make an account."""
    proof = _good(mail)
    if not proof:
        return None
    if people.by_email(proof.email):
        return _letter(
            proof,
            subject=_("Log in to Mulighetsrom"),
            says=_("Log in with the button, or type this code where you asked for it:"),
            button=_("Log in"),
        )
    return _letter(
        proof,
        subject=_("No account with this address yet"),
        says=_("There is no account with this address. Make one with the button, or type this code where you asked:"),
        button=_("Make an account"),
    )


def address(mail: Mail) -> Letter | None:
    """Write the letter that proves a person's new address."""
    proof = _good(mail)
    if not proof:
        return None
    return _letter(
        proof,
        subject=_("Confirm your new e-mail address"),
        says=_("To log in with this address from now on, type this code where you asked for it:"),
    )


def address_changed(mail: Mail) -> Letter | None:
    """Tell a person's old address that it is theirs no more, and how to take the account back."""
    if not logins.letter_of_change(mail.public_id):
        return None
    way = paths.take_back(mail.public_id, secret_links.to_take_back(mail.public_id))
    return Letter(
        subject=_("Your e-mail address on Mulighetsrom has been changed"),
        paragraphs=[
            _("From now on, you log in to Mulighetsrom with another e-mail address, and our e-mails go there."),
            _("If you changed it yourself, you need do nothing."),
            _(
                "If it was not you, take the address back within seven days. "
                "Then everybody is logged out of your account."
            ),
        ],
        button=(_("It was not me"), absolute(way)),
        why=_("You get this because your account had this address until now."),
    )


def _good(mail: Mail) -> Proof | None:
    return logins.good().filter(public_id=mail.about_id).first()


def _letter(proof: Proof, *, subject: str, says: str, button: str = "") -> Letter:
    way = absolute(paths.link(proof.public_id, codes.link(proof)))
    return Letter(
        subject=subject,
        paragraphs=[
            says,
            codes.code(proof),
            _("It is good for 15 minutes, and for one time. We never ask for it by telephone."),
        ],
        button=(button, way) if button else None,
        why=_(
            "Somebody asked for this with your address. "
            "If it was not you, you can ignore this e-mail: nobody gets in without it."
        ),
    )
