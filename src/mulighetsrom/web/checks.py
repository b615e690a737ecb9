"""What must be in place before the platform may start; Django runs these with its own checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as Caution

from mulighetsrom.installation import frontend
from mulighetsrom.web.common import messages

if TYPE_CHECKING:
    from collections.abc import Sequence


@register(Tags.staticfiles)
def look_is_fetched(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:  # noqa: ARG001 - Django's signature
    if frontend.is_current():
        return []
    fix = "Run `make run`, or `python -m mulighetsrom.installation.frontend`."
    return [Caution("The files of the look have not been fetched.", hint=fix, id="mulighetsrom.W001")]


@register(Tags.translation)
def words_are_compiled(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:  # noqa: ARG001 - Django's signature
    stale = [code for code, name in settings.LANGUAGES if not messages.is_compiled(code)]
    fix = "Run `make run`, or `python -m mulighetsrom.web.common.messages compile`."
    return [Caution(f"The words in {code} are not compiled.", hint=fix, id="mulighetsrom.W002") for code in stale]
