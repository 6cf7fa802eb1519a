"""People every test may ask for, and the installation they work in."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from people.calendar import today
from people.models import Installation
from tests.access.scene import make_scene
from tests.factories import PersonFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from people.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


#: What a test asks for that uses the database.
DATABASE = frozenset({"db", "transactional_db", "django_db_serialized_rollback", "live_server"})


def pytest_collection_modifyitems(config, items):
    """Beside SQLite, leave out what asks no database: it answers the same."""
    if connection.vendor == "sqlite":
        return
    asking = [each for each in items if each.get_closest_marker("django_db") or DATABASE & set(each.fixturenames)]
    config.hook.pytest_deselected(items=[each for each in items if each not in asking])
    items[:] = asking


def pytest_collection_finish():
    """What was imported stays until the end: it is not looked through for what may be thrown away."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def installation(db: None) -> Installation:
    """An installation that is set up, whose time zone has been asked for: tests count queries."""
    made = Installation.objects.create(organisation="Norvik", set_up_at=timezone.now())
    today()
    return made


@pytest.fixture
def alice(installation: Installation) -> User:
    """Owns things."""
    return PersonFactory(display_name="Alice Berg")


@pytest.fixture
def bob(installation: Installation) -> User:
    """Works beside her."""
    return PersonFactory(display_name="Bob Costa")


@pytest.fixture
def charlie(installation: Installation) -> User:
    """Has no part in it."""
    return PersonFactory(display_name="Charlie Dahl")


@pytest.fixture
def admin(installation: Installation) -> User:
    """Administers the installation."""
    return PersonFactory(display_name="Ada Maes", is_administrator=True)


@pytest.fixture
def scene(alice, bob, charlie, admin):
    """A record of each kind with one of everything on it: Alice's, recorded by Bob; Charlie has no part in it."""
    return make_scene(alice, bob, charlie, admin)


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A browser in which somebody is signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return signed_in
