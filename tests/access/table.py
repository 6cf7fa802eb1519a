"""The access table: every address of the product, and what each kind of person gets there.

People: ``anonymous``; ``outsider``, staff without a part in the record; ``owner``; ``administrator``.
Each row holds the answer to GET for an open record; ``restricted`` the outsider's answer when the
record is restricted; ``posted`` the outsider's answer to a filled form, where it is refused or none is
taken. 302 for anonymous is the way to sign-in.
"""

from __future__ import annotations

from dataclasses import dataclass

from records.kind import all_kinds

SIGN_IN = 302
#: How the names of addresses end that answer with a file.
FILES = ("-export", "-download", "-content", "-import", "-workbook", "-calendar", ":import-failed", ":file")


@dataclass(frozen=True)
class Row:
    """Answers to GET, by person."""

    anonymous: int = SIGN_IN
    outsider: int = 200
    owner: int = 200
    administrator: int = 200
    restricted: int | None = None
    posted: int | None = None


READ = Row(restricted=404, posted=405)
#: Anybody who sees the record sees the part; adding to it is for some.
PART = Row(restricted=404, posted=403)
SPEAK = Row(restricted=404)
CHANGE = Row(outsider=403, restricted=404, posted=403)
#: The task in the scene is the owner's.
TASK = Row(outsider=403, administrator=403, restricted=404, posted=403)
#: Moving a task, giving it to another, taking it back: also for those who look after the system.
PLAN = CHANGE
POST_ONLY = Row(outsider=405, owner=405, administrator=405, restricted=405)
#: Takes a form of one's own, and shows none.
POST_ONLY_OWN = Row(outsider=405, owner=405, administrator=405)
OPEN = Row(anonymous=200)
LIST = Row()
#: A saved filter of the owner's, shared with nobody.
OWN = Row(outsider=404, administrator=404, posted=404)
READS = Row(posted=405)
ADMIN = Row(outsider=403, owner=403, posted=403)

