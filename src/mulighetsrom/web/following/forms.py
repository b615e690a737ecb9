"""What people choose about what they follow."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.following.models import Follow


class CadenceForm(forms.Form):
    """How often letters come."""

    cadence = forms.ChoiceField(label=_("How often"), choices=Follow.Cadence.choices)
