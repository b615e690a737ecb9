"""Every form of the platform is drawn by one renderer, in Designsystemet's markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
