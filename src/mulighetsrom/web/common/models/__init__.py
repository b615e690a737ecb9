"""The foundation's tables, one module for each thing that is built once."""

from __future__ import annotations

from mulighetsrom.web.common.models.audit import Event
from mulighetsrom.web.common.models.files import File, Sealed
from mulighetsrom.web.common.models.kernel import Done
from mulighetsrom.web.common.models.limits import Allowance
from mulighetsrom.web.common.models.mail import Mail

__all__ = ["Allowance", "Done", "Event", "File", "Mail", "Sealed"]
