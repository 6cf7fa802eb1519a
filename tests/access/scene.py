"""A record of each kind with one of everything on it, and the address of every page over it."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from secrets import token_urlsafe
from typing import Any
from zipfile import ZipFile

from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from communication.domain.agenda import decide
from conformity.domain.roadmaps import place
from documents.domain.approval import remark
from documents.domain.drafting import revise
from documents.domain.importing.running import begin_import
from documents.models import Document
from jobs.domain.files import keep_file
from jobs.domain.queue import enqueue
from jobs.kinds import ResultFile
from leadership.domain.reviews.holding import decide as decide_in_review
from leadership.domain.reviews.packs import keep_pack, source_of
from leadership.domain.reviews.stepping import stepping
from leadership.models import CommitmentEntry
from measures.models import Indicator, Measurement
from operations.domain.reporting import count
from operations.domain.steps import add_steps
from operations.models import Clock, Exclusion, ServiceReport
from people.domain.tokens import hash_of
from people.models import Invitation
from processes.domain.approving import revise as begin_next_version
from records.access.permits import permits
from records.domain.bulk_acts import begin_act
from records.domain.evidence import add_evidence
from records.domain.files import attach, store
from records.domain.links import link
from records.domain.saved_filters import save_filter
from records.domain.sharing import give_sight, grant
from records.domain.tasks import set_task
from records.domain.write import write
from records.importing.running import begin
from records.models import ListShape, Notice
from services.models import CatalogueSnapshot
from standard.models import RequirementItem
from tests.access.table import KINDS
from tests.factories import (
    FACTORIES,
    CatalogueItemFactory,
    OpportunityFactory,
    PersonFactory,
    put_in_force,
    put_process_in_force,
)
from tests.house.test_tiers import HEIGHT

#: What is done to records that are not withdrawn.
ACTIONS = {
    "roles:role": "retire",
    "roles:assignment": "end",
    "roles:absence": "call_off",
    "documents:document": "abandon",
    "documents:document_type": "propose",
    "documents:disposal": "give_up",
    "conformity:assessment": "plan",
    "leadership:delegation": "revoke",
}
CANARY = "Kanarienvogel"
#: Kinds whose records may miss a target.
MISSED = ("operations:incident", "operations:service-request")
#: Pages of a document that take the key of a version.
IN_FORCE = ("read-version", "content", "print", "certificate", "print-certificate", "page")
#: Kinds of ticket, which have steps.
TICKETS = ("operations:incident", "operations:service-request")
#: Pages of a kind that take the key of a saved filter, or of an act on many records.
OF_LISTS = ("open-saved", "change-saved", "keep-saved", "remove-saved", "bulk-report")


def make_scene(alice, bob, charlie, admin):
    """A record of each kind with one of everything on it, and what else addresses name."""
    made = {"group": Group.objects.create(name="Board")}
    made |= make_records(alice, bob, made["group"])
    made["gone"] = PersonFactory(is_active=False)
    made["invitation"] = Invitation.objects.create(
        email="n@example.org", display_name="N", invited_by=admin, token_hash=hash_of("token")
    )
    made["job"] = enqueue("test.count", actor=alice, upto=1)
    keep_file(made["job"], ResultFile("count.txt", b"1", "text/plain")).save()
    made["person"] = charlie
    first, _parts = made[next(iter(KINDS))]
    gone_by = timezone.localdate() - timedelta(days=2)
    made["late"] = set_task(first, actor=None, assignee=alice, title=f"{CANARY}, late", due=gone_by)
    made["item"] = write(CatalogueItemFactory(actor=alice), actor=None, action="offer")
    made["import"] = begin_import("a.zip", packed({"a.md": "# A"}), actor=admin)
    made["catalogue"] = CatalogueSnapshot.objects.create(note="First", content=store(b"[]", "application/json"))
    duty = RequirementItem.objects.get(identifier="5.1-01")
    made["entry"] = CommitmentEntry.objects.create(
        item=duty, person=charlie, year=2016, on=date(2016, 3, 1), what="Said so"
    )
    made["table"] = begin("kind-opportunity", ContentFile(b"Title,Idea\nOne,Do it\n"), "ideas.csv", actor=alice)
    made["notice"] = Notice.objects.filter(person=alice).latest("pk")
    return made


def make_records(alice, bob, group, **fields):
    """A record of each kind, recorded by Bob and owned by Alice, with one of everything on it."""
    made = {}
    for kind, declared in KINDS.items():
        record = FACTORIES[declared.key](actor=bob, owner=alice, **{"title": f"{CANARY} {kind}", **fields})
        by = keeper_of(record, alice)
        write(record, actor=by, action="edit")
        parts = {
            "replan": set_task(record, actor=by, assignee=alice, title="Do", due=timezone.localdate()),
            "unlink": link(record, OpportunityFactory(actor=alice), actor=by),
            "detach": attach(record, SimpleUploadedFile("a.txt", b"text"), actor=by),
            "withdraw-evidence": add_evidence(record, RequirementItem.objects.first(), actor=by, shows="It"),
        }
        grant(record, PersonFactory(), actor=alice)
        grant(record, group, actor=alice)
        parts["revoke"], parts["revoke-group"] = record.user_grants.get(), record.group_grants.get()
        parts["finish"] = parts["reassign"] = parts["cancel-task"] = parts["replan"]
        parts["download"] = parts["detach"]
        parts |= of_lists(declared, record, alice) | of_kind(kind, record, by)
        made[kind] = (record, parts)
    return made


def of_kind(kind, record, person):
    """What the pages of one kind alone name: of a document a version in force, and a remark on the next one."""
    if kind in TICKETS:
        add_steps(record, ["Look"], source="PRO-001 1.0")
    if kind in MISSED:
        return dict.fromkeys(("exclude", "approve-exclusion", "refuse-exclusion"), missed_clock(record, person))
    ready = READY.get(kind)
    return ready(record, person) if ready else {}


def reported(record, _person):
    count(ServiceReport.objects.get(pk=record.pk), actor=None)
    return {}


def worked_on(record, _person):
    begin_next_version(put_process_in_force(record), actor=None, reason="r")
    return {}


def remarked(record, person):
    put_in_force(record)
    revise(Document.objects.get(pk=record.pk), actor=None, reason="r")
    said = remark(Document.objects.get(pk=record.pk), actor=person, text="Look")
    return {**dict.fromkeys(IN_FORCE, record.versions.get(state="in_force")), "settle": said}


def shown_by(record, person):
    """Evidence that an idea is for an item that is assessed."""
    return {"take-back": add_evidence(OpportunityFactory(actor=person), record.item, actor=None, shows="It")}


def placed(record, person):
    """An action of the roadmap, in its one phase."""
    phase = record.phases.create(place=1, name="First", first=record.starts, last=record.due)
    action = FACTORIES["action"](actor=person)
    place(record, action, actor=None, phase=phase, begins=action.due)
    return dict.fromkeys(("place", "take-off"), action)


def named(record, person):
    """A version of a document that names the change."""
    document = FACTORIES["document"](actor=person)
    version = document.versions.get()
    return {"take-name-back": record.versions.create(version=version, person=person, at=timezone.now())}


def planned(record, person):
    return {
        "raise": record.plan.create(
            place=1, what="Do", who=person, resources="A day", by=timezone.localdate(), judged="By it"
        )
    }


def decided(record, person):
    """A point of the agenda, and a decision at it."""
    item = record.items.first()
    return {"item": item, "strike": decide(record, actor=person, what="So be it", decided_by=person, item=item)}


def held_review(record, person):
    """A review that is being held, with a decision, and a pack as the job keeps it."""
    for step in ("freeze", "hold"):
        write(type(record).objects.get(pk=record.pk), actor=None, action=step)
    found = type(record).objects.get(pk=record.pk)
    with stepping(found):
        write(found.meeting, actor=None, action="hold")
    about = {"kind": "note", "outcome": "approved", "decided_by": person, "block": found.blocks.get(code="h")}
    pack = keep_pack(found, b"%PDF-1.7", source=source_of(found, person), by=person)
    return {"strike": decide_in_review(found, actor=person, what="So be it", **about), "pack-content": pack}


READY = {
    "leadership:review": held_review,
    "leadership:objective": planned,
    "communication:meeting": decided,
    "measures:indicator": lambda record, _person: dict.fromkeys(("correct", "recompute"), measured(record)),
    "operations:service-report": reported,
    "processes:process": worked_on,
    "documents:document": remarked,
    "conformity:assessment": shown_by,
    "conformity:roadmap": placed,
    "conformity:sms-change": named,
}


def measured(record):
    """A value of an indicator in use, which a saved filter counted, so that there are records behind it."""
    write(Indicator.objects.get(pk=record.pk), actor=None, action="start")
    shape = {"kind": "opportunity", "among": {}, "date": "created"}
    first = date(2016, 3, 1)
    about = {"first": first, "last": date(2016, 3, 31), "value": 95, "shape": shape}
    return Measurement.objects.create(indicator_id=record.pk, **about)


def missed_clock(ticket, person):
    """A clock of a ticket that missed its target, with an exclusion that somebody proposed."""
    agreement = FACTORIES["sla"]()
    target = agreement.targets.create(metric="resolution", value=1)
    now = timezone.now()
    clock = Clock.objects.create(
        ticket_id=ticket.pk, metric="resolution", target=target, target_seconds=1, priority=1, calendar="-", started=now,
        stopped=now, elapsed=2, breached=True,
    )  # fmt: skip
    about = {"clause": agreement.exceptions.create(code="7", text="t"), "reason": "r", "evidence": "e"}
    Exclusion.objects.create(clock=clock, proposed_by=person, proposed_at=now, **about)
    return clock


def of_lists(kind, record, person):
    """A saved filter of somebody's, and an act of theirs on many records."""
    own = {"actor": person, "kind": kind.key}
    saved = save_filter(**own, name=f"Mine {record.pk}", shape=ListShape(conditions={"owner": "me"}))
    act = begin_act(**own, action="task", answers={}, chosen=[(record.pk, 0)], token=token_urlsafe())
    return {**dict.fromkeys(OF_LISTS, saved), "bulk-report": act}


