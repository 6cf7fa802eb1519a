"""People and records for tests."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from agreements.models import Agreement
from communication.domain.meetings import plan
from communication.models import Meeting
from conformity.domain.beginning import items_lacking
from conformity.models import Assessment, Roadmap, SmsChange
from customers.models import CustomerRelationship
from documents.domain.approval import approve, submit
from documents.domain.drafting import create_document
from documents.domain.knowledge import create_article
from documents.domain.publishing import publish
from documents.enums import Type
from documents.models import Article, Disposal, Document, DocumentType
from improvement.models import Action, Opportunity
from leadership.domain.reviews.planning import plan as plan_review
from leadership.models import (
    BusinessProcess,
    Delegation,
    Goal,
    ManagementPlan,
    Objective,
    Resource,
    ResourceRequest,
    Review,
)
from measures.models import Duty, Indicator
from operations.domain.working import create_ticket
from operations.models import Incident, ServiceReport, ServiceRequest, Team
from parties.models import Contact, Organisation
from people.calendar import today
from people.models import User
from processes.domain.approving import publish as publish_process
from processes.domain.approving import submit as submit_process
from processes.domain.defining import create_process
from processes.models import Process, ProcessReview, Waiver
from records.domain.sharing import grant
from records.domain.write import write
from roles.domain.absences import declare
from roles.domain.assigning import assign
from roles.models import Absence, Assignment, Role
from services.models import Calendar, CatalogueItem, Service, ServiceRequirement, SmsScope
from standard.models import Clause

PASSWORD = "a sentence to remember"  # noqa: S105 - for tests


class PersonFactory(factory.django.DjangoModelFactory):
    """A person with an account."""

    class Meta:
        model = User

    display_name = factory.Sequence(lambda n: f"Person Number{n}")
    email = factory.LazyAttribute(lambda person: f"{person.display_name.lower().replace(' ', '.')}@example.org")
    password = factory.LazyFunction(lambda: make_password(PASSWORD))


class RecordFactory(factory.Factory):
    """A record, written on the one road by ``actor`` (its creator)."""

    class Meta:
        abstract = True

    class Params:
        actor = factory.SubFactory(PersonFactory)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        actor = kwargs.pop("created_by")
        owner = kwargs.pop("owner", None)
        record = model_class(owner=owner or actor, **kwargs)
        return write(record, actor=actor, action="create")

    created_by = factory.SelfAttribute("actor")


class OpportunityFactory(RecordFactory):
    """An idea."""

    class Meta:
        model = Opportunity

    title = factory.Sequence(lambda n: f"Idea number {n}")
    idea = "What would be different."
    expected_benefit = "Ten hours a month."


class ActionFactory(RecordFactory):
    """Something to be done today."""

    class Meta:
        model = Action

    title = factory.Sequence(lambda n: f"Action number {n}")
    what = "What is to be done."
    due = factory.LazyFunction(today)


class MeetingFactory(RecordFactory):
    """A meeting of an hour this morning in Berlin, with two points on its agenda."""

    class Meta:
        model = Meeting

    title = factory.Sequence(lambda n: f"Meeting number {n}")
    time_zone = "Europe/Berlin"
    starts = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=2))
    ends = factory.LazyAttribute(lambda meeting: meeting.starts + timedelta(hours=1))
    people: tuple[Any, ...] = ()
    contacts: tuple[Any, ...] = ()
    agenda = "Complaints | Mara\nFigures"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        """By the verb, which keeps who comes and the agenda."""
        actor, owner = kwargs.pop("created_by"), kwargs.pop("owner", None)
        beside = {name: kwargs.pop(name) for name in ("people", "contacts", "agenda")}
        return plan(model_class(owner=owner or actor, **kwargs), actor=actor, **beside)


class OrganisationFactory(RecordFactory):
    """Another organisation."""

    class Meta:
        model = Organisation

    title = factory.Sequence(lambda n: f"Organisation {n}")


class ContactFactory(RecordFactory):
    """A person there."""

    class Meta:
        model = Contact

    title = factory.Sequence(lambda n: f"Contact {n}")
    organisation = factory.SubFactory(OrganisationFactory)


class RoleFactory(RecordFactory):
    """A role of the organisation's own."""

    class Meta:
        model = Role

    title = factory.Sequence(lambda n: f"Role {n}")
    key = factory.Sequence(lambda n: f"role-{n}")
    purpose = "It is there for something."
    responsibilities = "Does something"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        """By the system: few people may make one."""
        return write(model_class(**kwargs), actor=None, action="create")


class DocumentFactory(RecordFactory):
    """A policy with a draft."""

    class Meta:
        model = Document

    title = factory.Sequence(lambda n: f"Document {n}")
    type = "policy"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        actor, owner = kwargs.pop("created_by"), kwargs.pop("owner", None)
        extra = {name: kwargs.pop(name) for name in ("text", "file", "approvers", "identifier") if name in kwargs}
        document = model_class(owner=owner or actor, **kwargs)
        return create_document(document, actor=actor, **{"text": "# What we do\n\nWe do it.", **extra})


