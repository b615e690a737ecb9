"""What the history calls what is done with questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DEEDS: Final[dict[str, StrOrPromise]] = {
    "question.draft": _("%(who)s wrote a draft of an answer."),
    "question.discard": _("%(who)s discarded a draft of an answer."),
    "question.answer": _("%(who)s answered a question."),
    "question.corrected": _("%(who)s corrected the answer to a question."),
    "question.decline": _("%(who)s told an asker why a question is not answered."),
}
