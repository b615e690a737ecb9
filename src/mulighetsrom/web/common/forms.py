"""Every form of the platform is drawn by one renderer, in Designsystemet's markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

if TYPE_CHECKING:
    from django.forms import Widget


class Field(BoundField):
    """A bound field whose input is dressed for the reader."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        return attrs | {"class": f"{attrs.get('class', '')} ds-input".strip()}


class Renderer(TemplatesSetting):
    """Draws forms, fields and error lists with the templates under `components/`."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    bound_field_class = Field


class Words(forms.CharField):
    """A longer text, whose line breaks count as one letter each, as they do in the browser."""

    def __init__(self, *, rows: int = 6, **told: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **told)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")
