"""Two at the same moment, in two threads, against the real database."""

import pytest
from django.core import mail
from django.utils import timezone

from people.domain import accounts, installation, invitations
from people.domain.errors import AccountError
from people.models import Installation, Invitation, User
from tests.factories import PersonFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def outcomes(*verbs):
    """What each of the verbs came to: "done", or "refused" by an AccountError."""
    refused = at_once(*verbs)
    assert [error for error in refused if not isinstance(error, AccountError)] == []
    return ["done"] * (len(verbs) - len(refused)) + ["refused"] * len(refused)


def test_of_two_who_set_up_one_wins():
    token = installation.new_set_up_token()
    about = {"organisation": "N", "time_zone": "UTC", "language": "en"}

    def set_up(email):
        administrator = {"email": email, "display_name": "A", "password": "x"}
        return lambda: installation.set_up(token, **about, administrator=administrator)

    assert outcomes(set_up("a@example.org"), set_up("b@example.org")) == ["done", "refused"]
    assert (User.objects.count(), installation.is_set_up_token(token)) == (1, False)


def test_of_two_who_accept_one_wins():
    Installation.objects.create(set_up_at=timezone.now())
    admin = PersonFactory(is_administrator=True)
    invitation = invitations.invite(actor=admin, email="nia@example.org", display_name="Nia")

    def accept():
        invitations.accept_invitation(Invitation.objects.get(pk=invitation.pk), display_name="Nia", password="x")

    assert (outcomes(accept, accept), User.objects.count(), len(mail.outbox)) == (["done", "refused"], 2, 1)


def test_two_administrators_who_close_each_other_leave_one():
    one, other = PersonFactory.create_batch(2, is_administrator=True)
    closes = [
        lambda: accounts.deactivate(other, actor=one),
        lambda: accounts.deactivate(one, actor=other),
    ]
    assert outcomes(*closes) == ["done", "refused"]
    assert User.objects.filter(is_administrator=True, is_active=True).count() == 1


def test_two_administrators_who_demote_each_other_leave_one():
    one, other = PersonFactory.create_batch(2, is_administrator=True)
    values = {"is_administrator": False}
    demotes = [
        lambda: accounts.change_account(other, actor=one, values=values),
        lambda: accounts.change_account(one, actor=other, values=values),
    ]
    assert outcomes(*demotes) == ["done", "refused"]
    assert User.objects.filter(is_administrator=True).count() == 1
