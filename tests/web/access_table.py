"""Every address of the platform, in one table: who gets what there, with sample arguments.

Tests walk it: each persona, the pseudo-locale, the browser with its accessibility rules, the pictures. An address that
is missing here fails `test_access.py`.
"""

from __future__ import annotations

from typing import Final

from mulighetsrom.web.following import tokens
from tests.web import following_samples as follows
from tests.web import letters, logins, needs_samples, people, people_samples, question_samples, world
from tests.web.dialogue import doors as dialogue
from tests.web.page import COLLEAGUES, WRITERS, Page, only, ours
from tests.web.people import EKSEMPELVIK, LIKSOMNES, PEOPLE, VARMT_HJEM

BAERUM: Final = {"number": "3201"}
DIALOGUE: Final = {"notice_id": next(told["doffin_id"] for told in world.notices() if told["subtype"] == "4")}
OURS: Final = {"public_id": EKSEMPELVIK}
COMPANY: Final = {"public_id": VARMT_HJEM}
ADVISER: Final = {"membership": PEOPLE["adviser"].membership}
CLAIM: Final = {"membership": people_samples.CLAIM}
DEPUTY: Final = {"deputy": people_samples.DEPUTY}
INVITATION: Final = {"invitation": people_samples.INVITATION}


DRAFT_NEED: Final = {"public_id": needs_samples.DRAFT}
PUBLIC_NEED: Final = {"public_id": needs_samples.PUBLISHED}
OTHERS: Final = ("supplier", "other_supplier", "reader", "approver", "operator")
NEEDS_WRITERS: Final = dict.fromkeys(OTHERS, 403) | dict.fromkeys((*WRITERS, "stranger"), 200)
"""Who may write needs for their own municipality; the stranger does so for another."""
NOT_THERE: Final = dict.fromkeys(WRITERS, 404)
OWN_NEED: Final = (
    dict.fromkeys(WRITERS, 200)
    | dict.fromkeys(("reader", "approver"), 403)
    | dict.fromkeys(("supplier", "other_supplier", "stranger", "operator"), 404)
)
DONE: Final = dict.fromkeys(WRITERS, 302)
CLASH: Final = dict.fromkeys(WRITERS, 409)
"""What a form gets that does not say what it saw: nothing is overwritten."""

WAITING_NEED: Final = {"public_id": needs_samples.WAITING}
JOINT_NEED: Final = {"public_id": needs_samples.JOINT}


FINDING: Final = {"rule": "jargon", "mark": "0" * 64, "do": "aside"}

PLAN: Final = {"organisation": people.EKSEMPELVIK}
MEETING: Final = {"public_id": needs_samples.MEETING}


def planners(
    name: str, *, args: dict[str, str], gets: int = 200, post: dict[str, str] | None = None, html: bool = True
) -> Page:
    """What only those who write Eksempelvik's plan get."""
    return Page(name, visitor=302, members=403, args=args, post=post, html=html, adviser=gets, owner=gets)


ANSWERING: Final = dict.fromkeys(("adviser", "need_owner", "owner"), 200) | dict.fromkeys(("reader", "approver"), 403)


def asked(question: str) -> dict[str, str]:
    """Return the arguments of a question's addresses."""
    return PUBLIC_NEED | {"question": question}


UNCONFIRMED: Final = asked(question_samples.UNCONFIRMED)


def answering(name: str, question: str, post: dict[str, str] | None = None) -> Page:
    """What only those get who answer for Eksempelvik; to suppliers no question is there, least of all another's."""
    return Page(name, visitor=302, members=404, args=asked(question), post=post, who=ANSWERING)


HIDE: Final = {"secret": tokens.hide(follows.ITEM)}
STOP: Final = {"secret": tokens.stop_follows(follows.LETTER, [follows.FOLLOW_NEED])}
STOP_ALL: Final = {"secret": tokens.stop_digests(follows.LETTER, PEOPLE["supplier"].person)}
FOLLOW_NEED: Final = {"public_id": follows.FOLLOW_NEED}

