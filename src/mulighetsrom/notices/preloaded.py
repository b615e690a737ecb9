"""Imported once by the server that worker processes are forked from, so that they begin with everything in memory.

What the engine compiles or imports when it is first used (words, municipalities, what Arrow wants) is used here.
"""

from mulighetsrom.notices import dialogue, store
from mulighetsrom.notices.pipeline import Work
from mulighetsrom.notices.reference import municipalities

__all__ = ["store"]

dialogue.detect(
    {"form_type": "planning", "language": "nb"}, [{"field": "title", "lot": "", "language": "nb", "text": "x"}]
)
municipalities.resolve(None, "x")
Work()([])
