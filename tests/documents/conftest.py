"""A document on its way, and the people who take it there."""

import pytest

from documents.domain.approval import approve, submit
from documents.models import Document
from jobs.models import Job
from jobs.progress import Progress
from standard.roles import DOCUMENTATION_MANAGER, TOP_MANAGEMENT
from tests.factories import PASSWORD, DocumentFactory, PersonFactory
from tests.roles.conftest import after, give, twelve

__all__ = ["after", "give", "twelve"]


def running(kind):
    """The progress of a job of a kind that a worker holds."""
    return Progress(Job.objects.create(kind=kind, state="running", worker="w"))


@pytest.fixture
def manager(give):
    """The documentation manager."""
    person = PersonFactory(display_name="Dora Manager")
    give(person, DOCUMENTATION_MANAGER)
    return person


@pytest.fixture
def director(give):
    """Top management: approves policies."""
    person = PersonFactory(display_name="Tom Director")
    give(person, TOP_MANAGEMENT)
    return person


@pytest.fixture
def policy(alice):
    """A policy of Alice's, which she wrote."""
    return DocumentFactory(actor=alice, title="Access policy")


@pytest.fixture
def now():
    """A record as it is stored now."""

    def read(record):
        return Document.objects.get(pk=record.pk)

    return read


@pytest.fixture
def sign(now):
    """Somebody signs what is in review, as it is now unless said otherwise."""

    def signed(document, person, **about):
        current = now(document)
        given = {"sha256": current.in_work.blob_id, "password": PASSWORD, "meaning": "I approve it", **about}
        return approve(current, actor=person, **given)

    return signed


@pytest.fixture
def submitted(policy, alice, director):
    """The policy, waiting for its signature."""
    return submit(policy, actor=alice)
