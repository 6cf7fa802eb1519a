"""A record of each kind that waits for a decision, and who decides."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from communication.domain import agenda, meetings
from communication.models import Meeting
from conformity.domain import changes
from documents.domain import approval as document_approval
from documents.domain.matrix import propose as propose_rule
from documents.domain.matrix import record_missing_types
from documents.models import DocumentType
from leadership.domain import objectives, plans, requests
from leadership.domain.planning import set_plan
from leadership.models import ManagementPlan, Objective, ResourceRequest
from operations.domain.requesting import ask_for
from people.calendar import today
from processes.domain import approving
from records.domain.write import write
from services.domain import scopes
from services.domain.scopes import Placed
from standard.roles import DOCUMENTATION_MANAGER
from tests.factories import (
    CatalogueItemFactory,
    DocumentFactory,
    DutyFactory,
    MeetingFactory,
    ObjectiveFactory,
    ProcessFactory,
    ResourceFactory,
    ReviewFactory,
    ServiceRequirementFactory,
    SmsChangeFactory,
    SmsScopeFactory,
    WaiverFactory,
)
from tests.leadership.conftest import again
from tests.leadership.objectives.conftest import line
from tests.leadership.reviews.conftest import submitted
from tests.leadership.test_plan import proposed
from tests.measures.conftest import indicator_with


@dataclass
class House:
    """The people of the tests."""

    alice: Any
    bob: Any
    charlie: Any
    admin: Any
    smr: Any
    director: Any
    give: Any
    live: Any


def objective(house: House, title: str = "Keep promises") -> Any:
    made = ObjectiveFactory(
        actor=house.smr,
        owner=house.alice,
        title=title,
        indicator=indicator_with(title=f"Kept {title}", target=Decimal(95)),
        baseline=Decimal(80),
        target=Decimal(92),
    )
    set_plan(Objective.objects.get(pk=made.pk), actor=house.smr, lines=[line(house.alice)])
    return objectives.propose(Objective.objects.get(pk=made.pk), actor=house.smr, due=today())


def plan(house: House) -> Any:
    made = ManagementPlan(title="Plan", starts=today(), ends=today().replace(year=today().year + 1))
    return proposed(plans.create(made, actor=house.smr), house.smr)


def request(house: House, title: str = "One more agent") -> Any:
    resource = ResourceFactory(title=f"Agents for {title}", type="people", serves=None)
    about = {"title": title, "type": "people", "amount": Decimal(1), "why": "Calls wait", "without": "They leave"}
    return requests.ask(ResourceRequest(**about, resource=resource), actor=house.alice)


def review(house: House) -> Any:
    made = ReviewFactory(actor=house.smr, owner=house.smr, chair=house.director)
    return submitted(made, house.smr, house.director)


def change(house: House, title: str = "Reports earlier") -> Any:
    return changes.submit(again(SmsChangeFactory(actor=house.smr, title=title)), actor=house.smr)


def process(house: House, title: str = "Incident management") -> Any:
    return approving.submit(again(ProcessFactory(actor=house.alice, title=title)), actor=house.alice)


def document(house: House, title: str = "Access policy") -> Any:
    return document_approval.submit(again(DocumentFactory(actor=house.alice, title=title)), actor=house.alice)


def document_type(house: House) -> Any:
    record_missing_types(house.admin)
    house.give(house.bob, DOCUMENTATION_MANAGER)
    found = DocumentType.objects.get(type="policy")
    rule = {"approver": "top_management", "or_approver": "", "quorum": 2, "review_months": 12, "retention_years": 6}
    return propose_rule(found, actor=house.bob, reason="Auditors asked", **rule)


def meeting(house: House, title: str = "Board") -> Any:
    made = MeetingFactory(actor=house.alice, title=title, chair=house.director, minute_taker=house.bob)
    meetings.hold(Meeting.objects.get(pk=made.pk), actor=house.bob)
    said = dict.fromkeys(made.participants.values_list("pk", flat=True), "attended")
    agenda.say_attendance(made, actor=house.bob, said=said)
    return meetings.submit(Meeting.objects.get(pk=made.pk), actor=house.bob)


def scope(house: House) -> Any:
    made = SmsScopeFactory(owner=house.smr)
    placed = [Placed(house.live("Mail").pk, is_in=True)]
    scopes.set_services(again(made), actor=house.smr, placed=placed)
    return scopes.ask(again(made), actor=house.smr, due=today())


def service_request(house: House, title: str = "A laptop") -> Any:
    item = write(
        CatalogueItemFactory(title=title, questions="For whom?", needs_approval=True, approver=house.bob),
        actor=None,
        action="offer",
    )
    return ask_for(item, actor=house.charlie, answers={"For whom?": "Jo"})


def duty(house: House, title: str = "Test the plans") -> Any:
    return DutyFactory(owner=house.alice, title=title)


def waiver(house: House, title: str = "No second person") -> Any:
    return WaiverFactory(actor=house.alice, title=title)


def requirement(_house: House, title: str = "Fast answers") -> Any:
    return ServiceRequirementFactory(title=title)


@dataclass(frozen=True)
class Case:
    """Who decides on a record, by which steps, and what it is then; ``typed`` is what is filled in beside a reason."""

    make: Any
    who: str
    approve: str
    approved: str
    refuse: str = ""
    refused: str = ""
    is_signed: bool = False


#: By the key of the kind.
CASES = {
    "objective": Case(objective, "director", "approve", "approved", "send_back", "draft"),
    "management-plan": Case(plan, "director", "approve", "approved", "send_back", "draft"),
    "resource-request": Case(request, "director", "grant", "granted", "refuse", "refused"),
    "review": Case(review, "director", "approve", "approved", "send_back", "held", is_signed=True),
    "sms-change": Case(change, "director", "approve", "approved", "refuse", "refused"),
    "process": Case(process, "smr", "approve", "approved", "send_back", "draft", is_signed=True),
    "document": Case(document, "director", "approve", "approved", "send_back", "draft", is_signed=True),
    "document_type": Case(document_type, "director", "agree", "in_force", "take_back", "in_force"),
    "meeting": Case(meeting, "director", "approve", "approved", "send_back", "held"),
    "sms-scope": Case(scope, "director", "approve", "approved"),
    "service-request": Case(service_request, "bob", "approve", "new", "refuse", "refused"),
    "duty": Case(duty, "director", "approve", "in_force"),
    "waiver": Case(waiver, "director", "approve", "in_force", "refuse", "refused"),
    "service-requirement": Case(requirement, "smr", "approve", "approved", "refuse", "refused"),
}
