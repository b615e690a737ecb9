"""What eForms calls Norway's counties (NUTS 3, the code list `nuts-nor-lvl3` of DFØ's tailoring, CC BY 4.0)."""

from __future__ import annotations

from typing import Final

NUTS: Final = {
    "03": "NO081",  # Oslo
    "11": "NO0A1",  # Rogaland
    "15": "NO0A3",  # Møre og Romsdal
    "18": "NO071",  # Nordland
    "31": "NO083",  # Østfold
    "32": "NO084",  # Akershus
    "33": "NO085",  # Buskerud
    "34": "NO020",  # Innlandet
    "39": "NO093",  # Vestfold
    "40": "NO094",  # Telemark
    "42": "NO092",  # Agder
    "46": "NO0A2",  # Vestland
    "50": "NO060",  # Trøndelag
    "55": "NO072",  # Troms
    "56": "NO073",  # Finnmark
}


def codes(municipalities: list[str]) -> list[str]:
    """Return the codes of the counties that municipalities lie in, each once; of an invented one there is none."""
    return list(dict.fromkeys(NUTS[number[:2]] for number in municipalities if number[:2] in NUTS))
