"""What one field of a plan or a meeting becomes in a form: read in the many ways that people write it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from mulighetsrom.web.drafting import amounts
from mulighetsrom.web.needs import wording


class _Read(forms.CharField):
    """Text that stands for something else; empty is nothing."""

    read: ClassVar[Any]
    nothing: ClassVar[Any] = None

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return self.read(text) if text else self.nothing
        except amounts.UnreadableError as error:
            raise forms.ValidationError(str(error)) from error


class Amount(_Read):
    """Whole kroner."""

    read = staticmethod(amounts.kroner)

    def prepare_value(self, value: Any) -> Any:
        return wording.plain_amount(value) if isinstance(value, int) else value


class Day(_Read):
    """A day, as 18.02.2027: a date input of the browser's shows the browser's own order of day and month."""

    read = staticmethod(amounts.day)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d.%m.%Y}" if hasattr(value, "strftime") else value


class Codes(_Read):
    """CPV codes, parted by spaces or commas."""

    read = staticmethod(amounts.codes)

    def clean(self, value: Any) -> list[str]:
        return super().clean(value) or []

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


class Notice(_Read):
    """The id of a notice on Doffin, or the address of its page there."""

    read = staticmethod(amounts.notice)
    nothing = ""
