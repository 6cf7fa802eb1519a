"""The full cross: every kind, every action, every person, every standing to the record, in memory."""

from __future__ import annotations

from itertools import product
from types import SimpleNamespace

import pytest

from improvement.models import Opportunity
from people.models import User
from records.access.backend import named_by
from records.access.permits import ON_UNSEEN, ON_WITHDRAWN, permits
from records.access.standing import Standing
from records.checks import actions_of
from records.kind import all_kinds
from standard.roles import (
    COMMUNICATION_COORDINATOR,
    CUSTOMER_LIAISON,
    DOCUMENTATION_MANAGER,
    IMPROVEMENT_CHAMPION,
    INTERNAL_AUDITOR,
    PROCESS_OWNER,
    RISK_COMPLIANCE_MANAGER,
    ROLES,
    SERVICE_MANAGEMENT_TEAM,
    SMR,
    TECHNOLOGY_MANAGER,
    TOP_MANAGEMENT,
)

KINDS = [kind.model for kind in all_kinds()]
PEOPLE = (
    "owner",
    "recorder",
    "holder of the scope",
    "given sight",
    "sees the kind",
    "administrator",
    "colleague",
    "deactivated",
    *ROLES,
)
CONDITIONS = ("open", "restricted", "withdrawn")
SCOPE, RECORD = 7, 8


def person(name):
    user = User(pk=PEOPLE.index(name) + 1, is_active=name != "deactivated", is_administrator=name == "administrator")
    user._standing = Standing(
        governs=frozenset({SCOPE} if name == "holder of the scope" else ()),
        shared=frozenset({RECORD} if name == "given sight" else ()),
        sights=frozenset(kind.kind_key for kind in KINDS) if name == "sees the kind" else frozenset(),
        roles={name: frozenset()} if name in ROLES else {},
    )
    return user


def record(kind, condition):
    made = kind(
        id=RECORD, kind=kind.kind_key, owner_id=1, created_by_id=2, scope_id=SCOPE,
        restricted=condition == "restricted", withdrawn=condition == "withdrawn",
    )  # fmt: skip
    made.pk = RECORD
    if hasattr(kind, "person_id"):
        made.person_id = 1
    return made


