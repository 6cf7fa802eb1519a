"""What rooms bring to a management review, over a hundred thousand tickets with clocks, five thousand values, and others."""

from __future__ import annotations

from dateutil.relativedelta import relativedelta
from django.core.cache import cache

from documents.models import Audience
from improvement.models import Action
from leadership.domain.reviews import inputs as inputs_of_job
from leadership.domain.reviews.freezing import collect_for, freeze
from measures.models import Indicator
from people.calendar import Period, today
from records.domain.bulk import create_many
from records.domain.write import write
from shell.registry import ReviewInput, registry
from tests.bench import cases, measures, reports, scene
from tests.factories import (
    ActionFactory,
    CustomerRelationshipFactory,
    DocumentFactory,
    MeetingFactory,
    ObjectiveFactory,
    OrganisationFactory,
    ResourceFactory,
    ResourceRequestFactory,
    ReviewFactory,
    ServiceFactory,
    SmsChangeFactory,
    WaiverFactory,
    put_in_force,
)

#: Actions, beside a thousand opportunities; records of each other kind.
ACTIONS, OTHERS = 900, 10


def grow_to(size):
    """Tickets, indicators with their values, and two thousand other records."""
    measures.grow_to(size)
    owner = scene.ordinary()
    create_many([_action(number) for number in range(ACTIONS)], actor=None)
    for factory in (CustomerRelationshipFactory, DocumentFactory, MeetingFactory, ResourceFactory, ServiceFactory):
        factory.create_batch(OTHERS, actor=owner)
    for factory in (ResourceRequestFactory, SmsChangeFactory, WaiverFactory, ActionFactory):
        factory.create_batch(OTHERS, actor=owner)
    OrganisationFactory.create_batch(OTHERS, actor=owner, is_supplier=True)
    for number in range(OTHERS):
        policy = DocumentFactory(actor=owner, must_be_read=True)
        Audience.objects.create(document=policy)
        put_in_force(policy)
        _go_for(ObjectiveFactory(actor=owner, indicator=Indicator.objects.order_by("-pk")[number], **_year()))


def _year():
    """The year that runs."""
    return {"starts": today() - relativedelta(months=10), "until": today() + relativedelta(months=2)}


def _go_for(objective):
    """Let it be gone for."""
    for action in ("propose", "approve"):
        objective = write(type(objective).objects.get(pk=objective.pk), actor=None, action=action)


def acts():
    """Each input of a year, and all of them together, as an ordinary person sees them."""
    period = Period(today() - relativedelta(months=12), today())
    inputs = registry.all(ReviewInput)
    found = {"floor: the database counts the tickets": reports._count}
    client, review = cases.signed_in(scene.ordinary()), _planned(period)
    found["review, warm"] = cases._visit(client, review.page_url)
    found["review, cold"] = lambda: (cache.clear(), cases._visit(client, review.page_url)())
    found["assembling the figures of a review"] = lambda: inputs_of_job.freeze(collect_for(review, scene.ordinary()))
    found["all that rooms bring to a review"] = lambda: [_collect(each, period) for each in inputs]
    return {**found, **{f"input {each.code}, {each.key}": lambda each=each: _collect(each, period) for each in inputs}}


def _planned(period):
    """A review of a year, in preparation; the one before it has frozen figures to be compared with."""
    owner = scene.ordinary()
    earlier = ReviewFactory(actor=owner, period_from=period.first - relativedelta(years=1), period_until=period.first)
    freeze(earlier, collect_for(earlier, owner), actor=None)
    for step in ("hold", "submit", "approve"):
        write(type(earlier).objects.get(pk=earlier.pk), actor=None, action=step)
    return ReviewFactory(actor=owner, period_from=period.first, period_until=period.last)


def _collect(declared, period):
    """As a request does it: by a person who was just read, whose standing is known."""
    return declared.collect(period, scene.ordinary())


def _action(number):
    owner = scene.chance.choice(scene.people[:-1])
    day = today() - relativedelta(days=scene.chance.randint(0, 400))
    is_done = number % 3 != 0
    return Action(
        title=f"Action {number}",
        what="What is to be done.",
        owner=owner,
        created_by=owner,
        restricted=scene.chance.random() < 0.2,
        first_due=day,
        due=day,
        done_on=day if is_done else None,
        state="effective" if is_done else "open",
    )
