"""The opening of a letter to everybody, which nobody sends before it has been shown."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.forms import Words

if TYPE_CHECKING:
    from django.http import QueryDict


class LetterForm(forms.Form):
    """Join it to the form of whatever is told; a view acts only `if form.is_valid() and form.is_shown()`.

    Else it shows the letters as they would go, after `form.show_now()`: sent again unchanged, the form is what was
    shown. `shown` is the print of what stood in the form then, and of what the view says it depends on.
    """

    opening = Words(
        label=_("How the e-mail begins"), rows=5, max_length=3000,
        help_text=_("Written in the language of the dialogue. The facts below it are in each receiver's own."),
    )  # fmt: skip
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    depends_on = ""

    def is_shown(self) -> bool:
        """Tell whether what was sent is what the sender saw as a letter."""
        return bool(self.cleaned_data["shown"] == self._print())

    def show_now(self) -> None:
        """Let the form say that it is shown as it stands now."""
        if self.is_bound:
            sent = cast("QueryDict", self.data).copy()
            sent["shown"] = self._print()
            self.data = sent
        else:
            self.initial["shown"] = self._print()

    def _print(self) -> str:
        said = {name: self[name].value() for name in self.fields if name not in {"shown", "key"}}
        plain = json.dumps([said, self.depends_on], sort_keys=True, default=str).replace("\\r\\n", "\\n")
        return hashlib.sha256(plain.encode()).hexdigest()