ANSWER = {"owner", "holder of the scope", "administrator"}
PART = ANSWER | {"recorder"}
ACTIVE = set(PEOPLE) - {"deactivated"}
#: Who may do what to an open record of any kind, said apart from the rules themselves.
COMMON = {
    "create": ACTIVE, "edit": ANSWER, "withdraw": ANSWER, "restore": ANSWER, "share": ANSWER, "attach": PART, "link": PART,
    "hand_over": {"owner", "administrator", SMR}, "task": PART, "evidence": PART, "comment": ACTIVE, "acknowledge": ACTIVE,
}  # fmt: skip
NOBODY: set[str] = set()
NEVER = {"withdraw": NOBODY, "restore": NOBODY, "share": NOBODY, "hand_over": NOBODY}
CHARGE = {"administrator", SMR, TOP_MANAGEMENT}
PERSONS = CHARGE | {"owner"}
ROLES_PARTS = ("attach", "link", "task", "evidence")
PARTY = {
    "edit": PART | {CUSTOMER_LIAISON}, **dict.fromkeys(("part", "resume", "merge"), ANSWER | {CUSTOMER_LIAISON}),
}  # fmt: skip
MANAGER = {DOCUMENTATION_MANAGER}
DOCUMENTS = ANSWER | MANAGER
#: Of a document without a type, as this one is, whoever approves any.
SIGN = {TOP_MANAGEMENT, PROCESS_OWNER, SMR, DOCUMENTATION_MANAGER, RISK_COMPLIANCE_MANAGER}
PORTFOLIO = ANSWER | {SERVICE_MANAGEMENT_TEAM, SMR}
PLANNERS = PORTFOLIO | {CUSTOMER_LIAISON, PROCESS_OWNER}
CUSTOMERS = ANSWER | {CUSTOMER_LIAISON}
WORKERS = ANSWER | {SERVICE_MANAGEMENT_TEAM}
MEASURERS = ANSWER | {SERVICE_MANAGEMENT_TEAM, PROCESS_OWNER, SMR, TOP_MANAGEMENT}
PROCESSES = ANSWER | {SMR}
LEADING, BOSSES = {TOP_MANAGEMENT, SMR}, {TOP_MANAGEMENT}
SIGNERS = {SMR, TOP_MANAGEMENT, PROCESS_OWNER}
WAIVERS = {SMR, TOP_MANAGEMENT, RISK_COMPLIANCE_MANAGER}
LEADERS = {SERVICE_MANAGEMENT_TEAM, PROCESS_OWNER, SMR}
TICKET = {
    **dict.fromkeys(("edit", "take", "hold", "resume", "resolve", "close", "cancel", "assign", "step", "exclude"), WORKERS),
    **dict.fromkeys((*ROLES_PARTS, "reopen"), WORKERS | PART), **dict.fromkeys(("import", "sync"), LEADERS | {"administrator"}),
    **dict.fromkeys(("approve_exclusion", "refuse_exclusion"), LEADERS),
}  # fmt: skip
#: What a kind has beside that, or otherwise.
OWN = {
    "opportunity": {
        **dict.fromkeys(("accept", "decline", "postpone", "reopen"), ANSWER | {IMPROVEMENT_CHAMPION}),
        "realise": {"owner", "holder of the scope"},
    },
    "action": {
        "edit": PART, "begin": {"owner"}, "complete": {"owner", "holder of the scope"},
        **dict.fromkeys(("replan", "cancel", "reopen", "verify", "find_ineffective"), ANSWER | {IMPROVEMENT_CHAMPION, SMR}),
    },
    "meeting": {
        **dict.fromkeys(("edit", "invite", "hold", "write_minutes", "decide", "strike", "submit", "call_off"), ANSWER | {COMMUNICATION_COORDINATOR}),
        **dict.fromkeys(ROLES_PARTS, PART | {COMMUNICATION_COORDINATOR}), "send_back": ANSWER | {SMR}, "approve": {SMR, TOP_MANAGEMENT},
    },
    "duty": {
        "create": ANSWER | {SMR, PROCESS_OWNER}, "approve": {SMR, TOP_MANAGEMENT},
        **dict.fromkeys(("edit", "propose", "take_back", "record_done", "rest", "resume"), ANSWER | {SMR}),
        "roll_forward": {SMR, "administrator"},
    },
    "document": {
        "trigger_review": DOCUMENTS | {RISK_COMPLIANCE_MANAGER, INTERNAL_AUDITOR, PROCESS_OWNER},
        **dict.fromkeys(("edit", "restore", "publish", "schedule", "revise", "confirm", "distribute", "set_questions", "obsolete"), DOCUMENTS),
        **dict.fromkeys(("withdraw", "write_text", "submit", "abandon"), DOCUMENTS), "attach": PART | MANAGER,
        **dict.fromkeys(("read_draft", "remark", "settle_remark"), DOCUMENTS | SIGN),
        **dict.fromkeys(("sign", "approve"), SIGN), "send_back": SIGN, "read": ACTIVE, "dispose": SIGN,
        "bring_in": MANAGER | {"administrator"},
        **dict.fromkeys(("archive", "hold", "lift_hold", "propose_disposal"), MANAGER),
    },
    "disposal": {
        **dict.fromkeys(("withdraw", "restore", "share"), NOBODY), "create": MANAGER, "edit": MANAGER | {"administrator"},
        **dict.fromkeys(("confirm", "give_up"), MANAGER | {TOP_MANAGEMENT, SMR}),
    },
    "document_type": {
        **dict.fromkeys(("create", "withdraw", "restore", "share"), NOBODY), "agree": {TOP_MANAGEMENT, SMR},
        **dict.fromkeys(("edit", "propose", "hand_over"), MANAGER | {"administrator"}),
        "take_back": MANAGER | {"administrator", TOP_MANAGEMENT, SMR},
    },
    "article": {
        **dict.fromkeys(("edit", "mark_outdated", "rework"), PART | MANAGER),
        **dict.fromkeys(("withdraw", "restore"), PART | MANAGER),
        **dict.fromkeys(("make_current", "confirm", "retire"), DOCUMENTS),
        "thank": ACTIVE - {"recorder"}, "doubt": ACTIVE,
    },
    "calendar": dict.fromkeys(("create", "edit", "add_edition", "retire", "resume"), PORTFOLIO),
    "service": {
        "create": PORTFOLIO | {CUSTOMER_LIAISON, PROCESS_OWNER},
        **dict.fromkeys(("edit", "go_live", "remove", "keep", "retire"), PORTFOLIO),
        **dict.fromkeys(("connect", "disconnect", "add_operator", "end_operator"), PORTFOLIO),
    },
    "service-requirement": {
        "edit": PART | {PROCESS_OWNER}, "approve": PLANNERS, "refuse": PLANNERS,
        **dict.fromkeys(("reopen", "meet", "miss"), PLANNERS),
    },
    "resource": {
        **dict.fromkeys(("create", "edit", "close"), ANSWER | {SMR, TOP_MANAGEMENT, TECHNOLOGY_MANAGER}),
        **{step: {TOP_MANAGEMENT} for step in ("agree", "allocate")},
    },
    "resource-request": {
        **dict.fromkeys(("edit", "resubmit"), PART),
        **{step: {TOP_MANAGEMENT} for step in ("grant", "grant_part", "refuse", "ask_back")},
    },
    "review": {
        "create": {"administrator", SMR, TOP_MANAGEMENT}, "approve": {TOP_MANAGEMENT}, **dict.fromkeys(ROLES_PARTS, PART | {SMR}),
        **dict.fromkeys(("edit", "assign", "comment_input", "release", "excuse", "freeze", "hold", "consider"), ANSWER | {SMR}),
        **dict.fromkeys(("decide", "strike", "conclude", "submit", "keep_past", "call_off", "send_pack"), ANSWER | {SMR}),
        **dict.fromkeys(("send_back", "make_pack"), ANSWER | {SMR, TOP_MANAGEMENT}),
    },
    "management-plan": {
        **dict.fromkeys(("create", "edit", "write_part", "propose", "begin_next", "withdraw"), ANSWER | {SMR}),
        **dict.fromkeys(("send_back", "supersede", "review"), ANSWER | {SMR, TOP_MANAGEMENT}),
        **dict.fromkeys(ROLES_PARTS, PART | {SMR}), "approve": {TOP_MANAGEMENT}, "take_effect": NOBODY,
    },
    "delegation": {
        "edit": {"owner", "administrator"}, "accept": NOBODY, "decline": NOBODY,
        "revoke": {"owner", "administrator", SMR, TOP_MANAGEMENT},
        **dict.fromkeys(("withdraw", "restore", "hand_over"), NOBODY),
    },
    "sms-scope": {
        **dict.fromkeys(("create", "edit", "set_services", "ask", "begin_edition"), ANSWER | {SMR}), "approve": {TOP_MANAGEMENT},
        **dict.fromkeys(("send_back", "enforce", "supersede"), ANSWER | {SMR, TOP_MANAGEMENT}),
    },
    "catalogue-item": dict.fromkeys(("create", "edit", "offer", "close"), PORTFOLIO),
    "customer-relationship": dict.fromkeys(("create", "edit", "end", "resume"), CUSTOMERS),
    "sla": dict.fromkeys(
        ("create", "edit", "agree", "end", "renew", "set_terms", "set_priorities"), CUSTOMERS | PORTFOLIO
    ),
    "team": {
        "create": LEADERS | {"administrator"}, "edit": ANSWER | LEADERS, "dissolve": LEADERS, "resume": LEADERS,
    },
    "incident": {
        **TICKET, "merge": WORKERS | PART, **dict.fromkeys(("declare_major", "stand_down", "tell", "review_major"), WORKERS),
    },
    "service-request": {
        **TICKET, "cancel": WORKERS | PART, "ask_approval": WORKERS | PART, "approve": NOBODY, "refuse": NOBODY,
    },
    "service-report": {
        **dict.fromkeys(("create", "edit", "count", "decide", "send"), WORKERS | {CUSTOMER_LIAISON}),
        "approve": ANSWER | {SMR, CUSTOMER_LIAISON},
    },
    "indicator": {
        "create": MEASURERS - ANSWER | {"administrator"}, **dict.fromkeys(("measure", "correct", "compute", *ROLES_PARTS), MEASURERS | PART),
        **dict.fromkeys(("edit", "define", "start", "retire", "resume", "close_periods"), MEASURERS),
    },
    "goal": {
        "create": LEADING | {"administrator"}, "edit": ANSWER | LEADING,
        **dict.fromkeys(("put_in_force", "reach", "drop", "take_up"), BOSSES),
    },
    "business-process": {
        "create": LEADING | {"administrator"}, **dict.fromkeys(("edit", "end", "resume"), ANSWER | LEADING),
    },
    "objective": {
        "create": LEADING | {PROCESS_OWNER, SERVICE_MANAGEMENT_TEAM, "administrator"}, "approve": BOSSES,
        **dict.fromkeys(("edit", "set_plan", "raise_step", "propose", "send_back", "replan", "appoint", "tell"), ANSWER | LEADING),
        **dict.fromkeys(("achieve", "miss", "drop"), LEADING), "roll_forward": LEADING | {"administrator"},
    },
    "process": {
        "create": {SMR, TOP_MANAGEMENT, PROCESS_OWNER, "administrator"}, **dict.fromkeys(("sign", "approve"), SIGNERS),
        **dict.fromkeys(("edit", "set_activities", "set_items", "connect", "disconnect", "submit", "publish", "revise", "retire"), PROCESSES),
        "send_back": PROCESSES | SIGNERS, "roll_out": PROCESSES | {SERVICE_MANAGEMENT_TEAM},
    },
    "waiver": {
        **dict.fromkeys(("approve", "refuse"), WAIVERS), "edit": PART, "end": PART | {SMR},
    },
    "process-review": {
        "create": PROCESSES | {PROCESS_OWNER}, **dict.fromkeys(("edit", "conclude", "call_off"), PROCESSES),
    },
    "assessment": {
        "create": {SMR, "administrator"}, "withdraw": NOBODY, "restore": NOBODY,
        **dict.fromkeys(("edit", "plan", "put_in_place"), ANSWER | {SMR}), **dict.fromkeys(ROLES_PARTS, PART | {SMR}),
        **dict.fromkeys(("set_back", "name_evidence"), ANSWER | {SMR, INTERNAL_AUDITOR}),
        "prove": {SMR, INTERNAL_AUDITOR, TOP_MANAGEMENT},
    },
    "roadmap": {
        **dict.fromkeys(("create", "edit", "set_phases", "place", "conclude"), ANSWER | {SMR, TOP_MANAGEMENT}),
        "enforce": {SMR, TOP_MANAGEMENT}, **dict.fromkeys(ROLES_PARTS, PART | {SMR}),
    },
    "sms-change": {
        **dict.fromkeys(("edit", "submit", "take_up", "call_off", "name_version", *ROLES_PARTS), PART | {SMR}),
        "approve": {SMR, TOP_MANAGEMENT}, "refuse": {SMR, TOP_MANAGEMENT},
        **dict.fromkeys(("complete", "close"), ANSWER | {SMR}), "review_effects": ANSWER | {SMR, TOP_MANAGEMENT},
    },
    "organisation": PARTY,
    "contact": PARTY,
    "role": {**NEVER, **dict.fromkeys(("create", "edit", *ROLES_PARTS, "retire", "revive"), CHARGE)},
    "assignment": {
        **NEVER, "create": CHARGE, "edit": CHARGE, "accept": {"owner"}, "decline": {"owner"},
        **dict.fromkeys((*ROLES_PARTS, "end"), PERSONS),
    },
    "absence": {
        **NEVER, **dict.fromkeys(("edit", *ROLES_PARTS, "call_off"), PERSONS),
    },
}  # fmt: skip
SEES_RESTRICTED = {"owner", "holder of the scope", "given sight", "sees the kind"}


