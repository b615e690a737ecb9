"""The dialogue rule on short notices of our own, written as buyers write."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulighetsrom.notices import schema
from mulighetsrom.notices.dialogue import Finding, detect
from mulighetsrom.notices.dialogue.passages import LONGEST

if TYPE_CHECKING:
    from mulighetsrom.notices.schema import Row

PLANNING, COMPETITION = "planning", "competition"

INVITATIONS = [
    (
        PLANNING,
        "nb",
        "Leverandørmøte – ny skole",
        "Kommunen vil presentere prosjektet. Møtet holdes på rådhuset 14. mars.",
    ),
    (PLANNING, "nb", "Digitalt tilsyn", "Interesserte leverandører kan be om et møte på 45 minutter i uke 12."),
    (
        PLANNING,
        "nb",
        "Renovasjon",
        "Utkast er vedlagt. Leverandører oppfordres til å komme med merknader innen 1. oktober.",
    ),
    (PLANNING, "nb", "Fagsystem for barnevern", "Kommunen gjennomfører en RFI for å se hvilke løsninger som finnes."),
    (
        PLANNING,
        "nb",
        "Hurtigbåt",
        "Det vil bli avholdt en leverandørkonferanse i Bodø 12. januar. Påmelding innen 5. januar.",
    ),
    (PLANNING, "nb", "Høring vedr. kravspesifikasjon", ""),
    (PLANNING, "nb", "Rammeavtale kontormøbler", "Vi vil gjerne komme i kontakt med leverandører før vi lyser ut."),
    (
        PLANNING,
        "nn",
        "Skuleskyss",
        "Fylkeskommunen ynskjer tilbakemelding frå transportørar på utkast til kravspesifikasjon.",
    ),
    (PLANNING, "nn", "Leverandørdag – Vestland fylkeskommune", "Velkomen!"),
    (PLANNING, "no", "Icebreaker", "The Coastal Administration invites potential suppliers to a dialogue conference."),
    (COMPETITION, "nb", "RFI – systemstøtte for innkjøp", ""),
    (
        COMPETITION,
        "nb",
        "Veiledende kunngjøring – kiosk",
        "Vi ber om tilbakemeldinger fra leverandørmarkedet før utlysning.",
    ),
    (
        COMPETITION,
        "nb",
        "Markedsundersøkelse – vaskeriutstyr",
        "Dette er ikke en konkurranse. Vi ber om svar på spørsmål.",
    ),
    (COMPETITION, "de", "Neubau, Generalunternehmer", "Es handelt sich beim ggst. Verfahren um eine Markterkundung!"),
    (
        PLANNING,
        "en",
        "Electronic monitoring",
        "The Authority wishes to engage with the market. This is not a call for competition.",
    ),
    (
        PLANNING,
        "en",
        "Waste",
        "The purpose of this PIN is to invite interested organisations to a bidders information event.",
    ),
    (PLANNING, "sv", "Hjälpmedel", "Vi vill undersöka marknadens intresse och ber leverantörer besvara bifogad enkät."),
    (PLANNING, "sv", "Extern remiss: livsmedel", "Synpunkter lämnas senast 2023-05-12."),
    (PLANNING, "da", "Renovation", "Forud for udbuddet afholdes dialogmøder med interesserede leverandører."),
    (PLANNING, "de", "Zugsicherung", "Der Auftraggeber lädt Hersteller zu Einzelgesprächen ein."),
    (PLANNING, "fr", "Sourcing – vidéoprotection", "La ville souhaite rencontrer des fournisseurs."),
    (PLANNING, "nl", "Jeugdhulp", "Voorafgaand aan de aanbesteding organiseert de gemeente een informatiebijeenkomst."),
    (PLANNING, "fi", "Tietojärjestelmä", "Yksikkö pyytää alan toimijoilta kommentteja luonnokseen 12.5.2023 mennessä."),
    (PLANNING, "pl", "Zaproszenie do wstępnych konsultacji rynkowych", ""),
    (PLANNING, "es", "Consulta preliminar del mercado", ""),
    (PLANNING, "it", "Consultazione preliminare di mercato", ""),
    (PLANNING, "et", "Turu-uuring: infosüsteem", ""),
    (
        PLANNING,
        "nb",
        "Vintervedlikehold",
        "Vi lurer på hvor store rodene bør være. Ta gjerne en telefon hvis du har synspunkter.",
    ),
    (
        PLANNING,
        "nb",
        "Rammeavtale arkitekt",
        "Vi ønsker korte samtaler med arkitektkontorer. Booking innen 9. september.",
    ),
    (
        PLANNING,
        "nb",
        "Skolemøbler",
        "Svar på de vedlagte spørsmålene bes sendt innen 3. juni. Svarene er ikke bindende.",
    ),
    (PLANNING, "nb", "Ny skole", "Kom på frokostmøte og fortell hvorfor så få gir tilbud! 10. mars kl. 8 i rådhuset."),
    (PLANNING, "nb", "Nytt arkivsystem", "Vi tar gjerne imot forslag til forbedringer av vedlagte dokumenter."),
    (PLANNING, "nb", "Fallsensorer", "Leverandører inviteres til å teste sensorer på sykehjemmet før en anskaffelse."),
    (PLANNING, "nb", "Kulturhus", "Kommunen holder informasjonskveld for lokale håndverksbedrifter tirsdag 4. mars."),
    (
        PLANNING,
        "nb",
        "El-lastesykler",
        "Vi undersøker om det finnes leverandører som kan levere. Send oss gjerne produktblad.",
    ),
    (
        PLANNING,
        "nb",
        "Vannmålere",
        "Kommunen vil bli kjent med markedet og setter av to dager til leverandørpresentasjoner.",
    ),
    (
        PLANNING,
        "nb",
        "Ferjesamband",
        "Utkast til konkurransegrunnlag ligger ved. Uttalelser fra rederiene mottas fram til 20. mai.",
    ),
    (
        PLANNING,
        "nn",
        "Badeanlegg",
        "Entreprenørar er velkomne til å fortelje oss kva som er mogleg på møtet 19. november.",
    ),
    (
        PLANNING,
        "nn",
        "Reinhald",
        "Dersom nokon har synspunkt på kravet om eigne tilsette, kan dette meldast inn før 16. februar.",
    ),
    (COMPETITION, "nb", "Dialog med markedet: byromsmøbler", "Se vedlagt notat."),
    (COMPETITION, "nb", "Markedsundersøkelse: leie av ambulanser", "Frist for svar er 4. mai."),
    (COMPETITION, "nb", "Kartlegging av markedet for droner", "Det vil ikke bli inngått kontrakt."),
    (
        PLANNING,
        "en",
        "Cyclotron",
        "The hospital wishes to meet vendors individually before finalising the specification.",
    ),
    (PLANNING, "en", "Freezers", "Please answer the questions in the annex. Responses are welcome until 3 June."),
    (PLANNING, "de", "Straßenbahnen", "Hersteller können einen Termin für ein Gespräch vereinbaren."),
    (
        PLANNING,
        "it",
        "Ristorazione",
        "La stazione appaltante intende incontrare i fornitori. Richieste di incontro entro il 17 marzo.",
    ),
    (
        PLANNING,
        "nb",
        "Journalsystem",
        "Kommunen har gjennomført en behovskartlegging og ønsker nå innspill fra leverandører.",
    ),
    (PLANNING, "nb", "Ny bru", "Vi inviterer entreprenører til dialogmøte i forkant av konkurransen."),
    (PLANNING, "nb", "Innsamling", "Kommunen vurderer å gjennomføre en konkurranse og ønsker innspill fra markedet."),
    (PLANNING, "nb", "Skolebygg", "Vi vil vite hva som skal til for at dere kan gi tilbud."),
    (PLANNING, "nb", "Sykehus", "Leverandørene inviteres til møte slik at flere blir i stand til å gi tilbud."),
    (
        PLANNING,
        "nb",
        "Sakssystem",
        "Kommunen planlegger anskaffelse av nytt sakssystem og ønsker innspill fra markedet.",
    ),
    (PLANNING, "nb", "Vaskeri", "Leverandøren må melde seg på møtet innen 3. mai."),
    (
        PLANNING,
        "nb",
        "Veiprosjekt",
        "Dialogkonferansen holdes i uke 11, og oppsummering fra dialogkonferansen legges ved.",
    ),
    (PLANNING, "nb", "Ambulansestasjon", "Alle som vil bygge og leie ut, bes ta kontakt for nærmere samtaler."),
    (
        PLANNING,
        "en",
        "Ships",
        "The Authority plans the acquisition of two vessels and invites shipyards to individual meetings.",
    ),
]

FALSE_FRIENDS = [
    (
        PLANNING,
        "nb",
        "Veiledende kunngjøring – renhold",
        "Konkurransen kunngjøres i løpet av våren. Følg med på Doffin.",
    ),
    (
        PLANNING,
        "nb",
        "Intensjonskunngjøring – lisenser",
        "Leverandører som mener de kan levere, bes ta kontakt innen ti dager.",
    ),
    (
        PLANNING,
        "nb",
        "Brøyting",
        "Det er gjennomført markedsdialog med leverandørene. Konkurransen kunngjøres i januar.",
    ),
    (PLANNING, "nb", "Konsulenttjenester", "Leverandøren skal delta på møter og workshops og ha dialog med brukere."),
    (
        PLANNING,
        "nb",
        "Spørreundersøkelse",
        "Oppdraget omfatter gjennomføring av spørreundersøkelse og workshops med kommunene.",
    ),
    (
        COMPETITION,
        "nb",
        "Nye Åsen skole",
        "Det vil bli avholdt tilbudskonferanse med befaring 3. mars. Påmelding innen 1. mars.",
    ),
    (
        COMPETITION,
        "nb",
        "Konkurransepreget dialog – vann",
        "Det gjennomføres dialogmøter med kvalifiserte leverandører.",
    ),
    (
        COMPETITION,
        "nb",
        "Markedsundersøkelser for etaten",
        "Kjøp av markedsundersøkelser. Tilbud leveres innen 4. april.",
    ),
    (
        COMPETITION,
        "nb",
        "Anskaffelse av EPJ",
        "Grunnlaget er utarbeidet etter en RFI våren 2023. Leverandører inviteres til å gi tilbud.",
    ),
    (
        COMPETITION,
        "nb",
        "Helsehus",
        "Leverandører inviteres til informasjonsmøte om konkurransen 4. mai. Tilbudsfrist 10. juni.",
    ),
    (COMPETITION, "nb", "Evaluering av markedsdialog", "Oppdraget er å evaluere bruken av markedsdialog."),
    (COMPETITION, "nn", "Konsulentbistand", "Kjøp av bistand til planlegging og gjennomføring av dialogkonferansar."),
    (COMPETITION, "en", "Radio monitoring", "Equipment for detection of RFI and other radio-frequency interference."),
    (COMPETITION, "it", "Lavori", "Rete Ferroviaria Italiana – RFI S.p.A. prima della gara."),
    (COMPETITION, "en", "Software", "Following the market consultation in 2020 the authority now invites tenders."),
    (COMPETITION, "sv", "Vård", "Leverantörsmöte har hållits i maj 2021. Anbud ska lämnas senast 2021-09-01."),
    (COMPETITION, "de", "Bau", "Es findet eine Ortsbesichtigung statt. Bietergespräche werden durchgeführt."),
    (
        COMPETITION,
        "fr",
        "Système",
        "Un sourcing a été réalisé en 2021. Les candidats sont invités à remettre une offre.",
    ),
    (COMPETITION, "nl", "ICT", "Naar aanleiding van de marktconsultatie zijn de eisen aangepast."),
    (COMPETITION, "fi", "ICT", "Hankinnasta käytiin markkinavuoropuhelu ennen kilpailutusta."),
    (PLANNING, "nb", "Veiledende kunngjøring – tolk", "Kvalifiserte leverandører vil bli invitert til å inngi tilbud."),
    (PLANNING, "nb", "Forhåndskunngjøring", "Leverandører kan melde interesse for å motta konkurransegrunnlaget."),
    (PLANNING, "nb", "Fergekai", "Kunngjøringen er kun til informasjon, og interesserte skal ikke sende inn noe."),
    (PLANNING, "nb", "Møbler", "Interesserte leverandører bes følge med på Doffin."),
    (PLANNING, "nb", "Anskaffelsesplan", "For hver anskaffelse er det angitt om det er aktuelt med markedsdialog."),
    (PLANNING, "nb", "AVLYST: Dialogkonferanse om betong", "Dialogkonferansen 3. oktober er avlyst."),
    (
        PLANNING,
        "nb",
        "Resultat av markedsdialog",
        "Oppsummeringen fra markedsdialogen er lagt ved. Takk til leverandørene som bidro.",
    ),
    (
        PLANNING,
        "nb",
        "Høring av kommuneplanens arealdel",
        "Innspill sendes kommunen innen 15. mai. Åpent møte i samfunnssalen.",
    ),
    (
        PLANNING,
        "nb",
        "Ny brannstasjon",
        "Leverandørkonferanse vil bli kunngjort særskilt; invitasjon sendes ut senere.",
    ),
    (
        PLANNING,
        "nb",
        "Lisenser",
        "Kommunen vil kjøpe direkte fra Alfa AS, som er eneleverandør. Merknader sendes innen 10 dager.",
    ),
    (PLANNING, "nb", "Konsulentbistand", "Planlagt kunngjøring av bistand til gjennomføring av markedsdialog."),
    (PLANNING, "nb", "Energisparing", "Leverandører som blir kvalifisert, inviteres til dialogmøter."),
    (
        PLANNING,
        "nn",
        "Rettleiande kunngjering – matvarer",
        "Tevlinga vert lyst ut i haust. Meir informasjon kjem i konkurransegrunnlaget.",
    ),
    (
        COMPETITION,
        "nn",
        "Medverknad og dialogmøte med innbyggjarar",
        "Kommunen treng konsulent til å leie seks dialogmøte.",
    ),
    (
        COMPETITION,
        "nb",
        "Avfallshenting",
        "Farlig avfall er ikke en del av denne anskaffelsen. Leverandører bes ta kontakt ved spørsmål.",
    ),
    (COMPETITION, "nb", "Leverandørmøte vinterdrift", "Leverandørmøte holdes etter tilbudsfrist."),
    (PLANNING, "en", "Cables", "Register for the newsletter. The contract notice is expected in May."),
    (PLANNING, "de", "Gleisbau", "Angaben zu Teilnahmebedingungen für interessierte Unternehmen folgen."),
    (PLANNING, "nb", "Tolk", "Kommunen har gjennomført markedsdialog og ønsker nå å kunngjøre konkurranse."),
    (PLANNING, "nb", "Legemidler", "Firmaene vil få tilsendt invitasjon til konkurransen."),
    (PLANNING, "nb", "Prosjekter 2026", "Det inviteres ikke til dialog på nåværende tidspunkt."),
    (PLANNING, "nb", "Markedsdialog om matavfall – oppsummering", "Kommunen takker for deltakelsen."),
    ("dir-awa-pre", "nb", "Markedsdialog om lisenser", "Vi inviterer til dialog."),
    ("result", "nb", "Kontrakt etter dialogkonferanse", ""),
]


def text(field: str, written: str, *, language: str = "nb", lot: str = "") -> Row:
    return {"lot": lot, "field": field, "language": language, "text": written}


def found(form: str, language: str, title: str, description: str, **notice: object) -> Finding:
    row = {"form_type": form, "language": language, "published_date": date(2023, 1, 10), **notice}
    texts = [text("title", title, language=language), text("description", description, language=language)]
    return detect(row, texts)


@pytest.mark.parametrize("notice", INVITATIONS, ids=lambda notice: f"{notice[1]} {notice[2]}")
def test_an_invitation_is_found(notice: tuple[str, str, str, str]) -> None:
    finding = found(*notice)
    assert finding.dialogue
    assert finding.evidence


@pytest.mark.parametrize("notice", FALSE_FRIENDS, ids=lambda notice: f"{notice[1]} {notice[2]}")
def test_a_false_friend_is_left_alone(notice: tuple[str, str, str, str]) -> None:
    finding = found(*notice)
    assert not finding.dialogue, finding


def test_a_consultation_form_is_a_dialogue_by_itself_and_its_deadline_is_for_answers() -> None:
    finding = found("consultation", "nb", "Nytt system", "", deadline=datetime(2023, 1, 31, 23, tzinfo=UTC))
    assert (finding.dialogue, finding.rule, finding.deadline) == (True, "consultation-form", date(2023, 2, 1))


def test_a_tender_deadline_is_never_taken_for_the_dialogues() -> None:
    finding = found(COMPETITION, "nb", "Markedsdialog", "", deadline=datetime(2023, 2, 1, 11, tzinfo=UTC))
    assert (finding.dialogue, finding.deadline) == (True, None)


def test_a_survey_under_a_survey_cpv_is_what_is_bought() -> None:
    assert found(PLANNING, "nb", "Markedsundersøkelse", "").dialogue
    assert not found(PLANNING, "nb", "Markedsundersøkelse", "", cpv="79310000").dialogue


def test_a_bilingual_notice_is_read_once_in_norwegian() -> None:
    texts = [
        text("title", "Market dialogue – ferries", language="en"),
        text("title", "Markedsdialog – ferjer", language="no"),
    ]
    finding = detect({"form_type": PLANNING, "language": "no"}, texts)
    assert [each.words for each in finding.evidence] == ["Markedsdialog"]


def test_a_lots_title_is_not_the_notices() -> None:
    notice = {"form_type": COMPETITION, "language": "nb"}
    on_a_lot = text("title", "Markedsdialog", lot="LOT-0001")
    assert not detect(notice, [text("title", "Rådgivning"), on_a_lot]).dialogue
    assert detect(notice, [on_a_lot]).dialogue, "the only title speaks for the notice"


def test_a_finding_fits_the_table_and_keeps_its_reasons() -> None:
    columns = found(*INVITATIONS[0]).columns()
    assert set(columns) <= set(schema.NOTICES.columns)
    evidence = json.loads(columns["dialogue_evidence"])
    assert evidence["rule"] == "title"
    assert evidence["evidence"][0]["words"] == "Leverandørmøte"


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ("Vi inviterer til dialogkonferanse med påfølgende én-til-én-møter.", ("conference", "one_to_one")),
        ("Leverandører inviteres til workshop og kan gi skriftlige innspill.", ("workshop", "written")),
        ("Invitasjon til markedsdialog.", ("other",)),
    ],
)
def test_kinds(written: str, kinds: tuple[str, ...]) -> None:
    assert found(PLANNING, "nb", "Ferjer", written).kinds == kinds


ODD = st.text(
    alphabet=st.sampled_from("aeiløæåİßRFI dialog markeds inviterer leverandører 1. 2/3-2023\n.…–"), max_size=400
)


@given(form=st.sampled_from(["planning", "competition", "consultation", "change", None]), title=ODD, description=ODD)
def test_evidence_lies_where_it_says(form: str, title: str, description: str) -> None:
    finding = found(form, "nb", title, description)
    stored = {"title": title, "description": description}
    assert all(stored[each.field][each.start : each.end] == each.words for each in finding.evidence)


@pytest.mark.parametrize(
    "unit",
    ["ønsker innspill ", "1. 1.2.", "inviterer leverandører til ", "markeds", "arrangerer møte ", "svar på dere kan "],
)
def test_hostile_repetition_takes_no_time(unit: str) -> None:
    begun = time.perf_counter()
    found(PLANNING, "nb", "x", unit * (20 * LONGEST // len(unit)))
    assert time.perf_counter() - begun < 2
