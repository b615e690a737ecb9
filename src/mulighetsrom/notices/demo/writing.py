"""From an invented notice to the eForms XML that says it: as much of the standard as the reader reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from mulighetsrom.notices.eforms.tables import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.notices.demo.announcement import Announcement, Award, Company, Correction

CUSTOMIZATION = "eforms-sdk-1.13#extended#urn:fdc:anskaffelser.no:2023:eforms:{}"
DOCUMENT = "urn:oasis:names:specification:ubl:schema:xsd:{}-2"
PREFIXES = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in NAMESPACES.items())
LANGUAGES = {"nb": "NOB", "nn": "NNO"}


class Form(NamedTuple):
    """What eForms writes in three places for one subtype."""

    root: str
    form_type: str
    notice_type: str


PLANNING = Form("PriorInformationNotice", "planning", "pin-only")
COMPETITION = Form("ContractNotice", "competition", "cn-standard")
RESULT = Form("ContractAwardNotice", "result", "can-standard")
FORMS = {
    "N4": PLANNING,
    "4": PLANNING,
    "E1": Form("PriorInformationNotice", "consultation", "pmc"),
    "E2": PLANNING,
    "N16": COMPETITION,
    "16": COMPETITION,
    "25": Form("ContractAwardNotice", "dir-awa-pre", "veat"),
    "N29": RESULT,
    "29": RESULT,
}


def leaf(tag: str, text: str, **attributes: str) -> str:
    """Return an element that holds text."""
    written = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<{tag}{written}>{escape(text)}</{tag}>"


def node(tag: str, *inside: str) -> str:
    """Return an element that holds elements."""
    return f"<{tag}>{''.join(inside)}</{tag}>"


def xml(told: Announcement) -> bytes:
    """Write the notice as eForms XML."""
    form = FORMS[told.subtype]
    inside = (_extension(told), *_head(told, form), *_buyers(told), *_process(told), _project(told), _lot(told))
    space = DOCUMENT.format(form.root)
    return f'<{form.root} xmlns="{space}" {PREFIXES}>{"".join(inside)}</{form.root}>'.encode()


def _extension(told: Announcement) -> str:
    parts = (
        node("efac:NoticeSubType", leaf("cbc:SubTypeCode", told.subtype, listName="notice-subtype")),
        _changes(told.correction, told.language) if told.correction else "",
        _result(told.award, told.millions) if told.award else "",
        node("efac:Organizations", *_organizations(told)),
    )
    extension = node("ext:ExtensionContent", node("efext:EformsExtension", *parts))
    return node("ext:UBLExtensions", node("ext:UBLExtension", extension))


def _changes(correction: Correction, language: str) -> str:
    told = leaf("efbc:ChangeDescription", correction.description, languageID=LANGUAGES[language])
    return node(
        "efac:Changes",
        leaf("efbc:ChangedNoticeIdentifier", correction.changed),
        node("efac:Change", told),
        node("efac:ChangeReason", leaf("cbc:ReasonCode", "update-add", listName="change-corrig-justification")),
    )


def _result(award: Award, millions: float) -> str:
    lot, tender = node("efac:TenderLot", _id("LOT-0000", "Lot")), node("efac:LotTender", _id("TEN-0001", "tender"))
    statistics = node(
        "efac:ReceivedSubmissionsStatistics",
        leaf("efbc:StatisticsCode", "tenders", listName="received-submission-type"),
        leaf("efbc:StatisticsNumeric", str(award.tenders)),
    )
    status = leaf("cbc:TenderResultCode", "selec-w" if award.winner else "clos-nw", listName="winner-selection-status")
    contract = node("efac:SettledContract", _id("CON-0001", "contract")) if award.winner else ""
    chosen = tender if award.winner else ""
    result = node("efac:LotResult", _id("RES-0001", "result"), status, chosen, statistics, contract, lot)
    return node("efac:NoticeResult", result, *(_won(lot, tender, millions) if award.winner else ()))


def _won(lot: str, tender: str, millions: float) -> Iterator[str]:
    """Give the chain from contract to winner; the winner is the last organisation of the notice."""
    party = _id("TPA-0001", "tendering-party")
    amount = node("cac:LegalMonetaryTotal", leaf("cbc:PayableAmount", _kroner(millions), currencyID="NOK"))
    yield node("efac:LotTender", _id("TEN-0001", "tender"), amount, node("efac:TenderingParty", party), lot)
    yield node("efac:SettledContract", _id("CON-0001", "contract"), tender)
    yield node("efac:TenderingParty", party, node("efac:Tenderer", _id("ORG-0000", "organization")))


def _organizations(told: Announcement) -> Iterator[str]:
    for number, buyer in enumerate(told.buyers, 1):
        leads = leaf("efbc:GroupLeadIndicator", "true") if number == 1 < len(told.buyers) else ""
        for_others = leaf("efbc:AwardingCPBIndicator", "true") if buyer.buys_for_others else ""
        yield node("efac:Organization", _company(buyer, number), leads, for_others)
    if told.award and told.award.winner:
        yield node("efac:Organization", _company(told.award.winner, 0))


def _company(company: Company, number: int) -> str:
    return node(
        "efac:Company",
        node("cac:PartyIdentification", _id(f"ORG-{number:04}", "organization")),
        node("cac:PartyName", leaf("cbc:Name", company.name)),
        node("cac:PostalAddress", node("cac:Country", leaf("cbc:IdentificationCode", "NOR", listName="country"))),
        node("cac:PartyLegalEntity", leaf("cbc:CompanyID", company.orgnr)),
    )


def _head(told: Announcement, form: Form) -> Iterator[str]:
    national = told.subtype.startswith("N")
    yield leaf("cbc:CustomizationID", CUSTOMIZATION.format("national" if national else "eu"))
    yield _id(told.uuid, "notice-id")
    yield leaf("cbc:ContractFolderID", told.procedure)
    yield leaf("cbc:IssueDate", f"{told.sent:%Y-%m-%d}Z")
    yield leaf("cbc:IssueTime", f"{told.sent:%H:%M:%S}Z")
    yield leaf("cbc:VersionID", told.version)
    if told.planned:
        yield leaf("cbc:PlannedDate", f"{told.planned}Z")
    yield leaf("cbc:RegulatoryDomain", "other" if national else "32014L0024")
    yield leaf("cbc:NoticeTypeCode", form.notice_type, listName=form.form_type)
    yield leaf("cbc:NoticeLanguageCode", LANGUAGES[told.language])


def _buyers(told: Announcement) -> Iterator[str]:
    kind = node("cac:ContractingPartyType", leaf("cbc:PartyTypeCode", "la", listName="buyer-legal-type"))
    for number, _ in enumerate(told.buyers, 1):
        party = node("cac:PartyIdentification", _id(f"ORG-{number:04}", "organization"))
        yield node("cac:ContractingParty", kind, node("cac:Party", party))


def _process(told: Announcement) -> Iterator[str]:
    if FORMS[told.subtype].root != PLANNING.root:
        code = leaf("cbc:ProcedureCode", told.procedure_type, listName="procurement-procedure-type")
        yield node("cac:TenderingProcess", code)


def _project(told: Announcement) -> str:
    language, amount = LANGUAGES[told.language], _kroner(told.millions)
    codes = (leaf("cbc:ProcurementTypeCode", code, listName=kind) for kind, code in told.codes)
    return node(
        "cac:ProcurementProject",
        leaf("cbc:Name", told.title, languageID=language),
        leaf("cbc:Description", told.text, languageID=language),
        leaf("cbc:ProcurementTypeCode", told.nature, listName="contract-nature"),
        *(node("cac:ProcurementAdditionalType", code) for code in codes),
        node("cac:RequestedTenderTotal", leaf("cbc:EstimatedOverallContractAmount", amount, currencyID="NOK")),
        node("cac:MainCommodityClassification", leaf("cbc:ItemClassificationCode", told.cpv, listName="cpv")),
    )


def _lot(told: Announcement) -> str:
    before = node("cac:NoticeDocumentReference", leaf("cbc:ID", told.dialogue)) if told.dialogue else ""
    end = ""
    if told.deadline:
        moment = leaf("cbc:EndDate", f"{told.deadline}+01:00") + leaf("cbc:EndTime", "12:00:00+01:00")
        end = node("cac:TenderSubmissionDeadlinePeriod", moment)
    return node("cac:ProcurementProjectLot", _id("LOT-0000", "Lot"), node("cac:TenderingProcess", end, before))


def _id(text: str, scheme: str) -> str:
    return leaf("cbc:ID", text, schemeName=scheme)


def _kroner(millions: float) -> str:
    return f"{millions * 1_000_000:.0f}"
