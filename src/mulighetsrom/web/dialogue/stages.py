"""The way of a dialogue itself, as a table; that of its invitation in work is `drafting.stages`."""

from __future__ import annotations

from typing import Final

from mulighetsrom.web.dialogue.models import Dialogue

Stage = Dialogue.Stage

STAGE: Final[dict[tuple[str, str], str]] = {
    (Stage.UNPUBLISHED, "publish"): Stage.OPEN,
    (Stage.OPEN, "cancel"): Stage.CANCELLED,
    (Stage.OPEN, "stop"): Stage.STOPPED,
    (Stage.OPEN, "close"): Stage.CLOSED,
    (Stage.STOPPED, "close"): Stage.CLOSED,
}
PUBLIC: Final = (Stage.OPEN, Stage.STOPPED, Stage.CLOSED, Stage.CANCELLED)
"""The stages in which everybody can read the dialogue; a cancelled one stays, too."""