TABLE: Final = (
    Page("accounts:new_organisation", **only(200)),
    Page("accounts:new_organisation", **only(200), post={"registered": "norway"}),
    Page("accounts:organisation", visitor=200, args=OURS),
    Page("accounts:organisation", visitor=200, args=COMPANY),
    Page("accounts:organisation", visitor=404, args={"public_id": "N0BADYHERE"}),
    Page("accounts:settings", args=OURS, **only(owner=200)),
    Page("accounts:settings", args=COMPANY, **only(supplier=200)),
    Page("accounts:people", args=OURS, **only(**COLLEAGUES)),
    Page("accounts:history", args=OURS, **only(**COLLEAGUES)),
    Page("accounts:history", args=COMPANY, **only(supplier=200), query="?page=99999999999999999999"),
    Page("accounts:people", args=COMPANY, **only(supplier=200)),
    Page("accounts:member", args=OURS | ADVISER, **only(owner=200, adviser=200)),
    Page("accounts:member", args=OURS | ADVISER, **only(owner=200), post={"roles": "owner"}),
    Page("accounts:member", args=COMPANY | ADVISER, **only(supplier=404)),
    Page("accounts:claim", args=OURS | CLAIM, **only(owner=200)),
    Page("accounts:claim", args=COMPANY | CLAIM, **only(supplier=404)),
    Page("accounts:leave", args=OURS | ADVISER, **only(owner=200, adviser=200)),
    Page("accounts:leave", args=COMPANY | ADVISER, **only(supplier=404)),
    Page("accounts:leave", args=OURS | ADVISER, **only(owner=200, adviser=200), post={}),  # asks who takes over
    Page("accounts:deputy", args=OURS | ADVISER, **only(owner=200, adviser=200)),
    Page("accounts:deputy", args=COMPANY | ADVISER, **only(supplier=404)),
    Page("accounts:end_deputy", args=OURS | DEPUTY, **only(owner=302, adviser=302, reader=302), post={}),
    Page("accounts:end_deputy", args=COMPANY | DEPUTY, **only(supplier=404), post={}),
    Page("accounts:invite", args=OURS, **only(owner=200)),
    Page("accounts:invite", args=COMPANY, **only(supplier=200)),
    Page("accounts:answer_invitation", args=OURS | INVITATION, **only(owner=302), post={"withdraw": "1"}),
    Page("accounts:answer_invitation", args=COMPANY | INVITATION, **only(supplier=404), post={"withdraw": "1"}),
    Page("accounts:invitation", visitor=200, args={"secret": people_samples.SECRET}),
    Page("accounts:invitation", visitor=404, args={"secret": "guessed"}),
    Page("accounts:invitation", visitor=302, args={"secret": people_samples.SECRET}, post={}),
    Page("accounts:operate", **only(operator=200)),
    Page("accounts:operate_claim", visitor=405, args=CLAIM),
    Page("accounts:operate_claim", args=CLAIM, **only(operator=302), post={}),
    Page("health", visitor=200, html=False),
    Page("oidc_start", visitor=404, args={"key": "id-porten"}, post={}),
    Page("oidc_answer", visitor=404, args={"key": "id-porten"}, html=False),
    Page("oidc_ended", visitor=404, args={"key": "id-porten"}, post={"logout_token": "x"}),
    Page("mail:mails", visitor=200),  # a demo's: test_letters.py asks the same of production
    Page("mail:mail", visitor=200, args={"public_id": letters.SENT}),
    Page("mail:mail", visitor=404, args={"public_id": "LETTER0000"}),
    Page("needs:work", args=DRAFT_NEED, **ours(200)),
    Page("needs:work", args=WAITING_NEED, **ours(200)),
    Page("needs:work", args=PUBLIC_NEED, **ours(200, of=403)),
    Page("needs:work", args=JOINT_NEED, **(ours(200) | {"stranger": 200})),
    Page("needs:step", args=DRAFT_NEED, **ours(400, *WRITERS), post={}),
    Page("needs:step", args=DRAFT_NEED, **ours(302, *WRITERS), post={"do": "ask_for_approval"}),
    Page("needs:step", args=PUBLIC_NEED, **ours(302, "adviser", "owner", of=403), post={"do": "start_dialogue"}),
    Page("needs:drop", args=PUBLIC_NEED, **ours(200, "adviser", "owner", of=403), post={}),
    Page("needs:number_case", args=DRAFT_NEED, **ours(302, *WRITERS), post={"case_number": "2026/1"}),
    Page("needs:check_voices", args=DRAFT_NEED, **ours(409, *WRITERS, "approver"), post={}),
    Page("needs:ask_member", args=DRAFT_NEED, **ours(200, *WRITERS), post={}),
    Page("needs:answer_as_member", args=JOINT_NEED, **(ours(403) | {"stranger": 302}), post={"answer": "consent"}),
    Page("needs:withdraw_as_member", args=JOINT_NEED, **(ours(403) | {"stranger": 403}), post={}),
    Page("needs:let_answer_for", args=DRAFT_NEED, **ours(400, *WRITERS), post={}),
    Page("needs:archive", args=PUBLIC_NEED, **ours(200, "adviser", "owner", of=403), html=False),
    Page("needs:archive", args=DRAFT_NEED, **ours(200, "adviser", "owner"), html=False),
    Page("needs:approve", args=WAITING_NEED, **ours(200, "approver")),
    Page("needs:approve", args=WAITING_NEED, **ours(409, "approver"), post={"do": "approve"}),
    Page("needs:approve", args=DRAFT_NEED, **ours(200, "approver")),
    Page("needs:comments", args=DRAFT_NEED, **ours(200)),
    Page("needs:comments", args=DRAFT_NEED, **ours(200, *WRITERS, "approver"), post={}),
    Page("needs:resolve", args=DRAFT_NEED | {"comment_id": needs_samples.COMMENT}, **ours(302, *WRITERS), post={}),
    Page("needs:resolve", args=WAITING_NEED | {"comment_id": needs_samples.COMMENT}, **ours(404, *WRITERS), post={}),
    Page("needs:versions", visitor=200, args=PUBLIC_NEED),
    Page("needs:versions", visitor=200, args=PUBLIC_NEED, query="?dato=2020-01-01"),
    Page("needs:versions", visitor=302, args=PUBLIC_NEED, query="?dato=2026-10-01"),
    Page("needs:versions", visitor=404, args=DRAFT_NEED),
    Page("needs:version", visitor=200, args=PUBLIC_NEED | {"number": "1"}),
    Page("needs:version", visitor=404, args=PUBLIC_NEED | {"number": "2"}),
    Page("needs:version", visitor=404, args=DRAFT_NEED | {"number": "1"}),
    Page("needs:paper", visitor=200, args=PUBLIC_NEED),
    Page("needs:paper", visitor=404, args=DRAFT_NEED),
    Page("needs:plan", visitor=200, args=PLAN),
    Page("needs:plan", visitor=200, args=PLAN, query="?omrade=care&aar=2028"),
    Page("needs:plan", visitor=200, args=PLAN, query="?omrade=climate"),
    Page("needs:plan", visitor=200, args=PLAN, query="?vis=offentlig"),
    Page("needs:plan", visitor=200, args={"organisation": people.LIKSOMNES}),
    Page("needs:plan", visitor=404, args={"organisation": people.VARMT_HJEM}),
    Page("needs:plan", visitor=404, args={"organisation": "0000000000"}),
    *(
        Page("needs:plan_file", visitor=200, args=PLAN | {"form": form}, html=False)
        for form in ("json", "atom", "csv", "xlsx")
    ),
    Page("needs:plan_file", visitor=404, args=PLAN | {"form": "exe"}),
    Page(
        "needs:own_plan_file",
        visitor=302,
        args=PLAN | {"form": "csv"},
        html=False,
        members=200,
        supplier=403,
        other_supplier=403,
        stranger=403,
        operator=403,
    ),
    planners("needs:new_meeting", args=PLAN),
    Page("needs:meeting", visitor=200, args=MEETING),
    Page("needs:meeting", visitor=200, args={"public_id": needs_samples.LAST_MEETING}),
    Page(
        "needs:meeting",
        visitor=404,
        args={"public_id": needs_samples.DRAFT_MEETING},
        reader=200,
        need_owner=200,
        adviser=200,
        approver=200,
        owner=200,
    ),
    Page("needs:calendar", visitor=200, args=MEETING, html=False),
    planners("needs:edit_meeting", args=MEETING),
    planners("needs:meeting_step", args=MEETING | {"intention": "hold"}, post={}, gets=200),
    planners("needs:meeting_step", args=MEETING | {"intention": "dance"}, post={}, gets=404),
    Page("needs:sign_up", visitor=200, args=MEETING),
    Page("needs:confirm_sign_up", visitor=404, args=MEETING | {"secret": "guess"}),
    Page(
        "needs:contribute",
        visitor=302,
        args=MEETING | {"line": needs_samples.LINE},
        members=403,
        supplier=200,
        other_supplier=200,
    ),
    Page(
        "needs:contribute",
        visitor=302,
        args=MEETING | {"line": needs_samples.THEIR_LINE},
        members=403,
        supplier=404,
        other_supplier=404,
    ),
    planners("needs:outcome", args=MEETING | {"line": needs_samples.LINE}),
    Page(
        "needs:answer",
        visitor=302,
        args=MEETING | {"contribution": needs_samples.CONTRIBUTION},
        members=403,
        need_owner=200,
        adviser=200,
        owner=200,
    ),
    planners("needs:new_line", args=PLAN),
    planners("needs:new_line", args=PLAN, post={"title": ""}),
    planners("needs:line", args=PLAN | {"public_id": needs_samples.MOVED_LINE}),
    planners("needs:line", args=PLAN | {"public_id": needs_samples.INTERNAL_LINE}),
    planners("needs:line", args=PLAN | {"public_id": needs_samples.THEIR_LINE}, gets=404),
    planners("needs:turn_line", args=PLAN | {"public_id": needs_samples.MOVED_LINE, "intention": "finish"}),
    planners("needs:turn_line", args=PLAN | {"public_id": needs_samples.MOVED_LINE, "intention": "drop"}),
    planners("needs:turn_line", args=PLAN | {"public_id": needs_samples.DROPPED_LINE, "intention": "resume"}),
    planners("needs:turn_line", args=PLAN | {"public_id": needs_samples.DROPPED_LINE, "intention": "drop"}),
    planners("needs:turn_line", args=PLAN | {"public_id": needs_samples.MOVED_LINE, "intention": "dance"}, gets=404),
    planners("needs:read_plan", args=PLAN),
    planners("needs:read_plan", args=PLAN, post={}),
    Page("needs:plan_import", **(only(403, adviser=200, owner=404)), args=PLAN | {"public_id": needs_samples.IMPORT}),
    planners("needs:plan_import", args=PLAN | {"public_id": "N0T1MP0RT1"}, gets=404),
    planners("needs:publish_lines", args=PLAN),
    planners("needs:publish_lines", args=PLAN, post={}, gets=302),
    Page("insights:front", visitor=200),
    Page("insights:front", visitor=200, query="?kommune=v"),
    Page("insights:front", visitor=200, query="?kommune=atlantis"),
    Page("insights:municipality", visitor=200, args={"number": "3201"}),
    Page("insights:municipality", visitor=200, args=BAERUM, query="?with=3203,1103,5001,5501,3207,3205,4626,3334"),
    Page("insights:municipality", visitor=200, args=BAERUM, query="?year=2026&add=Herøy"),
    Page("insights:municipality", visitor=200, args={"number": "3203"}),
    Page("insights:municipality", visitor=200, args={"number": "5027"}),
    Page("insights:municipality", visitor=200, args={"number": "5612"}),
    Page("insights:municipality", visitor=301, args={"number": "0219"}),
    Page("insights:municipality", visitor=302, args=BAERUM, query="?add=Asker"),
    Page("insights:municipality", visitor=404, args={"number": "9999"}),
    Page("insights:paper", visitor=200, args=BAERUM),
    Page("insights:paper", visitor=301, args={"number": "0219"}),
    Page("insights:paper", visitor=404, args={"number": "9999"}),
    Page("insights:county", visitor=200, args={"number": "32"}),
    Page("insights:county", visitor=404, args={"number": "88"}),
    Page("insights:municipality_notices", visitor=200, args=BAERUM),
    Page("insights:municipality_notices", visitor=200, args=BAERUM, query="?what=all&year=2024&page=2"),
    Page("insights:municipality_notices", visitor=200, args={"number": "3203"}),
    Page("insights:municipality_notices", visitor=301, args={"number": "0219"}),
    Page("insights:municipality_notices", visitor=404, args=BAERUM, query="?what=secrets"),
    Page("insights:municipality_notices_file", visitor=200, args=BAERUM | {"form": "csv"}, html=False),
    Page("insights:municipality_notices_file", visitor=404, args=BAERUM | {"form": "exe"}),
    Page("insights:municipality_figures", visitor=200, args=BAERUM | {"form": "xlsx"}, html=False),
    Page("insights:county_notices", visitor=200, args={"number": "32"}, query="?what=tenders&year=2024"),
    Page("insights:county_notices_file", visitor=200, args={"number": "32", "form": "csv"}, html=False),
    Page("insights:country", visitor=200),
    Page("insights:country", visitor=200, query="?year=2026"),
    Page("insights:country", visitor=200, query="?sorter=-ratio&fylke=32&minst=5"),
    Page("insights:country", visitor=200, query="?navn=atlantis"),
    Page("insights:country_file", visitor=200, args={"form": "csv"}, html=False),
    Page("insights:country_file", visitor=404, args={"form": "exe"}),
    Page("insights:country_notices", visitor=200, query="?what=dialogue&route=cooperation"),
    Page("insights:country_notices_file", visitor=200, args={"form": "xlsx"}, html=False),
    Page("insights:notice", visitor=200, args=DIALOGUE),
    Page("insights:notice", visitor=200, args={"notice_id": "2024-000001"}),
    Page("insights:notice", visitor=404, args={"notice_id": "2024-999999"}),
    Page("insights:report", visitor=200, args=DIALOGUE),
    Page("insights:report", visitor=404, args={"notice_id": "2024-999999"}),
    Page("insights:method", visitor=200),
    Page("insights:data", visitor=200),
    Page("insights:table", visitor=200, args={"table": "figures", "form": "parquet"}, html=False),
    Page("insights:table", visitor=404, args={"table": "texts", "form": "csv"}),
    Page("needs:questions", visitor=200, args=PUBLIC_NEED),
    Page("needs:questions", visitor=200, args={"public_id": needs_samples.DROPPED}),
    Page("needs:questions", visitor=200, args=PUBLIC_NEED, post={"text": "", "email": "hei@\nBcc: a@b.example"}),
    Page("needs:questions", visitor=404, args=DRAFT_NEED),
    Page("needs:question_sent", visitor=200, args=PUBLIC_NEED),
    Page("needs:question_sent", visitor=404, args=DRAFT_NEED),
    Page("needs:question_withdrawn", visitor=200, args=PUBLIC_NEED),
    Page("needs:question_withdrawn", visitor=404, args=DRAFT_NEED),
    answering("needs:question", question_samples.WAITING),
    answering("needs:question", question_samples.ANSWERED),
    answering("needs:question", question_samples.DECLINED),
    answering("needs:question", question_samples.DRAFTED),
    answering("needs:question", question_samples.WITHDRAWN),
    Page("needs:drafted_answers", visitor=302, members=404, args=PUBLIC_NEED, who=ANSWERING),
    Page("needs:drafted_answers", visitor=302, members=404, args=PUBLIC_NEED, post={"seen": ""}, who=ANSWERING),
    Page("needs:drafted_answers", visitor=302, members=404, args=DRAFT_NEED),
    Page(
        "needs:discard_draft",
        visitor=302,
        members=404,
        args=asked(question_samples.DRAFTED),
        post={},
        who=ANSWERING | DONE,
    ),
    answering("needs:question", question_samples.WAITING, {"wording": "", "text": ""}),
    Page("needs:question", visitor=302, members=404, args=asked(question_samples.UNCONFIRMED)),
    Page("needs:question", visitor=302, members=404, args=DRAFT_NEED | {"question": question_samples.WAITING}),
    answering("needs:decline_question", question_samples.WAITING, {"reason": ""}),
    Page("needs:confirm_question", visitor=200, args=UNCONFIRMED, query=question_samples.link(UNCONFIRMED["question"])),
    Page("needs:confirm_question", visitor=404, args=UNCONFIRMED, query="?kode=0"),
    Page("needs:confirm_question", visitor=404, args=UNCONFIRMED, post={"kode": "0"}),
    Page("needs:withdraw_question", visitor=302, args=UNCONFIRMED, post=question_samples.held(UNCONFIRMED["question"])),
    Page("needs:withdraw_question", visitor=404, args=UNCONFIRMED, post={"kode": "0"}),
    Page(
        "needs:withdraw_question",
        visitor=302,
        members=404,
        args=asked(question_samples.WAITING),
        post={},
        other_supplier=302,
    ),
    Page(
        "needs:withdraw_question",
        visitor=302,
        members=404,
        args=asked(question_samples.ANSWERED),
        post={},
        supplier=302,
    ),
    Page("needs:desk", **only(200)),
    Page("needs:list", visitor=200),
    Page("needs:list", visitor=200, query="?q=netter+hjemme&omrade=care"),
    Page("needs:list", visitor=200, query="?q=nater&sted=99"),
    Page("needs:list", visitor=200, query="?q=finnes+ikke"),
    Page("needs:find_json", visitor=200, query="?q=natt", html=False),
    Page("needs:start", visitor=302, who=NEEDS_WRITERS),
    Page("needs:start", visitor=302, query=f"?kopi={needs_samples.DRAFT}", who=NEEDS_WRITERS, stranger=404),
    Page("needs:start", visitor=302, query=f"?kopi={needs_samples.THEIRS}", who=NEEDS_WRITERS | NOT_THERE),
    Page("needs:need", visitor=200, args=PUBLIC_NEED),
    Page("needs:need", visitor=200, args={"public_id": needs_samples.DROPPED}),
    Page("needs:need", visitor=404, args=DRAFT_NEED),
    Page("needs:json", visitor=200, args=PUBLIC_NEED, html=False),
    Page("needs:json", visitor=404, args=DRAFT_NEED, html=False),
    Page("needs:write", visitor=302, args=DRAFT_NEED, who=OWN_NEED),
    Page("needs:write", visitor=302, args=DRAFT_NEED, query="?cpv=skole&mer=requirements", who=OWN_NEED),
    Page("needs:write", visitor=302, args={"public_id": needs_samples.WAITING}, who=OWN_NEED),
    Page("needs:write", visitor=302, args=DRAFT_NEED, post={"title": "Nytt"}, who=OWN_NEED | CLASH),
    Page(
        "needs:attachment", visitor=404, args=PUBLIC_NEED | {"file_id": "N0SVCHF11E"}, html=False
    ),  # those that are there: needs/test_attachments.py
    Page("needs:check", visitor=302, args=DRAFT_NEED, who=OWN_NEED | dict.fromkeys(("reader", "approver"), 200)),
    Page("needs:check", args={"public_id": needs_samples.PUBLISHED}, **only(**COLLEAGUES)),
    Page("needs:check", visitor=302, args=DRAFT_NEED, post=FINDING, who=OWN_NEED | DONE),
    Page("needs:check", visitor=302, args=DRAFT_NEED, post=FINDING | {"rule": "x"}, who=OWN_NEED | NOT_THERE),
    Page("needs:make_template", visitor=302, args=DRAFT_NEED, post={}, who=OWN_NEED | DONE),
    Page(
        "needs:delete_template",
        visitor=302,
        args=DRAFT_NEED,
        post={},
        who=NEEDS_WRITERS | NOT_THERE | {"stranger": 404},
    ),
    Page("following:mine", visitor=302, members=200),
    Page("following:follow", visitor=302, members=200, query=f"?behov={needs_samples.PUBLISHED}"),
    Page("following:follow", visitor=302, members=200, query=f"?virksomhet={LIKSOMNES}"),
    Page("following:follow", visitor=302, members=200, query=f"?dialog={dialogue.OPEN['public_id']}"),
    Page("following:follow", visitor=302, members=404, query=f"?dialog={dialogue.DRAFT['public_id']}"),
    Page("following:follow", visitor=302, members=200, query="?omrade=care"),
    Page("following:follow", visitor=302, members=200, query="?sok=1&q=trygghet+hjemme&omrade=care"),
    Page("following:follow", visitor=302, members=404, query="?sok=1&q="),
    Page("following:follow", visitor=302, members=404, query=f"?behov={needs_samples.DRAFT}"),
    Page("following:follow", visitor=302, members=404, query=f"?virksomhet={VARMT_HJEM}"),
    Page("following:follow", visitor=302, post={"cpv": "906"}),
    Page("following:follow", visitor=302, members=404, post={"behov": needs_samples.DRAFT}),
    Page("following:change", visitor=302, members=404, supplier=302, args=FOLLOW_NEED, post={"do": "pause"}),
    Page("following:change", visitor=302, members=404, supplier=200, args=FOLLOW_NEED, post={"do": "stop"}),
    Page("following:change", visitor=302, members=404, args=FOLLOW_NEED, post={"do": "cadence", "cadence": "never"}),
    Page("following:change", visitor=405, args=FOLLOW_NEED, html=False),
    Page("following:unmute", visitor=302, members=404, supplier=302, args={"public_id": follows.MUTE}, post={}),
    Page("following:calendar_link", visitor=302, members=200, post={"do": "new"}),
    Page("following:calendar_link", visitor=302, members=200, post={"do": "end"}),
    Page("following:search_feed", visitor=200, html=False),
    Page("following:search_feed", visitor=200, query="?q=netter&omrade=care", html=False),
    Page("following:need_feed", visitor=200, args=PUBLIC_NEED, html=False),
    Page("following:need_feed", visitor=404, args=DRAFT_NEED, html=False),
    Page("following:dialogues_feed", visitor=200, html=False),
    Page("following:dialogue_feed", visitor=200, args=dialogue.OPEN, html=False),
    Page("following:dialogue_feed", visitor=404, args=dialogue.DRAFT, html=False),
    Page("following:dialogue_calendar", visitor=200, args=dialogue.OPEN, html=False),
    Page("following:dialogue_calendar", visitor=404, args=dialogue.DRAFT, html=False),
    Page("following:organisation_calendar", visitor=200, args={"public_id": EKSEMPELVIK}, html=False),
    Page("following:organisation_calendar", visitor=404, args={"public_id": VARMT_HJEM}, html=False),
    Page("own_calendar", visitor=200, args={"secret": follows.CALENDAR}, html=False),
    Page("own_calendar", visitor=404, args={"secret": "0" * 40}, html=False),
    Page("following:hide", visitor=200, args=HIDE),
    Page("following:hide", visitor=200, args=HIDE, post={}),
    Page("following:hide", visitor=404, args={"secret": f"{HIDE['secret']}x"}),
    Page("following:hide", visitor=404, args=STOP),
    Page("following:stop", visitor=200, args=STOP),
    Page("following:stop", visitor=200, args=STOP_ALL),
    Page("following:stop", visitor=200, args=STOP, post={"List-Unsubscribe": "One-Click"}),
    Page("following:stop", visitor=404, args=HIDE, post={}),
    Page("insights:receipt", visitor=404, args=DIALOGUE | {"reference": "0000000000"}),
    Page("accounts:log_in", visitor=200),
    Page("accounts:log_in", visitor=302, post={"email": "ukjent@ingensteder.example"}),
    Page("accounts:log_in", visitor=200, post={"email": "hei@\nBcc: a@b.example"}),
    Page("accounts:code", visitor=200, args={"public_id": logins.KNOWN}),
    Page("accounts:code", visitor=200, args={"public_id": logins.KNOWN}, post={"code": "ikke kode"}),
    Page("accounts:code", visitor=404, args={"public_id": "N0B0DY1111"}),
    Page("accounts:link", visitor=200, args={"public_id": logins.KNOWN}, query=logins.query(logins.KNOWN)),
    Page("accounts:link", visitor=200, args={"public_id": logins.UNKNOWN}, query=logins.query(logins.UNKNOWN)),
    Page("accounts:link", visitor=302, args={"public_id": logins.KNOWN}, query=logins.query(logins.KNOWN), post={}),
    Page("accounts:link", visitor=404, args={"public_id": logins.KNOWN}, query="?kode=0", post={}),
    Page("accounts:log_in_as_example", visitor=404, args={"public_id": "N0B0DY1111"}, post={}),
    Page("accounts:log_in_as_example", visitor=405, args={"public_id": "N0B0DY1111"}, html=False),
    Page("accounts:account", visitor=302, members=200),
    Page("accounts:account", visitor=302, members=200, post={"name": "", "language": "nb", "seen": "1"}),
    Page("accounts:address", visitor=302, members=200),
    Page("accounts:take_back", visitor=200, args={"public_id": logins.CHANGED}, query=logins.to_take_back()),
    Page("accounts:take_back", visitor=404, args={"public_id": logins.CHANGED}, query="?kode=0", post={}),
    Page("accounts:new_address", visitor=302, members=404, adviser=200, args={"public_id": logins.ADDRESS}),
    Page("accounts:export", visitor=302, members=200, html=False),
    Page("accounts:delete", visitor=302, members=200),
    Page("accounts:delete", visitor=302, members=302, post={"sure": "on"}),
    Page("accounts:sessions", visitor=302, members=200),
    Page("accounts:end_other_sessions", visitor=302, post={}),
    Page("accounts:end_session", visitor=302, members=404, args={"public_id": "N0B0DY1111"}, post={}),
    Page("accounts:unlink", visitor=302, members=404, adviser=302, args={"public_id": logins.IDENTITY}, post={}),
    Page("accounts:kept", visitor=302, members=404, adviser=200, args={"public_id": logins.KEPT}),
    Page("accounts:log_out", visitor=302, post={}),
    Page("accounts:log_out", visitor=405, html=False),
    Page("accounts:act_for", visitor=302, post={"organisation": ""}),
    Page("accounts:act_for", visitor=302, members=404, post={"organisation": LIKSOMNES}, stranger=302),
    *dialogue.TABLE,
)
PAGES: Final = tuple(page for page in TABLE if page.viewer)
