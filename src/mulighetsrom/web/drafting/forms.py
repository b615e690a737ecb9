"""What is asked on a text's way. The form that the text itself is written in is `form`."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.queries import buyers
from mulighetsrom.web.common.forms import OneLine, Words

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Organisation


class CommentForm(forms.Form):
    """A comment beside a field."""

    field = forms.CharField(widget=forms.HiddenInput, max_length=40)
    text = Words(label=_("Your comment"), max_length=2000, rows=3)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class NoteForm(forms.Form):
    """What an approver says; needed only to return."""

    note = Words(
        label=_("Note"), help_text=_("Needed if you return the text."), max_length=2000, rows=3, required=False
    )


class OnceForm(forms.Form):
    """A button alone, that may be pressed again when no answer came."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class PublishForm(OnceForm):
    """What readers are told of a later version."""

    why = OneLine(
        label=_("What is new in this version?"), help_text=_("One sentence, shown to everybody."), max_length=500
    )


class CaseForm(forms.Form):
    """The owner's own case number."""

    case_number = OneLine(label=_("Case number"), max_length=40, required=False)


class MemberForm(forms.Form):
    """Another organisation that may stand behind the text."""

    organisation = OneLine(label=_("Municipality or organisation"), max_length=200)

    def clean_organisation(self) -> Organisation:
        typed: Any = self.cleaned_data["organisation"]
        found = buyers.buyer(typed)
        if not found:
            raise forms.ValidationError(
                gettext("We know no municipality or purchasing organisation called “%(typed)s”.") % {"typed": typed}
            )
        return found
