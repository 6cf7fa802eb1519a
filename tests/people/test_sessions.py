"""Sessions end when they must, pages speak as people chose, and refused visitors find the way in."""

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone, translation

from people.domain import accounts, invitations
from people.middleware import PreferencesMiddleware
from people.models import Installation, User
from people.templatetags.people import as_browser
from people.views.entry import too_many
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

SIGN_IN = reverse("account_login")
CHANGE = reverse("account_change_password")
NEW = "another long sentence"


def sign_in(client, user, password=PASSWORD):
    return client.post(SIGN_IN, {"login": user.email, "password": password})


def mailed_link():
    return mail.outbox[-1].body.split("http://127.0.0.1:8000")[1].split()[0]


def accept(client, admin, email="new@example.org"):
    invitations.invite(actor=admin, email=email, display_name="Nia New")
    client.post(mailed_link(), {"display_name": "Nia New", "password": "a very long sentence"})
    return User.objects.get(email=email)


def test_a_session_that_ended_stays_ended_when_the_account_is_opened_again(client, alice, admin):
    sign_in(client, alice)
    accounts.deactivate(alice, actor=admin)
    accounts.reactivate(alice, actor=admin)
    assert client.get("/").url.startswith(SIGN_IN)
    assert sign_in(client, alice).url == "/"


def test_the_session_opened_by_an_invitation_ends_with_the_account_too(client, admin):
    made = accept(client, admin)
    assert (client.get("/").status_code, UserSession.objects.filter(user=made).count()) == (200, 1)
    accounts.deactivate(made, actor=admin)
    accounts.reactivate(made, actor=admin)
    assert client.get("/").url.startswith(SIGN_IN)


def test_accepting_as_somebody_else_ends_their_session(client, alice, admin):
    sign_in(client, alice)
    made = accept(client, admin)
    assert client.session["_auth_user_id"] == str(made.pk)


def test_a_deactivated_person_is_sent_no_link(client, alice, admin):
    accounts.deactivate(alice, actor=admin)
    client.post(reverse("account_reset_password"), {"email": alice.email})
    assert mail.outbox == []


def test_a_person_ends_their_other_sessions_and_keeps_this_one(client, alice):
    other = Client()
    sign_in(other, alice)
    sign_in(client, alice)
    assert "End all other sessions" in client.get(reverse("usersessions_list")).content.decode()
    client.post(reverse("usersessions_list"))
    assert (client.get("/").status_code, other.get("/").status_code) == (200, 302)


def test_a_changed_password_ends_other_sessions_and_keeps_this_one(client, alice):
    other = Client()
    sign_in(other, alice)
    sign_in(client, alice)
    client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert (client.get("/").status_code, other.get("/").status_code) == (200, 302)
    assert sign_in(Client(), alice, NEW).url == "/"


def test_a_password_is_not_changed_without_the_old_one(client, alice):
    sign_in(client, alice)
    client.post(CHANGE, {"oldpassword": "wrong", "password1": NEW, "password2": NEW})
    assert sign_in(Client(), alice).url == "/"


@pytest.mark.parametrize(("password", "status"), [(PASSWORD, 302), ("wrong", 200)])
def test_who_says_the_password_once_more_goes_on(client, alice, password, status):
    sign_in(client, alice)
    assert client.post(reverse("account_reauthenticate"), {"password": password}).status_code == status


def test_the_mail_of_a_reset_names_our_address_whatever_the_browser_claims(client, alice, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post(reverse("account_reset_password"), {"email": alice.email}, headers={"Host": "evil.example"})
    sent = mail.outbox[-1]
    assert sent.subject == "Your new password for SMSapp"
    assert ("evil" in sent.body, sent.body.count("http://127.0.0.1:8000/account/password/reset/key/")) == (False, 1)


def test_the_link_of_a_reset_works_once(client, alice):
    client.post(reverse("account_reset_password"), {"email": alice.email})
    link = mailed_link()
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert "used already or is too old" in Client().get(link, follow=True).content.decode()


def test_asking_too_often_for_a_new_password_is_told_on_a_page_of_ours(client, alice):
    answers = [client.post(reverse("account_reset_password"), {"email": f"n{n}@example.org"}) for n in range(30)]
    assert answers[0].status_code == 302
    assert (answers[-1].status_code, "Too many tries" in answers[-1].content.decode()) == (429, True)


def test_too_many_tries_are_told_on_a_page_of_ours(rf):
    answer = too_many(rf.get(SIGN_IN))
    assert (answer.status_code, "Wait five minutes" in answer.content.decode()) == (429, True)


@pytest.mark.parametrize("page", ["account_signup", "account_email", "account_set_password"])
def test_pages_of_the_library_that_we_do_not_use_have_no_address(page):
    from django.urls import NoReverseMatch

    with pytest.raises(NoReverseMatch):
        reverse(page)


def test_part_of_a_page_asked_for_after_the_session_ended_moves_the_whole_page_to_sign_in(client, installation):
    here = {"HX-Request": "true", "HX-Current-URL": "http://testserver/people/?q=berg"}
    answer = client.get("/people/?q=berg", headers=here)
    assert (answer.status_code, answer["HX-Redirect"]) == (401, f"{SIGN_IN}?next=%2Fpeople%2F%3Fq%3Dberg")


def test_part_of_a_page_of_another_host_leads_home_after_sign_in(client, installation):
    here = {"HX-Request": "true", "HX-Current-URL": "http://evil.example/people/"}
    assert client.get("/people/", headers=here)["HX-Redirect"] == f"{SIGN_IN}?next=%2F"


class TestLanguageAndTime:
    def seen_by(self, person):
        seen = []
        request = RequestFactory().get("/")
        request.user = person
        PreferencesMiddleware(
            lambda _request: seen.append((translation.get_language(), timezone.get_current_timezone_name()))
        )(request)
        return seen[0]

    def test_a_person_sees_their_own_without_a_query(self, alice, django_assert_num_queries):
        alice.time_zone = "Asia/Tokyo"
        with django_assert_num_queries(0):
            assert self.seen_by(alice) == ("en", "Asia/Tokyo")

    def test_a_visitor_sees_those_of_the_installation(self, installation):
        from django.contrib.auth.models import AnonymousUser

        Installation.objects.update(time_zone="Europe/Oslo")
        assert self.seen_by(AnonymousUser()) == ("en", "Europe/Oslo")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
            "Edge on Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        ("curl/8.9", "A browser"),
    ],
)
def test_a_session_is_named_by_its_browser(agent, words):
    assert as_browser(agent) == words
