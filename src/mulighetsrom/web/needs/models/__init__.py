"""Needs, plans and the contact meeting."""

from __future__ import annotations

from mulighetsrom.web.needs.models.aside import PutAside
from mulighetsrom.web.needs.models.attachment import Attachment
from mulighetsrom.web.needs.models.life import Approval, Comment, Member, Round, VoiceCheck
from mulighetsrom.web.needs.models.meeting import Contribution, Meeting, Presented, SignUp
from mulighetsrom.web.needs.models.need import Need, Version
from mulighetsrom.web.needs.models.plan import Change, Line
from mulighetsrom.web.needs.models.plan_import import PlanImport
from mulighetsrom.web.needs.models.search import Document, Word

__all__ = [
    "Approval",
    "Attachment",
    "Change",
    "Comment",
    "Contribution",
    "Document",
    "Line",
    "Meeting",
    "Member",
    "Need",
    "PlanImport",
    "Presented",
    "PutAside",
    "Round",
    "SignUp",
    "Version",
    "VoiceCheck",
    "Word",
]