def keeper_of(record: Any, owner: Any) -> Any:
    """The owner, else an administrator who sees it: of some kinds owners are not in charge."""
    if permits(owner, "edit", record):
        return owner
    keeper = PersonFactory(is_administrator=True)
    give_sight(keeper, record.kind, actor=None)
    return keeper


def answers(person: Any) -> dict[str, Any]:
    """What every form of a record takes for filled in."""
    item = RequirementItem.objects.filter(kind="shall").first()
    day = timezone.localdate().isoformat()
    return {
        "token": token_urlsafe(), "version": 2, "title": "His", "reason": "r", "text": "t", "outcome": "o", "due": day,
        "relation": "relates", "target": OpportunityFactory(actor=person).reference, "item": item.identifier, "shows": "s",
        "kind": "act", "assignee": f"person-{person.pk}", "holder": f"person-{person.pk}", "clauses": "10.2", "until": day,
        "file": SimpleUploadedFile("b.txt", b"his"), "name": "His", "display_name": "His", "email": "his@example.org",
    }  # fmt: skip


def address(name: str, scene: Any) -> str:
    """An address of a name, with arguments that exist."""
    for kind in sorted(KINDS, key=len, reverse=True):
        if name.startswith(f"{kind}-"):
            page = name.removeprefix(f"{kind}-")
            return _kind_address(kind, page, *scene[kind])
    others: dict[str, list[Any]] = {
        "account_reset_password_from_key": ["1", "set-password"],
        "people:account": [scene["person"].pk],
        "people:revoke": [scene["invitation"].pk],
        "people:edit": [scene["person"].pk],
        "people:group": [scene["group"].pk],
        "people:edit-group": [scene["group"].pk],
        "people:deactivate": [scene["person"].pk],
        "people:reactivate": [scene["gone"].pk],
        "roles:hand-over": [scene["person"].pk],
        "people:accept": ["token"],
        "people:set-up": ["token"],
        "measures:feed": ["token"],
        "documents:import-run": [scene["import"].pk],
        "services:snapshot": [scene["catalogue"].pk],
        "leadership:commitment-add": [scene["person"].pk, "5.1-01"],
        "leadership:commitment-correct": [scene["entry"].pk],
        "leadership:to-decide-block": [scene["leadership:objective"][0].reference],
        "leadership:to-decide-step": [scene["leadership:objective"][0].reference, "approve"],
        "operations:ask-for": [scene["item"].reference],
        **{f"records:{page}": [scene["table"].pk] for page in ("import-run", "import-failed")},
        "measures:values-import": ["csv"],
        "standard:clause": ["10.2"],
        "conformity:clause": ["10.2"],
        "conformity:name-change": [scene["documents:document"][0].reference],
        "records:offers": ["any"],
        **{f"records:{page}": [scene["improvement:opportunity"][0].reference] for page in ("opened", "pin")},
        "records:read-notice": [scene["notice"].pk],
        **{f"jobs:{page}": [scene["job"].pk] for page in ("job", "file", "cancel", "retry")},
    }
    query = f"?chosen=task-{scene['late'].pk}" if name.endswith("-late") else ""
    if name == "operations:board-bulk":
        query = f"?action=take&chosen={scene['operations:incident'][0].pk}"
    return reverse(name, args=others.get(name, [])) + query


