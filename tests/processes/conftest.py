"""A process on its way, and the people who take it there."""

import pytest

from processes.domain import approving
from processes.models import Process
from standard.roles import SMR, TOP_MANAGEMENT
from tests.factories import PASSWORD, PersonFactory, ProcessFactory
from tests.roles.conftest import after, give, twelve

__all__ = ["after", "give", "twelve"]


@pytest.fixture
def director(give):
    """Top management: signs."""
    person = PersonFactory(display_name="Tom Director")
    give(person, TOP_MANAGEMENT)
    return person


@pytest.fixture
def representative(give):
    """The service management representative."""
    person = PersonFactory(display_name="Sonja Rep")
    give(person, SMR)
    return person


@pytest.fixture
def process(alice):
    """A process of Alice's, which she writes."""
    return ProcessFactory(actor=alice, owner=alice, title="Incident management")


@pytest.fixture
def now():
    """A process as it is stored now."""
    return lambda process: Process.objects.get(pk=process.pk)


@pytest.fixture
def sign(now):
    """Somebody signs the version in review, as it is now unless said otherwise."""

    def signed(process, person, **about):
        version = approving.version_in_work(process)
        given = {"sha256": version.blob_id, "password": PASSWORD, "meaning": "I approve it", **about}
        return approving.approve(now(process), actor=person, **given)

    return signed
