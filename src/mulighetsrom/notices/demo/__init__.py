"""An invented country to begin with: municipalities that do not exist, and their notices, taken in as real ones are."""

from mulighetsrom.notices.demo.building import build

__all__ = ["build"]
