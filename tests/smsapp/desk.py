"""What tests of My work arrange: roles held, people away, time gone by."""

from datetime import timedelta

from django.utils import timezone

from people.calendar import today
from records.access.standing import HOLD
from records.domain.rights import Cover, Right, settle_covers, settle_rights
from records.models import Desk
from standard.catalogue import role_label
from tests.factories import OrganisationFactory

DAY = timedelta(days=1)


def give_role(person, role, until=None):
    """Let a person hold a role; returns the record that stands for it."""
    source = OrganisationFactory(title=role_label(role))
    settle_rights(source, [Right(person, source.pk, HOLD, role, today(), until)], [], actor=None)
    return source


def let_stand_in(deputy, absent, until=None):
    """Let one person stand in for another."""
    settle_covers(OrganisationFactory(), [Cover(absent, deputy, today(), until or today() + 9 * DAY)])


def days_pass(person, count=1):
    """Let a person's last look lie some days back."""
    kept = Desk.objects.get(person=person)
    kept.looked = timezone.now() - count * DAY
    kept.save()


def visit(client):
    """My work as somebody opens it: looked at, and the look kept, as the page does once it is there."""
    page = client.get("/")
    if page.context["newest"] is not None:
        client.post("/my-work/looked/", {"upto": page.context["newest"]})
    return page