#: What addresses of pages name beside the record: of any kind by the page, of one kind by both.
NAMED: dict[Any, dict[str, Any]] = {
    "part": {"part": "services"},
    **{key: {"place": 1} for key in ("step", "leave-out")},
    ("processes:process", "roll-out"): {"step": "told"},
    **{("processes:process", page): {"number": 1} for page in ("read-version", "print")},
    **{("leadership:review", page): {"code": "h"} for page in ("input", "meeting", "notes", "decide")},
}


def _kind_address(kind: str, page: str, record: Any, parts: Any) -> str:
    if page in {"list", "create", "columns", "saved", "save", "advice"}:
        return reverse(f"{kind}-{page}")
    if page == "bulk":
        return reverse(f"{kind}-{page}") + f"?action=task&chosen={record.pk}"
    if page == "beside":
        return reverse(f"{kind}-{page}") + f"?a={record.reference}&b={record.reference}"
    if page in OF_LISTS:
        return reverse(f"{kind}-{page}", args=[parts[page].pk])
    if page in {"export", "import"}:
        return reverse(f"{kind}-{page}", args=["csv"])
    more = NAMED.get((kind, page)) or NAMED.get(page, {})
    if page == "action":
        more = {"action": ACTIONS.get(kind, "withdraw")}
    if page in parts:
        more = {"key": parts[page].pk}
    query = "?a=1&b=2" if page == "compare" else ""
    return reverse(f"{kind}-{page}", kwargs={"reference": record.reference, **more}) + query


def packed(files: dict[str, str | bytes]) -> bytes:
    """An archive of files, by their names."""
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def swapped(kind: str, page: str, scene: Any, others: Any) -> str:
    """The address of a part of the other record of a kind, as if it were of the first."""
    return _kind_address(kind, page, scene[kind][0], others[kind][1])


def body(response: Any) -> str:
    """What was answered, as text; of a workbook what is packed in it."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    return content.decode("utf-8", "replace")


def snapshot() -> dict[str, Any]:
    """Everything there is in the rooms' own tables."""
    models = [model for model in apps.get_models() if model._meta.app_label in HEIGHT]
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models}
