"""Where a new need begins, and the form in which it is written."""

from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.files import FileField
from mulighetsrom.web.drafting import form, inputs


class Start(forms.Form):
    """Where a new need begins: empty, or with what another says."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    copy = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)


class Writing(form.Writing):
    """A need for writing: a text, and the files that hang on it."""

    attachment = FileField(
        label=_("Add a file"),
        help_text=_("Document, spreadsheet, picture or PDF, at most 20 MB. It becomes public with the need."),
        required=False,
    )
    attachment_title = inputs.Line(most=200, label=_("What the file is called"), required=False)
