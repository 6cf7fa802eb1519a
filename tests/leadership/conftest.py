"""Top management, the service management representative, and services in use."""

import pytest

from tests.factories import PersonFactory
from tests.roles.conftest import after, give, twelve
from tests.services.conftest import again, desk, director, live, smr

__all__ = ["after", "again", "desk", "director", "give", "live", "smr", "twelve"]


@pytest.fixture
def second(give):
    """Another of top management."""
    person = PersonFactory(display_name="Tessa Top")
    give(person, "top_management")
    return person
