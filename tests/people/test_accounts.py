"""Sign-in, invitations, closing accounts, set-up."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.domain import accounts, installation, invitations
from people.domain.errors import AccountError
from people.models import AccountEvent, Installation, Invitation, User
from tests.factories import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("account_login")


def sign_in(client, email, password=PASSWORD):
    return client.post(SIGN_IN, {"login": email, "password": password})


def test_signing_in_leads_home_however_the_address_is_written(client, alice):
    assert sign_in(client, alice.email.upper()).url == "/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(client, alice):
    wrong = sign_in(client, alice.email, "no").content.decode()
    unknown = sign_in(client, "nobody@example.org", "no").content.decode()
    words = "E-mail and password do not belong together."
    assert (words in wrong, words in unknown) == (True, True)


def test_after_many_wrong_passwords_the_right_one_waits_too(client, alice):
    for _ in range(12):
        sign_in(client, alice.email, "wrong")
    assert sign_in(client, alice.email).status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_superuser_cannot_be(alice):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=alice.pk).update(is_superuser=True)


def test_one_address_has_one_account_however_it_is_written(alice):
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonFactory(email=alice.email.upper())


def test_deactivating_ends_sessions_at_once(client, alice, admin):
    sign_in(client, alice.email)
    assert client.get("/").status_code == 200
    accounts.deactivate(alice, actor=admin)
    assert client.get("/").url.startswith(SIGN_IN)
    assert sign_in(client, alice.email).url == reverse("account_inactive")
    assert client.get("/").url.startswith(SIGN_IN)
    assert list(alice.account_events.values_list("action", "actor")) == [("deactivated", admin.pk)]


def test_the_last_administrator_stays(admin):
    with pytest.raises(AccountError, match="last administrator"):
        accounts.deactivate(admin, actor=admin)
    other = PersonFactory(is_administrator=True)
    accounts.deactivate(admin, actor=other)
    assert User.objects.get(pk=admin.pk).is_active is False


def test_nobody_makes_themselves_an_administrator(alice, admin):
    with pytest.raises(AccountError, match="own rights"):
        accounts.change_account(admin, actor=admin, values={"is_administrator": False})
    with pytest.raises(AccountError):
        accounts.change_account(alice, actor=alice, values={"is_administrator": True})


def test_only_administrators_invite(alice):
    with pytest.raises(PermissionDenied):
        invitations.invite(actor=alice, email="new@example.org", display_name="New")


def invite(client, admin):
    invitations.invite(actor=admin, email="New@Example.org", display_name="Nia New", job_title="Buyer")
    return mail.outbox[-1].body.split("http://127.0.0.1:8000")[1].split()[0]


def test_an_invitation_is_accepted_once(client, admin):
    link = invite(client, admin)
    answer = client.post(link, {"display_name": "Nia New", "password": "a very long sentence"})
    made = User.objects.get(email="new@example.org")
    assert (answer.url, made.job_title, client.session["_auth_user_id"]) == ("/", "Buyer", str(made.pk))
    assert client.get(link).status_code == 404


def test_a_short_password_is_refused_at_its_field_and_the_name_kept(client, admin):
    link = invite(client, admin)
    page = client.post(link, {"display_name": "Typed Name", "password": "short"}).content.decode()
    assert ("at least 12 characters" in page, "Typed Name" in page, "#id_password" in page) == (True, True, True)


@pytest.mark.parametrize("change", [{"revoked": timezone.now()}, {"sent": timezone.now() - timedelta(days=8)}])
def test_an_invitation_taken_back_or_lapsed_opens_nothing(client, admin, change):
    link = invite(client, admin)
    Invitation.objects.update(**change)
    assert client.get(link).status_code == 404


def test_a_forged_token_opens_nothing(client, admin):
    invite(client, admin)
    assert client.get(reverse("people:accept", args=["forged"])).status_code == 404


def test_an_address_with_an_account_is_not_invited_again(client_of, admin, alice):
    answer = client_of(admin).post(reverse("people:invite"), {"email": alice.email, "display_name": "Again"})
    assert "This address has an account already" in answer.content.decode()
    assert Invitation.objects.count() == 0


def test_a_forgotten_password_is_set_anew_by_mail(client, alice):
    client.post(reverse("account_reset_password"), {"email": alice.email})
    link = mail.outbox[-1].body.split("http://127.0.0.1:8000")[1].split()[0]
    page = client.get(link, follow=True)
    new = "another long sentence"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    client.logout()
    assert sign_in(client, alice.email, new).url == "/"


def test_the_reset_of_an_unknown_address_says_the_same(client, installation):
    answer = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert answer.url == reverse("account_reset_password_done")


def test_preferences_take_effect_on_the_next_page(client_of, alice):
    client = client_of(alice)
    values = {
        "display_name": "Alice Berg",
        "language": "en",
        "time_zone": "Asia/Tokyo",
        "theme": "dark",
        "density": "compact",
    }
    client.post(reverse("people:preferences"), values)
    page = client.get("/").content.decode()
    assert ('data-bs-theme="dark"' in page, 'data-density="compact"' in page) == (True, True)


def test_the_directory_asks_the_same_however_many_there_are(client_of, admin):
    client, counts = client_of(admin), []
    for _ in range(2):
        client.get("/people/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/people/")
        counts.append(len(queries))
        PersonFactory.create_batch(9)
    assert (
        counts[0] == counts[1] <= 9
    )  # four are the frame's: the bell, what waits and is to be decided, and by what right


class TestSetUp:
    ANSWERS = {
        "organisation": "Norvik",
        "time_zone": "Europe/Oslo",
        "language": "en",
        "display_name": "First Admin",
        "email": "first@example.org",
        "password": "a very long sentence",
    }

    @pytest.fixture(autouse=True)
    def _new(self, db, settings):
        Installation.objects.all().delete()

    def test_every_page_says_how_to_set_up(self, client):
        answer = client.get("/")
        assert (answer.status_code, "one-time link" in answer.content.decode()) == (503, True)

    def test_the_link_works_once(self, client):
        link = reverse("people:set-up", args=[installation.new_set_up_token()])
        assert client.get(link).status_code == 200
        assert client.post(link, self.ANSWERS).url == "/"
        first = User.objects.get()
        assert (first.is_administrator, first.time_zone) == (True, "Europe/Oslo")
        assert client.post(link, self.ANSWERS).status_code == 404
        assert AccountEvent.objects.get().action == "set_up"

    def test_of_two_at_once_one_wins(self):
        token = installation.new_set_up_token()
        about = {"organisation": "N", "time_zone": "UTC", "language": "en"}
        first = {"email": "a@example.org", "display_name": "A", "password": "x"}
        installation.set_up(token, **about, administrator=first)
        with pytest.raises(AccountError):
            installation.set_up(token, **about, administrator={**first, "email": "b@example.org"})
        assert User.objects.count() == 1

    def test_a_new_link_ends_the_old_one(self, client):
        old = installation.new_set_up_token()
        installation.new_set_up_token()
        assert client.get(reverse("people:set-up", args=[old])).status_code == 404