#: Pages every kind has.
KIND: dict[str, Row] = {
    "list": READS,
    "create": LIST,
    "columns": LIST,
    "export": READS,
    "import": READS,
    "bulk": Row(restricted=302),
    "bulk-report": Row(outsider=404, posted=404),
    "beside": READ,
    "saved": LIST,
    "save": LIST,
    "open-saved": Row(outsider=404, owner=302, administrator=404, posted=405),
    "change-saved": OWN,
    "keep-saved": Row(outsider=405, owner=405, administrator=405, posted=404),
    "remove-saved": OWN,
    "detail": READ,
    "edit": CHANGE,
    "action": CHANGE,
    "acknowledge": POST_ONLY,
    "readers": READ,
    "tasks": PART,
    "replan": PLAN,
    "finish": TASK,
    "reassign": PLAN,
    "cancel-task": PLAN,
    "links": PART,
    "unlink": CHANGE,
    "files": PART,
    "download": READ,
    "detach": CHANGE,
    "evidence": PART,
    "withdraw-evidence": CHANGE,
    "clauses": CHANGE,
    "comments": SPEAK,
    "sharing": PART,
    "revoke": CHANGE,
    "revoke-group": CHANGE,
    "history": READ,
    "compare": READ,
    "as-of": READ,
}
#: What top management, the SMR and administrators do alone.
APPOINT = Row(outsider=403, owner=403, restricted=404, posted=403)
#: Anybody who sees the record gives their word that they read it.
READ_AND_CONFIRM = Row(restricted=404)
#: Those whose work it is make new ones; of the people in this table, the administrator alone.
LIST_FOR_KEEPERS = Row(outsider=403, owner=403, posted=403)
#: Of a ticket that missed a target: proposing is for those who work on it, deciding for those who lead.
LEAD = Row(outsider=403, owner=403, administrator=403, restricted=404, posted=403)
OF_MISSES = {"exclude": CHANGE, "approve-exclusion": LEAD, "refuse-exclusion": LEAD}
#: Steps of a ticket: ticked off and taken by a button, left out by a form, by those who work on it.
STEPS_OF_TICKETS = {
    "step": Row(outsider=405, owner=405, administrator=405, restricted=405, posted=403),
    "leave-out": CHANGE,
    "take-steps": Row(outsider=405, owner=405, administrator=405, restricted=405, posted=404),
}
#: Pages of a kind that answer otherwise, or that it alone has.
OWN: dict[str, dict[str, Row]] = {
    "roles:role": {
        **dict.fromkeys(("edit", "action", "unlink", "detach", "withdraw-evidence", "clauses"), APPOINT),
        "create": Row(outsider=403, owner=403, posted=403),
    },
    "documents:document": {
        "read": READ,
        "read-version": READ,
        "print": POST_ONLY,
        "certificate": READ,
        "print-certificate": POST_ONLY,
        "confirm-reading": READ_AND_CONFIRM,
        "questions": CHANGE,
        "content": READ,
        "difference": READ,
        "pages": Row(outsider=302, owner=302, administrator=302, restricted=404),
        "page": Row(outsider=404, owner=404, administrator=404, posted=405),
        "audience": PART,
        "write": CHANGE,
        "upload": CHANGE,
        "pictures": Row(outsider=404, owner=404, administrator=404, posted=403),
        "preview": Row(outsider=404, owner=404, administrator=404, posted=403),
        "remarks": CHANGE,
        "settle": CHANGE,
    },
    "documents:article": {
        "helped": POST_ONLY,
        "used": POST_ONLY,
        "doubt": READ_AND_CONFIRM,
    },
    "documents:disposal": {
        "edit": APPOINT,
        "action": Row(outsider=403, owner=403, administrator=403, restricted=404, posted=403),
        "create": Row(outsider=403, owner=403, administrator=403, posted=403),
        "print": POST_ONLY,
    },
    "documents:document_type": {
        **dict.fromkeys(("edit", "action"), APPOINT),
        "create": Row(outsider=403, owner=403, administrator=403, posted=403),
    },
    "agreements:sla": {
        "terms": CHANGE,
        "priorities": CHANGE,
        "print": POST_ONLY,
        "create": LIST_FOR_KEEPERS,
    },
    "measures:duty": {"create": LIST_FOR_KEEPERS},
    "communication:meeting": {
        "minutes": Row(restricted=404, posted=403),
        "item": Row(outsider=405, owner=405, administrator=405, restricted=405, posted=403),
        "decide": CHANGE,
        "strike": CHANGE,
        "calendar": READ,
        "print": POST_ONLY,
    },
    "leadership:resource": {"create": LIST_FOR_KEEPERS},
    "leadership:review": {
        "input": PART,
        # It is being held: nothing is prepared any more.
        "presenters": Row(outsider=404, owner=404, administrator=404, posted=404),
        "edit": Row(outsider=403, owner=403, administrator=403, restricted=404, posted=403),
        "nudge": Row(outsider=405, owner=405, administrator=405, restricted=405, posted=403),
        **dict.fromkeys(("opening", "meeting"), PART),
        "conclusion": PART,
        "notes": Row(outsider=405, owner=405, administrator=405, restricted=405, posted=403),
        **dict.fromkeys(("decide", "strike"), CHANGE),
        "pack": POST_ONLY,
        "pack-content": READ,
        "create": LIST_FOR_KEEPERS,
    },
    "leadership:management-plan": {
        "part": CHANGE,
        "difference": READ,
        "text": READ,
        "print": POST_ONLY,
        "create": LIST_FOR_KEEPERS,
    },
    "operations:service-report": {
        "decisions": CHANGE,
        "now": READ,
        "print": POST_ONLY,
        "workbook": READ,
        "create": LIST_FOR_KEEPERS,
    },
    "measures:indicator": {
        "value": CHANGE,
        "define": Row(outsider=403, owner=403, administrator=403, restricted=404, posted=403),
        "records": READ,
        "correct": CHANGE,
        "recompute": CHANGE,
        "create": LIST_FOR_KEEPERS,
    },
    "operations:incident": {"advice": READS, **STEPS_OF_TICKETS, **OF_MISSES},
    "operations:service-request": {**STEPS_OF_TICKETS, **OF_MISSES},
    "operations:team": {"create": LIST_FOR_KEEPERS},
    "services:service": {"map": READ, "create": LIST_FOR_KEEPERS},
    "services:sms-scope": {"services": CHANGE, "difference": READ, "print": POST_ONLY, "create": LIST_FOR_KEEPERS},
    **{kind: {"create": LIST_FOR_KEEPERS} for kind in ("services:catalogue-item", "services:calendar")},
    "customers:customer-relationship": {"create": LIST_FOR_KEEPERS},
    "processes:process": {
        **dict.fromkeys(("activities", "items", "roll-out"), CHANGE),
        **dict.fromkeys(("map", "read", "read-version", "difference"), READ),
        "print": POST_ONLY,
        "create": LIST_FOR_KEEPERS,
    },
    "processes:process-review": {"create": LIST_FOR_KEEPERS},
    "conformity:assessment": {
        "assess": Row(outsider=405, owner=405, administrator=405, restricted=405, posted=403),
        **dict.fromkeys(("name-evidence", "take-back"), CHANGE),
    },
    "conformity:roadmap": {
        **dict.fromkeys(("phases", "raise", "place", "take-off"), CHANGE),
        "create": LIST_FOR_KEEPERS,
    },
    "conformity:sms-change": {"take-name-back": CHANGE},
    **{kind: {"create": LIST_FOR_KEEPERS} for kind in ("leadership:goal", "leadership:business-process")},
    "leadership:objective": {"plan": CHANGE, "raise": CHANGE, "create": LIST_FOR_KEEPERS},
    "roles:assignment": {"edit": APPOINT, "create": Row(outsider=403, owner=403, posted=403)},
}


