"""Does a notice invite to market dialogue before a competition? `detect` answers, with its reasons."""

from mulighetsrom.notices.dialogue.rule import VERSION, Evidence, Finding, detect

__all__ = ["VERSION", "Evidence", "Finding", "detect"]
