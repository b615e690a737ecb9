"""What is asked on a need's way, beside what every text is asked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.forms import Words


class DropForm(forms.Form):
    """Why nothing will come of it."""

    reason = Words(
        label=_("Why will nothing come of it?"),
        help_text=_("Shown to everybody, as long as the need is."),
        max_length=1000,
        rows=3,
    )
