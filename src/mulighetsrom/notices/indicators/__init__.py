"""Indicators: how notices become figures. Each indicator is a short module; docs/indicators/ tells what it says.

The store calls `build` whenever a version of the dataset is made; pages read the files it writes.
"""

from __future__ import annotations

# In the order in which pages and documents name them: importing a module registers its indicator.
from mulighetsrom.notices.indicators import dialogue_ratio, dialogue_ratio_all_forms, advisory_notices  # isort: skip
from mulighetsrom.notices.indicators import innovation_procedures, innovation_code  # isort: skip
from mulighetsrom.notices.indicators import joint_procurement, tenders_received  # isort: skip

from mulighetsrom.notices.indicators.building import build
from mulighetsrom.notices.indicators.figures import evaluate
from mulighetsrom.notices.indicators.registry import INDICATORS, Indicator

__all__ = [
    "INDICATORS",
    "Indicator",
    "advisory_notices",
    "build",
    "dialogue_ratio",
    "dialogue_ratio_all_forms",
    "evaluate",
    "innovation_code",
    "innovation_procedures",
    "joint_procurement",
    "tenders_received",
]
