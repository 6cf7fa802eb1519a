"""Wrong tries are counted by the caller's true address, and sign-in leads to pages of ours alone."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

SIGN_IN = reverse("account_login")
#: Allowed in a minute from one address are ten.
TRIES = range(12)


def sign_in(user, password=PASSWORD, **options):
    return Client().post(SIGN_IN, {"login": user.email, "password": password}, **options).status_code


def fail(number, **options):
    wrong = {"login": f"n{number}@example.org", "password": "wrong"}
    return Client().post(SIGN_IN, wrong, **options)


def by_way_of(*addresses):
    return {"headers": {"X-Forwarded-For": ", ".join(addresses)}}


@pytest.fixture
def _behind_proxy(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1


@pytest.mark.usefixtures("_behind_proxy")
def test_behind_a_proxy_wrong_tries_of_some_do_not_keep_others_out(alice):
    for number in TRIES:
        fail(number, **by_way_of(f"198.51.100.{number}"))
    assert sign_in(alice, **by_way_of("203.0.113.7")) == 302


@pytest.mark.usefixtures("_behind_proxy")
def test_behind_a_proxy_only_what_the_proxy_says_counts(alice):
    for number in TRIES:
        fail(number, **by_way_of(f"198.51.100.{number}", "203.0.113.7"))
    assert sign_in(alice, **by_way_of("192.0.2.1", "203.0.113.7")) != 302


def test_without_a_proxy_a_forged_address_gives_no_more_tries(alice):
    for number in TRIES:
        fail(number, **by_way_of(f"198.51.100.{number}"))
    assert sign_in(alice, **by_way_of("192.0.2.1")) != 302


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("/people/?q=berg", "/people/?q=berg"),
        ("http://127.0.0.1:8000/people/", "http://127.0.0.1:8000/people/"),
        ("http://localhost/", "/"),
        ("http://127.0.0.1/", "/"),
        ("http://127.0.0.1:8001/", "/"),
        ("http://testserver/", "/"),
        ("//evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_sign_in_leads_to_addresses_of_this_installation_alone(client, alice, asked, place):
    answer = client.post(SIGN_IN, {"login": alice.email, "password": PASSWORD, "next": asked})
    assert (answer.status_code, answer.url) == (302, place)


def test_with_tls_sign_in_leads_to_no_page_without_it(client, alice, settings):
    settings.SITE_URL, settings.IS_HTTPS = "https://sms.example.org", True
    sent = {"login": alice.email, "password": PASSWORD, "next": "http://sms.example.org/people/"}
    assert client.post(SIGN_IN, sent).url == "/"
