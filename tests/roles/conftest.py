"""Twelve roles, and a calendar that can be turned on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from people.calendar import today
from records.access.standing import forget, standing_of
from roles.domain.assigning import assign
from roles.domain.catalogue import record_missing_roles, roles_by_key
from roles.models import Assignment


@pytest.fixture
def twelve(admin):
    """The roles of the catalogue, by key."""
    record_missing_roles(admin)
    return roles_by_key()


@pytest.fixture
def give(twelve, admin):
    """Gives somebody a role, from today on unless said otherwise."""

    def given(person, role, scopes=(), *, actor=admin, **about):
        about = {"starts": today(), **about}
        made = assign(Assignment(person=person, role=twelve[role], **about), actor=actor, scopes=scopes)
        forget(person)
        return made

    return given


@pytest.fixture
def after(monkeypatch):
    """Lets it be some days later."""
    real = timezone.localdate

    def turn(days):
        moved = timedelta(days=days)
        monkeypatch.setattr(timezone, "localdate", lambda *args, **kwargs: real(*args, **kwargs) + moved)

    return turn


@pytest.fixture
def standing():
    """What a person has now, read anew."""

    def read(person):
        forget(person)
        return standing_of(person)

    return read
