"""An organisation with top management, a goal, and an objective over an indicator with values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from leadership.domain import objectives
from leadership.domain.planning import Line, set_plan
from leadership.models import Objective
from measures.domain.measuring import Entry, measure
from people.calendar import today
from people.models import User
from roles.domain.catalogue import record_missing_roles
from roles.models import Role
from standard.roles import SMR, TOP_MANAGEMENT
from tests.factories import AssignmentFactory, ObjectiveFactory, PersonFactory
from tests.measures.conftest import indicator_with


def holder(role, name):
    """Somebody who holds a role."""
    person = PersonFactory(display_name=name)
    record_missing_roles(person)
    AssignmentFactory(owner=person, role=Role.objects.get(key=role))
    return User.objects.get(pk=person.pk)


@pytest.fixture
def boss(installation):
    """Top management."""
    return holder(TOP_MANAGEMENT, "Tove Boss")


@pytest.fixture
def smr(installation):
    """The service management representative."""
    return holder(SMR, "Sam Rep")


def measured(values, **about):
    """An indicator in use, higher is better, with a value for each month of 2016 from January on."""
    made = indicator_with(title="Kept promises", target=Decimal(95), valid_until=date(2016, 12, 31), **about)
    for month, value in enumerate(values, 1):
        measure(made, Entry(value=Decimal(value)), actor=None, first=date(2016, month, 1))
    return made


def line(person, what="Train everybody", by=date(2030, 1, 1)):
    """A line of a plan."""
    return Line(what, person, "Two days a person", by, "All have passed the test")


@pytest.fixture
def objective(smr, alice):
    """From 80 to 92 in 2016, written by the SMR, owned by Alice, with a plan of one line; 87 in June."""
    made = ObjectiveFactory(
        actor=smr,
        owner=alice,
        title="Keep promises",
        indicator=measured([80, 81, 82, 84, 86, 87]),
        baseline=Decimal(80),
        target=Decimal(92),
    )
    set_plan(Objective.objects.get(pk=made.pk), actor=smr, lines=[line(alice)])
    return Objective.objects.get(pk=made.pk)


def approved(objective, smr, boss):
    """The same, proposed by the SMR and approved by top management."""
    objectives.propose(objective, actor=smr, due=today())
    objectives.approve(Objective.objects.get(pk=objective.pk), actor=boss)
    return Objective.objects.get(pk=objective.pk)
