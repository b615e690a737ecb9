"""What the search finds of a dialogue: what everybody reads of it, and what its needs are about.

Every action that changes what everybody sees of a dialogue calls `put`: publishing, moving, cancelling, stopping,
closing. What its needs are about is read anew with it, and every night.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common import markup
from mulighetsrom.web.common.kernel import inside_action
from mulighetsrom.web.dialogue import told
from mulighetsrom.web.dialogue.models import Dialogue
from mulighetsrom.web.dialogue.queries import dialogues, finding
from mulighetsrom.web.drafting import queries as drafting
from mulighetsrom.web.needs import index, search_wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.drafting.fields import Content

KIND: Final = "dialogue"
TEXTS: Final = ("purpose", "wanted", "use", "next", "accessibility", "title_en", "text_en")
PUBLIC: Final[dict[str, tuple[str, ...]]] = {
    "dialogue.Version.content": ("language", "title", *TEXTS),
    "dialogue.Version": ("published_at",),
    "dialogue.Dialogue": ("public_id", "stage", "owner"),
    "dialogue.Part": ("title", "text", "place", "programme.what"),
    "needs.Version.content": ("focus_areas", "cpv", "places"),
}
"""Everything that the search knows of a dialogue, its parts and the public needs it is about."""


@inside_action
def put(dialogue: Dialogue) -> None:
    """Let the search find a dialogue as everybody can read it now."""
    index.refresh(KIND, dialogue.public_id)


def entry(public_id: str) -> index.Entry | None:
    """Return what everybody can read of a dialogue, None where nobody can."""
    dialogue = dialogues.public().filter(public_id=public_id).first()
    version = drafting.newest(dialogue) if dialogue else None
    if not dialogue or not version:
        return None
    said = version.content
    about = finding.subjects([dialogue])[dialogue.pk]
    return index.Entry(
        kind=KIND, thing=dialogue.public_id, url_name="dialogue:dialogue", url_arg=dialogue.public_id,
        owner=dialogue.owner, language=said.get("language") or "nb", title=said.get("title", ""),
        body="\n".join(filter(None, (markup.plain(text) for text in _said(dialogue, said)))),
        places=finding.all_of(about, "places"), areas=finding.all_of(about, "focus_areas"),
        cpv=finding.all_of(about, "cpv"),
        stage=dialogue.stage, published_at=version.published_at, changed_at=version.published_at,
    )  # fmt: skip


def register() -> None:
    """Let dialogues be found."""
    public = dialogues.public()
    index.register(index.Source(KIND, lambda: public.all().values_list("public_id", flat=True), entry))
    stages: dict[str, StrOrPromise] = {
        stage.value: stage.label for stage in Dialogue.Stage if stage != Dialogue.Stage.UNPUBLISHED
    }
    search_wording.register(KIND, one=_("Dialogue"), many=_("Dialogues"), stages=stages, now=told.next_deadlines)


def _said(dialogue: Dialogue, content: Content) -> Iterator[str]:
    yield from (str(content.get(name) or "") for name in TEXTS)
    for part in dialogue.parts.order_by("id"):
        yield from (part.title, part.text, part.place)
        yield from (str(row.get("what") or "") for row in part.programme)