def put_in_force(document: Document, **about: Any) -> Document:
    """The document's draft, submitted, signed by somebody who is named, and published."""
    named = document.named_approvers.first() or document.named_approvers.create(person=PersonFactory())
    approver = named.person
    if document.restricted:
        grant(document, approver, actor=None)
    submit(Document.objects.get(pk=document.pk), actor=None)
    asked = Document.objects.get(pk=document.pk)
    approve(asked, actor=approver, sha256=asked.in_work.blob_id, password=PASSWORD, meaning="I approve it")
    return publish(Document.objects.get(pk=document.pk), actor=None, **about)


class DisposalFactory(RecordFactory):
    """A disposal run of nothing."""

    class Meta:
        model = Disposal

    title = factory.Sequence(lambda n: f"Disposal {n}")
    why = "Their time is over."

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        """By the system: the documentation manager may make one."""
        return write(model_class(**kwargs), actor=None, action="create")


class DocumentTypeFactory(RecordFactory):
    """The first type that has no record yet, with the rule that the product begins with."""

    class Meta:
        model = DocumentType

    title = factory.Sequence(lambda n: f"Type {n}")
    approver = "top_management"
    review_months = 12
    retention_years = 6

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        taken = set(model_class.objects.values_list("type", flat=True))
        kwargs.setdefault("type", next(kind for kind in reversed(Type) if kind not in taken))
        return write(model_class(**kwargs), actor=None, action="create")


class ArticleFactory(RecordFactory):
    """Something that is known, to be reviewed."""

    class Meta:
        model = Article

    title = factory.Sequence(lambda n: f"Article {n}")
    summary = "What to do when it happens."
    text = "# First\n\nDo it."

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        actor, owner = kwargs.pop("created_by"), kwargs.pop("owner", None)
        return create_article(model_class(owner=owner or actor, **kwargs), actor=actor)


class BySystemFactory(RecordFactory):
    """A record that few people may make: by the system, for whoever is to be its creator."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        actor, owner = kwargs.pop("created_by"), kwargs.pop("owner", None)
        return write(model_class(owner=owner or actor, created_by=actor, **kwargs), actor=None, action="create")


class DutyFactory(BySystemFactory):
    """Something to be done every year, from today on."""

    class Meta:
        model = Duty

    title = factory.Sequence(lambda n: f"Duty number {n}")
    proposed_every = 12
    first_due = factory.LazyFunction(today)


class ResourceFactory(BySystemFactory):
    """Two people of whom there is one, this year."""

    class Meta:
        model = Resource

    title = factory.Sequence(lambda n: f"Resource {n}")
    type = "people"
    starts = factory.LazyFunction(lambda: date(today().year, 1, 1))
    ends = factory.LazyFunction(lambda: date(today().year, 12, 31))
    needed = Decimal(2)
    allocated = Decimal(1)
    judged_by = "Tickets of the last year."


class ResourceRequestFactory(RecordFactory):
    """One person more."""

    class Meta:
        model = ResourceRequest

    title = factory.Sequence(lambda n: f"Request {n}")
    type = "people"
    amount = Decimal(1)
    why = "There are more tickets."
    without = "People wait longer."


class ManagementPlanFactory(BySystemFactory):
    """A plan that is being written."""

    class Meta:
        model = ManagementPlan

    title = factory.Sequence(lambda n: f"Plan {n}")
    edition = factory.Sequence(lambda n: n + 1)
    starts = factory.LazyFunction(today)
    ends = factory.LazyFunction(lambda: today() + timedelta(days=364))


class DelegationFactory(RecordFactory):
    """Authority for thirty days that waits to be accepted."""

    class Meta:
        model = Delegation

    title = factory.Sequence(lambda n: f"Delegation {n}")
    delegate = factory.SubFactory(PersonFactory)
    authority = "Orders of tools."
    starts = factory.LazyFunction(today)
    ends = factory.LazyFunction(lambda: today() + timedelta(days=30))


class CalendarFactory(BySystemFactory):
    """Every minute of every day."""

    class Meta:
        model = Calendar

    title = factory.Sequence(lambda n: f"Calendar {n}")

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        hours, zone = kwargs.pop("hours", "24x7"), kwargs.pop("zone", "UTC")
        made = super()._create(model_class, *args, **kwargs)
        made.editions.create(valid_from=date(2000, 1, 1), hours=hours, zone=zone)
        return made


class ServiceFactory(BySystemFactory):
    """A service of the catalogue."""

    class Meta:
        model = Service

    title = factory.Sequence(lambda n: f"Service {n}")
    code = factory.Sequence(lambda n: f"S{n}")
    customer_value = "What one gets from it."


class CatalogueItemFactory(BySystemFactory):
    """Something to ask for."""

    class Meta:
        model = CatalogueItem

    title = factory.Sequence(lambda n: f"Item {n}")
    service = factory.SubFactory(ServiceFactory)
    description = "What one gets."


class ServiceRequirementFactory(BySystemFactory):
    """Something that a service is to do."""

    class Meta:
        model = ServiceRequirement

    title = factory.Sequence(lambda n: f"Requirement {n}")
    service = factory.SubFactory(ServiceFactory)
    required_by = "The users"
    text = "It answers within a second."


class SmsScopeFactory(BySystemFactory):
    """An edition that is written."""

    class Meta:
        model = SmsScope

    title = factory.Sequence(lambda n: f"Scope {n}")
    edition = factory.Sequence(lambda n: n + 1)
    organisation = "Norvik"
    statement = "The system covers the managed workplace."


class CustomerRelationshipFactory(BySystemFactory):
    """A customer that is looked after."""

    class Meta:
        model = CustomerRelationship

    title = factory.Sequence(lambda n: f"Customer {n}")
    organisation = factory.SubFactory(OrganisationFactory, is_customer=True)


class AgreementFactory(BySystemFactory):
    """An agreement that is being drafted."""

    class Meta:
        model = Agreement

    title = factory.Sequence(lambda n: f"Agreement {n}")
    customer = factory.SubFactory(OrganisationFactory, is_customer=True)
    valid_from = date(2016, 1, 1)
    service_hours = factory.SubFactory(CalendarFactory)
    support_hours = factory.SelfAttribute("service_hours")


class TeamFactory(BySystemFactory):
    """A team without members."""

    class Meta:
        model = Team

    title = factory.Sequence(lambda n: f"Team {n}")


class TicketFactory(RecordFactory):
    """A ticket, whose clocks run."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        actor, owner = kwargs.pop("created_by"), kwargs.pop("owner", None)
        return create_ticket(model_class(owner=owner or actor, **kwargs), actor=actor)


