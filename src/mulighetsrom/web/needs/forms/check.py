from __future__ import annotations

from django import forms

from mulighetsrom.web.needs.check import Rule


class Decision(forms.Form):
    """Which finding, and whether it is put aside or taken back."""

    rule = forms.ChoiceField(choices=[(str(rule), str(rule)) for rule in Rule])
    mark = forms.RegexField(r"^[0-9a-f]{64}\Z")
    do = forms.ChoiceField(choices=[("aside", "aside"), ("back", "back")])

    def clean_rule(self) -> Rule:
        return Rule(self.cleaned_data["rule"])