def expected(kind, action, name, condition):
    allowed = name in {**COMMON, **OWN[kind.kind_key]}[action]
    if condition == "restricted" and action not in ON_UNSEEN:
        return allowed and name in SEES_RESTRICTED
    return allowed and (condition != "withdrawn" or action in ON_WITHDRAWN)


@pytest.mark.django_db  # some records begin on the day of the installation
@pytest.mark.parametrize("kind", KINDS)
def test_every_person_may_do_exactly_what_is_written_here(kind):
    wrong = [
        (action, name, condition)
        for action, name, condition in product(sorted({*actions_of(kind), *kind.rules}), PEOPLE, CONDITIONS)
        if permits(person(name), action, record(kind, condition)) != expected(kind, action, name, condition)
    ]
    assert wrong == []


def test_nobody_decides_on_an_idea_they_brought_in():
    own = record(Opportunity, "open")
    own.created_by_id = 1
    assert [permits(person("owner"), action, own) for action in ("accept", "decline", "postpone")] == [False] * 3


def test_an_action_without_a_rule_is_refused():
    assert permits(person("administrator"), "burn", record(Opportunity, "open")) is False


@pytest.mark.django_db
def test_django_is_answered_by_the_same_rules():
    assert person("owner").has_perm("improvement.edit_opportunity", record(Opportunity, "open")) is True
    assert person("colleague").has_perm("improvement.edit_opportunity", record(Opportunity, "open")) is False
    assert person("colleague").has_perm("improvement.create_opportunity") is True
    assert person("administrator").has_perm("elsewhere.edit_opportunity", record(Opportunity, "open")) is False


def test_a_permission_is_of_the_kind_with_the_longest_fitting_name():
    action, corrective = SimpleNamespace(kind_key="action"), SimpleNamespace(kind_key="corrective_action")
    for kinds in ([action, corrective], [corrective, action]):
        assert named_by("edit_corrective_action", kinds) is corrective
        assert named_by("edit_action", kinds) is action
    assert named_by("edit_plan", [action, corrective]) is None
