"""Every form of the platform is drawn by one renderer, in Designsystemet's markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common import markup

if TYPE_CHECKING:
    from django.forms import Widget


_TOO_LONG: Final = _("This has %(show_value)d characters, and there is room for %(limit_value)d.")


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


class OneLine(forms.CharField):
    """A name or the like: on one line, without what no keyboard writes or what turns the direction of reading."""

    def to_python(self, value: Any) -> str:
        return " ".join(markup.tidy(str(value or "")).split())


class Words(forms.CharField):
    """A longer text: what no keyboard writes is left out, and what is too long is given back whole, to be shortened."""

    def __init__(self, *, rows: int = 6, **told: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "translate": "no"})
        super().__init__(widget=widget, error_messages={"max_length": _TOO_LONG}, **told)

    def to_python(self, value: Any) -> str:
        return markup.tidy(str(value or "")).strip()

    def widget_attrs(self, widget: Widget) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}
