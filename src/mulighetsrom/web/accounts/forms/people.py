"""What somebody may do in an organisation."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts import names
from mulighetsrom.web.accounts.actions.deputies import LONGEST
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import NAMES

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Membership, Organisation

    MembershipField = forms.ModelChoiceField[Membership]
else:
    MembershipField = forms.ModelChoiceField


class Roles(forms.MultipleChoiceField):
    """One or more of the roles that there are in an organisation."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(
            label=_("Roles"),
            choices=[(role.value, NAMES[role]) for role in people.roles_of(organisation.kind)],
            error_messages={
                "required": _("Choose at least one role."),
                "invalid_choice": _("Choose among the roles that are listed here."),
            },
        )


class RolesForm(forms.Form):
    """The roles that a claim is let in with."""

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"] = Roles(organisation)


class InvitationForm(RolesForm):
    """Who is invited, and as what."""

    email = forms.EmailField(
        label=_("E-mail"), help_text=_("The e-mail with the invitation goes to this address."), max_length=254
    )
    title = forms.CharField(
        label=_("Title"), help_text=_("Such as head of home care. Colleagues see it."), max_length=100, required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, organisation=organisation, **kwargs)
        self.order_fields(["email", "roles", "title"])

    def clean_title(self) -> str:
        return names.tidy(self.cleaned_data["title"])


class Colleague(MembershipField):
    """Another member of the same organisation, by public id and name."""

    def __init__(self, of: Membership, **kwargs: Any) -> None:
        others = people.members(of.organisation).exclude(pk=of.pk)
        super().__init__(queryset=others, to_field_name="public_id", empty_label=_("Choose a colleague"), **kwargs)

    def label_from_instance(self, obj: Membership) -> str:
        return obj.person.name


class LeaveForm(forms.Form):
    """Who takes over what somebody leaves behind."""

    def __init__(self, *args: Any, member: Membership, has_work: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_work:
            self.fields["to"] = Colleague(member, label=_("Who takes over?"))


class DeputyForm(forms.Form):
    """Who stands in, and when; both days are included."""

    first = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stands_in"] = Colleague(member, label=_("Deputy"))
        self.order_fields(["stands_in", "first", "last"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if first and first < timezone.localdate():
            self.add_error("first", _("The first day is today or later."))
        if first and last and last < first:
            self.add_error("last", _("The last day is the first day or later."))
        elif first and last and last - first > LONGEST:
            self.add_error("last", _("A deputy stands in for at most a year at a time."))
        return said


class MemberForm(RolesForm):
    """What a member is in an organisation; `seen` is the version that was opened."""

    title = forms.CharField(
        label=_("Title"), help_text=_("Such as head of home care. Colleagues see it."), max_length=100, required=False
    )
    answers = forms.BooleanField(
        label=_("Answers access requests and delivers to the archive"),
        help_text=_("One person does. If you choose this one, it is no longer the other."),
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, organisation: Organisation, member: Membership, **kwargs: Any) -> None:
        initial = {
            "roles": member.roles,
            "title": member.title,
            "answers": member.answers_access_requests,
            "seen": member.edit_version,
        }
        super().__init__(*args, organisation=organisation, initial=initial, **kwargs)
        self.order_fields(["roles", "title", "answers"])
        if organisation.is_supplier:
            self.fields["answers"].disabled = True
            self.fields["answers"].widget = forms.HiddenInput()

    def clean_title(self) -> str:
        return names.tidy(self.cleaned_data["title"])