class IncidentFactory(TicketFactory):
    """Something that broke."""

    class Meta:
        model = Incident

    title = factory.Sequence(lambda n: f"Incident {n}")


class ServiceRequestFactory(TicketFactory):
    """Something that is asked for."""

    class Meta:
        model = ServiceRequest

    title = factory.Sequence(lambda n: f"Request {n}")


class ServiceReportFactory(BySystemFactory):
    """A report on one month."""

    class Meta:
        model = ServiceReport

    title = factory.Sequence(lambda n: f"Report {n}")
    agreement = factory.SubFactory(AgreementFactory)
    period_from = date(2016, 3, 1)
    period_until = date(2016, 3, 31)


class IndicatorFactory(BySystemFactory):
    """Something that is measured each month, by hand."""

    class Meta:
        model = Indicator

    title = factory.Sequence(lambda n: f"Indicator {n}")
    formula = "What is good / all of it x 100"
    target = 95
    valid_from = date(2016, 1, 1)


class BusinessProcessFactory(BySystemFactory):
    """A process of the business that carries part of the system."""

    class Meta:
        model = BusinessProcess

    title = factory.Sequence(lambda n: f"Business process {n}")
    carries = "Every contract names our service requirements"


class GoalFactory(BySystemFactory):
    """Where the organisation goes."""

    class Meta:
        model = Goal

    title = factory.Sequence(lambda n: f"Goal number {n}")
    why = "Customers stay"


class ObjectiveFactory(BySystemFactory):
    """From 80 to 95 in the year 2016, by an indicator of its own."""

    class Meta:
        model = Objective

    title = factory.Sequence(lambda n: f"Objective number {n}")
    indicator = factory.SubFactory(IndicatorFactory)
    method = "As the indicator counts it"
    baseline = 80
    target = 95
    starts = date(2016, 1, 1)
    until = date(2016, 12, 31)


class ProcessFactory(RecordFactory):
    """A process that has all it needs to be submitted."""

    class Meta:
        model = Process

    title = factory.Sequence(lambda n: f"Process {n}")
    purpose = "Without it things would go wrong."
    trigger = "Something happens."
    inputs = "What comes in"
    outputs = "What goes out"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        actor, owner = kwargs.pop("created_by"), kwargs.pop("owner", None)
        process = model_class(owner=owner or actor, created_by=actor, **kwargs)
        made = create_process(process, actor=None, clauses=Clause.objects.filter(number="8.6.1"))
        process.activities.create(place=1, title="Do it", raci={"process_owner": "A", "service_management_team": "R"})
        return made


