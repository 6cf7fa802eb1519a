"""Who looks after customers."""

import pytest

from standard.roles import CUSTOMER_LIAISON
from tests.factories import PersonFactory
from tests.roles.conftest import give, twelve

__all__ = ["give", "twelve"]


@pytest.fixture
def liaison(give):
    """The customer liaison officer."""
    person = PersonFactory(display_name="Lia Liaison")
    give(person, CUSTOMER_LIAISON)
    return person
