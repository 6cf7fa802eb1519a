"""Who may do what with roles, assignments and absences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from records.access.defaults import hung_on_by, rules
from records.access.predicates import anyone, holds, is_administrator, nobody, predicate
from records.access.standing import standing_of
from standard.roles import SMR, TOP_MANAGEMENT

if TYPE_CHECKING:
    from people.models import User


@predicate(_("the person it is about"))
def is_its_person(user: User, record: Any) -> bool:
    """Who holds the role, or is away; a deputy does not answer for the person here."""
    return record is not None and record.person_id == user.pk


@predicate(_("not the person it is about"))
def is_another(user: User, record: Any) -> bool:
    """Nobody gives themselves a role, nor does their deputy in their stead."""
    return record is None or record.person_id not in {user.pk, standing_of(user).acts_for}


#: Responsibilities and authorities are top management's to give (clause 5.3).
assigns = holds(TOP_MANAGEMENT) | holds(SMR) | is_administrator
takes_part = is_its_person | assigns


@predicate(_("not the role of top management"))
def is_not_of_top_management(_user: User, assignment: Any) -> bool:
    """Top management is named by itself, not by those who report to it."""
    return assignment is None or assignment.role_id is None or assignment.role.key != TOP_MANAGEMENT


#: Who may give the role that an assignment names.
gives = holds(TOP_MANAGEMENT) | is_administrator | (holds(SMR) & is_not_of_top_management)
gives_others = gives & is_another

#: None of these is withdrawn: a role is retired, an assignment ended, an absence called off, and rights follow.
ALWAYS_THERE = {"withdraw": nobody, "restore": nobody, "share": nobody, "hand_over": nobody}

ROLE = rules(
    **ALWAYS_THERE,
    **hung_on_by(assigns),
    create=assigns,
    edit=assigns,
    retire=assigns,
    revive=assigns,
)
ASSIGNMENT = rules(
    **ALWAYS_THERE,
    **hung_on_by(takes_part),
    create=gives,
    edit=gives_others,
    accept=is_its_person,
    decline=is_its_person,
    end=is_its_person | gives,
)
ABSENCE = rules(
    **ALWAYS_THERE,
    **hung_on_by(takes_part),
    create=anyone,
    edit=takes_part,
    call_off=takes_part,
)


@predicate(_("the person who hands over"))
def is_oneself(user: User, person: Any) -> bool:
    """Who leaves, or goes to other work."""
    return bool(user.pk == person.pk)


#: Who may let a person's tasks and records go to another.
hands_over = is_oneself | assigns