class WaiverFactory(RecordFactory):
    """A rule that is to be waived for a month."""

    class Meta:
        model = Waiver

    title = factory.Sequence(lambda n: f"Waiver {n}")
    process = factory.SubFactory(ProcessFactory)
    rule = "Everything is recorded."
    why = "The tool is down."
    risk = "Something is forgotten."
    due = factory.LazyFunction(lambda: today() + timedelta(days=30))


class ProcessReviewFactory(BySystemFactory):
    """A review that is to be held in a month."""

    class Meta:
        model = ProcessReview

    title = factory.Sequence(lambda n: f"Review {n}")
    process = factory.SubFactory(ProcessFactory)
    due = factory.LazyFunction(lambda: today() + timedelta(days=30))


def put_process_in_force(process: Any) -> Any:
    """Let a process go all the way to its first version in force, by the system."""
    submit_process(Process.objects.get(pk=process.pk), actor=None, reason="First")
    write(Process.objects.get(pk=process.pk), actor=None, action="approve")
    process.versions.update(state="approved", approved=timezone.now())
    return publish_process(Process.objects.get(pk=process.pk), actor=None)


class AssessmentFactory(BySystemFactory):
    """The first requirement item that has no assessment yet."""

    class Meta:
        model = Assessment

    title = factory.Sequence(lambda n: f"Item {n}")
    item = factory.LazyFunction(lambda: items_lacking().order_by("clause__sort_key", "place").first())


class RoadmapFactory(BySystemFactory):
    """A way of a year to certification."""

    class Meta:
        model = Roadmap

    title = factory.Sequence(lambda n: f"Roadmap {n}")
    starts = factory.LazyFunction(lambda: today() - timedelta(days=90))
    due = factory.LazyFunction(lambda: today() + timedelta(days=180))


class SmsChangeFactory(RecordFactory):
    """A change of the system that is planned for the next month."""

    class Meta:
        model = SmsChange

    title = factory.Sequence(lambda n: f"Change {n}")
    what = "Reports go out by the fifth working day."
    why = "Customers asked for it."
    effect = "Whoever writes them has less time."
    planned_from = factory.LazyFunction(today)
    planned_until = factory.LazyFunction(lambda: today() + timedelta(days=30))


class ReviewFactory(RecordFactory):
    """A management review of the last three months whose meeting began two hours ago; its owner takes the minutes and presents all."""

    class Meta:
        model = Review

    title = factory.Sequence(lambda n: f"Management review {n}")
    period_from = factory.LazyFunction(lambda: today() - timedelta(days=90))
    period_until = factory.LazyFunction(today)
    freeze_on = factory.LazyFunction(lambda: today() - timedelta(days=2))
    time_zone = "Europe/Berlin"
    starts = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=2))
    ends = factory.LazyAttribute(lambda review: review.starts + timedelta(hours=2))
    chair = factory.SubFactory(PersonFactory)
    people: tuple[Any, ...] = ()

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        """By the verb, which plans its meeting and gives its inputs to presenters."""
        actor, owner = kwargs.pop("created_by"), kwargs.pop("owner", None)
        beside = {name: kwargs.pop(name) for name in ("time_zone", "starts", "ends", "chair", "people")}
        beside["minute_taker"] = kwargs.pop("minute_taker", owner or actor)
        review = model_class(owner=owner or actor, created_by=actor, **kwargs)
        planned = plan_review(review, actor=None, **beside)
        planned.blocks.update(presenter=planned.owner)
        return planned


class ByVerbFactory(RecordFactory):
    """A record about a person that its room's own verb makes; ``owner`` is that person."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        actor, owner = kwargs.pop("created_by"), kwargs.pop("owner", None)
        extra = {name: kwargs.pop(name) for name in ("scopes",) if name in kwargs}
        restricted, title = kwargs.pop("restricted", False), kwargs.pop("title", "")
        kwargs.setdefault("person", owner or PersonFactory())
        made = cls.verb(model_class(created_by=actor, restricted=restricted, **kwargs), actor=None, **extra)
        if title:
            made.title = title
            write(made, actor=None, action="edit")
        return made


class AssignmentFactory(ByVerbFactory):
    """Somebody holds a role from today on."""

    class Meta:
        model = Assignment

    verb = staticmethod(assign)
    role = factory.SubFactory(RoleFactory)
    starts = factory.LazyFunction(today)


class AbsenceFactory(ByVerbFactory):
    """Somebody is away today, and a deputy stands in."""

    class Meta:
        model = Absence

    verb = staticmethod(declare)
    starts = factory.Sequence(lambda n: today() + timedelta(days=n))
    ends = factory.SelfAttribute("starts")
    deputy = factory.SubFactory(PersonFactory)


#: The factory of each kind of record, by the kind's key.
FACTORIES = {
    factory._meta.model.kind_key: factory
    for parent in (RecordFactory, BySystemFactory, TicketFactory, ByVerbFactory)
    for factory in parent.__subclasses__()
    if not factory._meta.abstract
}
