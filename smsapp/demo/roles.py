"""Who holds which role in the demo organisation."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from people.calendar import today
from roles.domain import absences, assigning
from roles.domain.catalogue import record_missing_roles, roles_by_key
from roles.models import Absence, Assignment
from smsapp.demo import words
from standard.roles import (
    COMMUNICATION_COORDINATOR,
    CUSTOMER_LIAISON,
    PROCESS_OWNER,
    SERVICE_MANAGEMENT_TEAM,
    SMR,
    TOP_MANAGEMENT,
    TRAINING_COORDINATOR,
)

if TYPE_CHECKING:
    from parties.models import Organisation
    from people.models import User
    from roles.models import Role

#: Begun this long ago, so that terms have a past.
SINCE = timedelta(days=200)
#: Days to the end of the terms that are about to pass.
ENDING = {TRAINING_COORDINATOR: 21, TOP_MANAGEMENT: 400}
#: Roles with a second holder, who stands in for the first: its place among the people.
SECONDS = {PROCESS_OWNER: 12, SERVICE_MANAGEMENT_TEAM: 13, CUSTOMER_LIAISON: 14}


def give_roles(people: list[User], organisations: list[Organisation]) -> None:
    """The first twelve people hold a role each; some have a second, some have not accepted, one is away."""
    record_missing_roles(people[1])
    roles = roles_by_key()
    customers = [found for found in organisations if found.is_customer][:3]
    for place, (key, _title) in enumerate(words.ROLES):
        scopes = customers if key == CUSTOMER_LIAISON else []
        _give(roles[key], people[place], _giver(key, people), scopes, deputy=_second(key, people))
    for key, place in SECONDS.items():
        _give(roles[key], people[place], people[1], organisations[3:5])
    away = people[SECONDS[PROCESS_OWNER]]
    days = {"starts": today() - timedelta(days=1), "ends": today() + timedelta(days=6)}
    absences.declare(Absence(person=away, deputy=people[2], note=words.AWAY, **days), actor=away)


def _giver(key: str, people: list[User]) -> User | None:
    """Top management is named before there is anybody to name it; it names the SMR, who names the others."""
    return {TOP_MANAGEMENT: None, SMR: people[0]}.get(key, people[1])


def _second(key: str, people: list[User]) -> User | None:
    return people[SECONDS[key]] if key in SECONDS else None


def _give(role: Role, person: User, giver: User | None, scopes: list[Organisation], deputy: User | None = None) -> None:
    ends = today() + timedelta(days=ENDING[role.key]) if role.key in ENDING else None
    made = Assignment(
        role=role,
        person=person,
        starts=today() - SINCE,
        ends=ends,
        deputy=deputy,
        competence=words.COMPETENCE,
        created_by=person,
    )
    assigning.assign(made, actor=giver, scopes=scopes)
    if role.key != COMMUNICATION_COORDINATOR:
        assigning.accept(made, actor=person)