def importing(own: dict[str, Row]) -> dict[str, Row]:
    """The template of a kind is for those who record it."""
    create = own.get("create", LIST)
    return {"import": Row(outsider=create.outsider, owner=create.owner, posted=405)}


#: Every kind of record, by the beginning of the names of its addresses.
KINDS = {f"{kind.room}:{kind.key}": kind for kind in all_kinds()}

TABLE: dict[str, Row] = {
    "home": READS,
    **{f"work:{page}": READS for page in ("waiting", "handed-on", "owned", "changed")},
    "work:looked": POST_ONLY_OWN,
    "work:seen": POST_ONLY_OWN,
    "work:first-weeks": Row(outsider=405, owner=405, administrator=405, posted=404),
    "healthz": OPEN,
    "account_login": Row(anonymous=200, outsider=302, owner=302, administrator=302),
    "account_inactive": OPEN,
    "account_logout": LIST,
    "account_reauthenticate": LIST,
    "account_change_password": Row(),
    "account_reset_password": Row(anonymous=200, outsider=200, owner=200, administrator=200),
    "account_reset_password_done": OPEN,
    "account_reset_password_from_key": OPEN,
    "account_reset_password_from_key_done": OPEN,
    "usersessions_list": LIST,
    "people:directory": READS,
    "people:preferences": LIST,
    "people:account": READS,
    "people:groups": READS,
    "people:group": READS,
    "people:create-group": ADMIN,
    "people:edit-group": ADMIN,
    "people:organisation": ADMIN,
    "people:invite": ADMIN,
    "people:revoke": ADMIN,
    "people:edit": ADMIN,
    "people:deactivate": ADMIN,
    "people:reactivate": ADMIN,
    "people:accept": OPEN,
    "people:set-up": Row(anonymous=404, outsider=404, owner=404, administrator=404),
    "jobs:mine": READS,
    "jobs:mails": Row(outsider=403, owner=403, posted=405),
    "jobs:job": Row(outsider=404, posted=405),
    "jobs:file": Row(outsider=404, posted=405),
    "jobs:cancel": Row(outsider=405, owner=405, administrator=405, posted=404),
    "jobs:retry": Row(outsider=405, owner=405, administrator=405, posted=404),
    "roles:overview": READS,
    "roles:authority": READS,
    "roles:responsibilities": READS,
    "roles:paper": Row(outsider=405, owner=405, administrator=405),
    "roles:hand-over": Row(outsider=200, owner=403),
    "agreements:priorities": Row(posted=403),
    "operations:overview": READS,
    "leadership:inputs-now": READS,
    **dict.fromkeys(("leadership:allocation", "leadership:deciding", "leadership:commitment"), READS),
    # Of top management, and the service management representative for them.
    **dict.fromkeys(
        ("leadership:commitment-add", "leadership:commitment-correct"),
        Row(outsider=403, owner=403, administrator=403, posted=403),
    ),
    "measures:dashboard": READS,
    "measures:enter": LIST,
    "measures:values-import": READS,
    "measures:library": Row(posted=403),
    "documents:register": READS,
    "documents:begin": Row(outsider=405, owner=405, administrator=405, posted=403),
    "documents:import": ADMIN,
    "documents:import-run": ADMIN,
    "documents:download": LIST,
    **dict.fromkeys(("services:catalogue", "services:snapshots", "services:snapshot"), READS),
    "services:publish": Row(outsider=403, owner=403, administrator=403, posted=403),
    "services:print-catalogue": Row(outsider=405, owner=405, administrator=405),
    **dict.fromkeys(("processes:overview", "processes:dashboard"), READS),
    **dict.fromkeys(("leadership:dashboard", "leadership:tree", "leadership:to-decide", "leadership:brief"), READS),
    # Of the record in the table nothing waits: one is led to the page of all.
    "leadership:to-decide-block": Row(outsider=302, owner=302, administrator=302, restricted=404, posted=405),
    "leadership:to-decide-step": Row(outsider=302, owner=302, administrator=302, restricted=404, posted=403),
    "processes:adopt": ADMIN,
    **dict.fromkeys(("conformity:overview", "conformity:clause"), READS),
    "conformity:begin": Row(outsider=405, owner=405, administrator=405, posted=403),
    "conformity:name-change": Row(restricted=404),
    "operations:board": READS,
    "operations:board-major": READS,
    "operations:board-take": Row(outsider=405, owner=405, administrator=405, posted=404),
    "operations:board-bulk": Row(restricted=302),
    "operations:ask": READS,
    "operations:ask-for": LIST,
    "measures:calendar": READS,
    "measures:beside": READS,
    "measures:adopt": Row(outsider=403, owner=403, posted=403),
    "measures:set-year": Row(outsider=405, owner=405, administrator=405, posted=422),
    "measures:new-feed": POST_ONLY_OWN,
    "measures:end-feed": POST_ONLY_OWN,
    "measures:feed": Row(anonymous=404, outsider=404, owner=404, administrator=404, posted=405),
    "standard:catalogue": READS,
    "standard:clause": READS,
    "records:offers": READS,
    "records:search": READS,
    "records:opened": POST_ONLY,
    "records:pin": POST_ONLY,
    "records:notices": READS,
    "records:read-notice": Row(outsider=405, owner=405, administrator=405, posted=404),
    "records:read-all-notices": Row(outsider=405, owner=405, administrator=405),
    "records:import": LIST,
    "records:import-run": Row(outsider=404, posted=404),
    "records:import-failed": Row(outsider=404, posted=405),
    "records:notice-settings": LIST,
    "records:own-lead-times": LIST,
    "records:lead-times": ADMIN,
    "records:late": Row(outsider=403, owner=403, posted=403),
    **dict.fromkeys(("records:nudge-late", "records:escalate-late", "records:replan-late"), ADMIN),
    **{
        f"{kind}-{page}": row
        for kind, declared in KINDS.items()
        for page, row in {**KIND, **importing(OWN.get(kind, {})), **OWN.get(kind, {})}.items()
        if declared.has_page(page)
    },
}

#: Pages of a kind that its own fields, columns and panels make, and the kinds on which the trunk's others are looked at.
OF_ITS_OWN = {"list", "create", "detail", "edit", "action"}
SHOWN_ON = ("improvement:opportunity", "documents:document", "operations:incident")


def differs(name: str) -> bool:
    """Whether a page is another one for each kind: where looking takes long, what is alike is looked at on three kinds."""
    kind = next((kind for kind in KINDS if name.startswith(f"{kind}-") and name.removeprefix(f"{kind}-") in KIND), None)
    return kind is None or kind in SHOWN_ON or name.removeprefix(f"{kind}-") in OF_ITS_OWN
