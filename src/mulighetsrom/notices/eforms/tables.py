"""The eForms data model as data: which nodes become rows, and which values become their columns.

Source: field list of the eForms SDK (`fields/fields.json`); BT, OPT and OPP numbers are its names. Paths are a small
part of XPath: child steps, a last step `@attribute` or `.`, one condition `[@attribute='value']` on the last element,
and `|` between two places of the same value. A column whose name ends in `*` may hold several values: a list.

A node that repeats is a row, so nothing is lost where a notice says something twice. Nodes inside a node take columns
from its row (`inherits`), and a text in several languages lends its row the version in the main language (`into`).
Tables that are not in `notices.schema` are parts that `parties` and `reader` put together.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mulighetsrom.notices.schema import BOOL, NUMBER

NAMESPACES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "ext": "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2",
    "efac": "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1",
    "efbc": "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1",
    "efext": "http://data.europa.eu/p27/eforms-ubl-extensions/1",
}
ROOTS = {
    f"{{urn:oasis:names:specification:ubl:schema:xsd:{name}-2}}{name}": name
    for name in ("PriorInformationNotice", "ContractNotice", "ContractAwardNotice")
}
EXTENSION = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension"


@dataclass(frozen=True)
class Nodes:
    """Every node at `at` (seen from the node around it) is a row of `table`."""

    table: str
    at: str
    columns: dict[str, str]
    constants: dict[str, str] = field(default_factory=dict)
    inherits: tuple[str, ...] = ("lot",)
    into: str | None = None
    inside: tuple[Nodes, ...] = ()


def below(path: str, *nodes: Nodes) -> tuple[Nodes, ...]:
    """Return the nodes with their places moved below `path`."""
    return tuple(replace(each, at=f"{path}/{each.at}") for each in nodes)


def words(at: str, field: str, into: str | None = None) -> Nodes:
    """Return a text that repeats once per language."""
    return Nodes("texts", at, {"text": ".", "language": "@languageID"}, {"field": field}, into=into)


def label(at: str, into: str) -> Nodes:
    """Return a text that only names its row, in the main language where there is one."""
    return Nodes("labels", at, {"text": ".", "language": "@languageID"}, inherits=(), into=into)


def amount(at: str, kind: str, inherits: tuple[str, ...] = ("lot",)) -> Nodes:
    return Nodes("values", at, {"amount": ".", "currency": "@currencyID"}, {"kind": kind}, inherits)


def period(at: str, kind: str) -> Nodes:
    return Nodes("dates", at, {"day": "cbc:EndDate", "time": "cbc:EndTime"}, {"kind": kind})


def day(at: str, kind: str) -> Nodes:
    return Nodes("dates", at, {"day": "."}, {"kind": kind})


def commodity(at: str, kind: str) -> Nodes:
    return Nodes("classifications", at, {"code": ".", "list": "@listName"}, {"kind": kind})


def code(at: str) -> Nodes:
    return Nodes("codes", at, {"code": ".", "list": "@listName"})


def party(at: str, role: str) -> Nodes:
    return Nodes("parties", f"{at}/cac:PartyIdentification/cbc:ID", {"organisation": "."}, {"role": role})


PROJECT = below(
    "cac:ProcurementProject",
    words("cbc:Name", "title", into="title"),  # BT-21
    words("cbc:Description", "description"),  # BT-24
    words("cbc:Note", "additional"),  # BT-300
    commodity("cac:MainCommodityClassification/cbc:ItemClassificationCode", "main"),  # BT-262
    commodity("cac:AdditionalCommodityClassification/cbc:ItemClassificationCode", "additional"),  # BT-263
    amount("cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount", "estimated"),  # BT-27
    amount(f"cac:RequestedTenderTotal/{EXTENSION}/efbc:FrameworkMaximumAmount", "framework-maximum"),  # BT-271
    Nodes(
        "places",
        "cac:RealizedLocation/cac:Address",
        {
            "country": "cac:Country/cbc:IdentificationCode",  # BT-5141
            "nuts": "cbc:CountrySubentityCode",  # BT-5071
            "city": "cbc:CityName",  # BT-5131
            "anywhere": "cbc:Region",  # BT-727
        },
    ),
    words("cac:RealizedLocation/cbc:Description", "place"),  # BT-728
    Nodes(
        "codes",
        "cac:ProcurementAdditionalType",  # BT-06, BT-774, BT-775, BT-776, BT-805, BT-754, BT-531
        {"code": "cbc:ProcurementTypeCode", "list": "cbc:ProcurementTypeCode/@listName"},
        inside=(words("cbc:ProcurementType", "strategic", into="description"),),  # BT-777, BT-755
    ),
)
LOT_PROJECT = below(
    "cac:ProcurementProject/cac:ContractExtension",
    words("cac:Renewal/cac:Period/cbc:Description", "renewal"),  # BT-57
    words("cbc:OptionsDescription", "options"),  # BT-54
)

LOT_PROCESS = below(
    "cac:TenderingProcess",
    period("cac:TenderSubmissionDeadlinePeriod", "tenders"),  # BT-131
    period("cac:ParticipationRequestReceptionPeriod", "requests"),  # BT-1311
    period(f"{EXTENSION}/efac:AnswerReceptionPeriod", "answers"),  # BT-800
    period(f"{EXTENSION}/efac:InterestExpressionReceptionPeriod", "interest"),  # BT-630
    period("cac:AdditionalInformationRequestPeriod", "information"),  # BT-13
    day("cac:InvitationSubmissionPeriod/cbc:StartDate", "invitation"),  # BT-130
    day("cac:ParticipationInvitationPeriod/cbc:StartDate", "invitation"),  # BT-130, where some put it
    Nodes(
        "dates",
        "cac:OpenTenderEvent",
        {"day": "cbc:OccurrenceDate", "time": "cbc:OccurrenceTime"},  # BT-132
        {"kind": "opening"},
        inside=(words("cbc:Description", "event"), words("cac:OccurenceLocation/cbc:Description", "event")),
    ),
    Nodes(
        "references",
        "cac:NoticeDocumentReference",  # BT-125, BT-1251
        {"reference": "cbc:ID", "part": "cbc:ReferencedDocumentInternalAddress"},
        {"kind": "planning"},
    ),
)

CRITERION = "cac:AwardingTerms/cac:AwardingCriterion/cac:SubordinateAwardingCriterion"
LOT_TERMS = below(
    "cac:TenderingTerms",
    Nodes(
        "criteria",
        CRITERION,
        {"type": "cbc:AwardingCriterionTypeCode"},  # BT-539
        inside=(
            words("cbc:Name", "criterion-name", into="name"),  # BT-734
            words("cbc:Description", "criterion", into="description"),  # BT-540
            Nodes(
                "parameters",
                f"{EXTENSION}/efac:AwardCriterionParameter",
                {
                    "list": "efbc:ParameterCode/@listName",
                    "code": "efbc:ParameterCode",  # BT-5421, BT-5422, BT-5423
                    "number": "efbc:ParameterNumeric",  # BT-541
                },
                inherits=("criterion",),
            ),
        ),
    ),
    amount("cac:AwardingTerms/cac:Prize/cbc:ValueAmount", "prize"),  # BT-644
    words("cbc:RecurringProcurementDescription", "recurrence"),  # BT-95
    code(
        "cac:TendererQualificationRequest/cac:SpecificTendererRequirement/"
        "cbc:TendererRequirementTypeCode[@listName='reserved-procurement']",  # BT-71
    ),
    party("cac:AppealTerms/cac:AppealReceiverParty", "review"),  # OPT-301-Lot-ReviewOrg
)

TECHNIQUE = "cac:TenderingProcess/cac:ContractingSystem/cbc:ContractingSystemTypeCode"
LOT = Nodes(
    "lots",
    "cac:ProcurementProjectLot",
    {
        "lot": "cbc:ID",  # BT-137
        "kind": "cbc:ID/@schemeName",
        "internal_id": "cac:ProcurementProject/cbc:ID",  # BT-22
        "nature": "cac:ProcurementProject/cbc:ProcurementTypeCode",  # BT-23
        "framework": f"{TECHNIQUE}[@listName='framework-agreement']",  # BT-765
        "dps": f"{TECHNIQUE}[@listName='dps-usage']",  # BT-766
        "duration": "cac:ProcurementProject/cac:PlannedPeriod/cbc:DurationMeasure",  # BT-36
        "duration_unit": "cac:ProcurementProject/cac:PlannedPeriod/cbc:DurationMeasure/@unitCode",
        "duration_other": "cac:ProcurementProject/cac:PlannedPeriod/cbc:DescriptionCode",  # BT-538
        "start_date": "cac:ProcurementProject/cac:PlannedPeriod/cbc:StartDate",  # BT-536
        "end_date": "cac:ProcurementProject/cac:PlannedPeriod/cbc:EndDate",  # BT-537
        "renewals": "cac:ProcurementProject/cac:ContractExtension/cbc:MaximumNumberNumeric",  # BT-58
        "recurring": "cac:TenderingTerms/cbc:RecurringProcurementIndicator",  # BT-94
        "sme": "cac:ProcurementProject/cbc:SMESuitableIndicator",  # BT-726
    },
    inherits=(),
    inside=(*PROJECT, *LOT_PROJECT, *LOT_PROCESS, *LOT_TERMS),
)

COMPANIES = Nodes(
    "companies",
    "efac:Organizations/efac:Organization",
    {
        "organisation*": "efac:Company/cac:PartyIdentification/cbc:ID | efac:TouchPoint/cac:PartyIdentification/cbc:ID",
        "orgnr_raw*": "efac:Company/cac:PartyLegalEntity/cbc:CompanyID",  # BT-501
        "country": "efac:Company/cac:PostalAddress/cac:Country/cbc:IdentificationCode",  # BT-514
        "nuts": "efac:Company/cac:PostalAddress/cbc:CountrySubentityCode",  # BT-507
        "city": "efac:Company/cac:PostalAddress/cbc:CityName",  # BT-513
        "size": "efac:Company/efbc:CompanySizeCode",  # BT-165
        "leads": "efbc:GroupLeadIndicator",  # OPP-050
        "awards": "efbc:AwardingCPBIndicator",  # OPP-051
        "acquires": "efbc:AcquiringCPBIndicator",  # OPP-052
        "person": "efbc:NaturalPersonIndicator",
    },
    inherits=(),
    inside=(label("efac:Company/cac:PartyName/cbc:Name", into="name"),),  # BT-500
)

RESULT = below(
    "efac:NoticeResult",
    amount("cbc:TotalAmount", "total"),  # BT-161
    amount("efbc:OverallMaximumFrameworkContractsAmount", "total-framework-maximum"),  # BT-118
    amount("efbc:OverallApproximateFrameworkContractsAmount", "total-framework-approximate"),  # BT-1118
    Nodes(
        "results",
        "efac:LotResult",
        {
            "result": "cbc:ID",  # OPT-322
            "lot": "efac:TenderLot/cbc:ID",  # BT-13713
            "status": "cbc:TenderResultCode",  # BT-142
            "reason": "efac:DecisionReason/efbc:DecisionReasonCode",  # BT-144
            "tenders*": "efac:LotTender/cbc:ID",  # OPT-320
            "contracts*": "efac:SettledContract/cbc:ID",  # OPT-315
        },
        inherits=(),
        inside=(
            Nodes(
                "received",
                "efac:ReceivedSubmissionsStatistics",
                {"type": "efbc:StatisticsCode", "count": "efbc:StatisticsNumeric"},  # BT-760, BT-759
                inherits=("lot", "result"),
            ),
            amount(
                "efac:FrameworkAgreementValues/cbc:MaximumValueAmount", "framework-maximum", ("lot", "result")
            ),  # BT-709
            amount(
                "efac:FrameworkAgreementValues/efbc:ReestimatedValueAmount", "framework-reestimated", ("lot", "result")
            ),  # BT-660
            amount("cbc:HigherTenderAmount", "highest", ("lot", "result")),  # BT-711
            amount("cbc:LowerTenderAmount", "lowest", ("lot", "result")),  # BT-710
        ),
    ),
    Nodes(
        "tenders",
        "efac:LotTender",
        {
            "tender": "cbc:ID",  # OPT-321
            "lot": "efac:TenderLot/cbc:ID",  # BT-13714
            "party": "efac:TenderingParty/cbc:ID",  # OPT-310
            "reference": "efac:TenderReference/cbc:ID",  # BT-3201
            "rank": "cbc:RankCode",  # BT-171
            "variant": "efbc:TenderVariantIndicator",  # BT-193
            "subcontracting": "efac:SubcontractingTerm/efbc:TermCode[@listName='applicability']",  # BT-773
            "value": "cac:LegalMonetaryTotal/cbc:PayableAmount",  # BT-720
            "currency": "cac:LegalMonetaryTotal/cbc:PayableAmount/@currencyID",
        },
        inherits=(),
    ),
    Nodes(
        "contracts",
        "efac:SettledContract",
        {
            "contract": "cbc:ID",  # OPT-316
            "reference": "efac:ContractReference/cbc:ID",  # BT-150
            "concluded_date": "cbc:IssueDate",  # BT-145
            "decided_date": "cbc:AwardDate",  # BT-1451
            "framework": "efbc:ContractFrameworkIndicator",  # BT-768
            "tender*": "efac:LotTender/cbc:ID",  # BT-3202
        },
        inherits=(),
        inside=(words("cbc:Title", "contract", into="title"),),  # BT-721
    ),
    Nodes(
        "members",
        "efac:TenderingParty",
        {
            "party": "cbc:ID",  # OPT-210
            "tenderer*": "efac:Tenderer/cbc:ID",  # OPT-300
            "subcontractor*": "efac:SubContractor/cbc:ID",  # OPT-301
        },
        inherits=(),
    ),
)


def changes(at: str, kind: str, reference: str) -> tuple[Nodes, ...]:
    """Return what a correction (`notice`) or a modification (`contract`) tells of itself."""
    return below(
        at,
        Nodes("references", "efbc:ChangedNoticeIdentifier", {"reference": "."}, {"kind": reference}, inherits=()),
        Nodes(
            "codes",
            "efac:ChangeReason",
            {"code": "cbc:ReasonCode", "list": "cbc:ReasonCode/@listName"},  # BT-140, BT-200
            inherits=(),
            inside=(words("efbc:ReasonDescription", "change-reason", into="description"),),  # BT-762, BT-201
        ),
        Nodes(
            "changes",
            "efac:Change",
            {
                "section*": "efac:ChangedSection/efbc:ChangedSectionIdentifier | efbc:ChangedSectionIdentifier",
                "documents_date": "efbc:ProcurementDocumentsChangeDate",  # BT-719
            },
            {"kind": kind},
            inherits=(),
            inside=(words("efbc:ChangeDescription", "change", into="description"),),  # BT-141, BT-202
        ),
    )


NOTICE = Nodes(
    "notices",
    ".",
    {
        "uuid": "cbc:ID",  # BT-701
        "version": "cbc:VersionID",  # BT-757
        "procedure_id": "cbc:ContractFolderID",  # BT-04
        "customization": "cbc:CustomizationID",  # OPT-002
        "issue_day": "cbc:IssueDate",  # BT-05(a)
        "issue_time": "cbc:IssueTime",  # BT-05(b)
        "notice_type": "cbc:NoticeTypeCode",  # BT-02
        "form_type": "cbc:NoticeTypeCode/@listName",  # BT-03
        "language": "cbc:NoticeLanguageCode",  # BT-702(a)
        "legal_basis": "cbc:RegulatoryDomain",  # BT-01
        "procedure_type": "cac:TenderingProcess/cbc:ProcedureCode",  # BT-105
        "nature": "cac:ProcurementProject/cbc:ProcurementTypeCode",  # BT-23
        "subtype": f"{EXTENSION}/efac:NoticeSubType/cbc:SubTypeCode",  # OPP-070
        "publications*": f"{EXTENSION}/efac:Publication/efbc:NoticePublicationID",  # OPP-010
        "changed_notice": f"{EXTENSION}/efac:Changes/efbc:ChangedNoticeIdentifier",  # BT-758
        "change_reason": f"{EXTENSION}/efac:Changes/efac:ChangeReason/cbc:ReasonCode",  # BT-140
    },
    inherits=(),
    inside=(
        day("cbc:PlannedDate", "planned"),  # BT-127
        day("cbc:RequestedPublicationDate", "wished-publication"),  # BT-738
        Nodes(
            "buyers",
            "cac:ContractingParty",
            {
                "organisation*": "cac:Party/cac:PartyIdentification/cbc:ID",  # OPT-300
                "legal_type": "cac:ContractingPartyType/cbc:PartyTypeCode[@listName='buyer-legal-type']",  # BT-11
                "activity*": "cac:ContractingActivity/cbc:ActivityTypeCode",  # BT-10
            },
            inherits=(),
            inside=(
                party("cac:Party/cac:ServiceProviderParty/cac:Party", "other"),  # OPT-300-Procedure-SProvider
                code("cac:Party/cac:ServiceProviderParty/cbc:ServiceTypeCode"),  # OPT-030
            ),
        ),
        *PROJECT,
        words("cac:TenderingProcess/cbc:Description", "procedure-features"),  # BT-88
        Nodes(
            "codes",
            "cac:TenderingProcess/cac:ProcessJustification",
            {"code": "cbc:ProcessReasonCode", "list": "cbc:ProcessReasonCode/@listName"},  # BT-106, BT-136
            inside=(words("cbc:ProcessReason", "justification", into="description"),),  # BT-135, BT-1351
        ),
        Nodes(
            "references",
            "cac:TenderingProcess/cac:NoticeDocumentReference",  # OPP-090
            {"reference": "cbc:ID"},
            {"kind": "previous"},
        ),
        Nodes(
            "codes",
            "cac:TenderingTerms/cac:ProcurementLegislationDocumentReference",
            {"code": "cbc:ID"},  # BT-01(c), BT-01(e), BT-09(a)
            {"list": "legal-basis"},
            inside=(label("cbc:DocumentDescription", into="description"),),
        ),
        LOT,
        *below(EXTENSION, COMPANIES, *RESULT),
        *changes(f"{EXTENSION}/efac:Changes", "notice", "changed"),
        *changes(f"{EXTENSION}/efac:ContractModification", "contract", "modified"),
    ),
)

PART_TYPES = {"leads": BOOL, "awards": BOOL, "acquires": BOOL, "person": BOOL, "number": NUMBER}
"""Types of columns that the schema does not have; the others are text."""
