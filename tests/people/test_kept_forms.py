"""What was typed when the session had ended: kept for its author, for nobody else, and no secrets."""

import time
from datetime import timedelta

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people import kept_forms
from people.domain import accounts
from people.models import KeptForm
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

INVITE = reverse("people:invite")


def author_of(user):
    return kept_forms.author_field(user).split('value="')[1].split('"')[0]


def sign_in(client, user):
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD, "next": INVITE})


def typed(user, **more):
    return {"email": "nia@example.org", "display_name": "Typed Before", "_author": author_of(user), **more}


def test_a_form_of_accounts_keeps_what_was_typed(client, admin):
    assert client.post(INVITE, typed(admin)).url == f"{reverse('account_login')}?next=%2Fpeople%2Finvite%2F"
    sign_in(client, admin)
    page = client.get(INVITE)
    assert (page.status_code, "Typed Before" in page.content.decode()) == (200, True)
    assert "Typed Before" not in client.get(INVITE).content.decode()


def test_another_person_does_not_see_it_and_it_is_gone(client, admin, alice):
    accounts.change_account(alice, actor=admin, values={"is_administrator": True})
    client.post(INVITE, typed(admin))
    sign_in(client, alice)
    assert "Typed Before" not in client.get(INVITE).content.decode()
    assert kept_forms.SESSION_KEY not in client.session
    assert KeptForm.objects.count() == 0


def test_another_address_does_not_take_it(client, admin):
    client.post(INVITE, typed(admin))
    sign_in(client, admin)
    client.get(reverse("people:preferences"))
    assert "Typed Before" in client.get(INVITE).content.decode()


def test_passwords_and_tokens_are_not_kept(client, admin):
    secrets = {"password": "p", "oldPassword": "p", "password1": "p", "csrfmiddlewaretoken": "t"}
    client.post(INVITE, typed(admin, **secrets))
    kept = KeptForm.objects.values().get(key=client.session[kept_forms.SESSION_KEY])
    assert {name: kept[name] for name in ("path", "data", "author_id", "has_file")} == {
        "path": INVITE,
        "data": "email=nia%40example.org&display_name=Typed+Before",
        "author_id": admin.pk,
        "has_file": False,
    }


def test_a_chosen_file_is_not_kept_and_the_page_says_so(client, admin):
    again = "Choose the file again"
    client.post(INVITE, typed(admin, file=SimpleUploadedFile("a.txt", b"text")))
    sign_in(client, admin)
    assert again in client.get(INVITE).content.decode()
    client.logout()
    client.post(INVITE, typed(admin))
    sign_in(client, admin)
    page = client.get(INVITE).content.decode()
    assert ("stands here again" in page, again in page) == (True, False)


@pytest.mark.parametrize("author", ["1:forged", "", "\x00"])
def test_strangers_fill_no_sessions(client, admin, author):
    client.post(INVITE, {**typed(admin), "_author": author})
    assert kept_forms.SESSION_KEY not in client.session


def test_a_value_signed_for_something_else_is_no_author(client, admin):
    client.post(INVITE, {**typed(admin), "_author": signing.dumps(admin.pk, salt="other")})
    assert kept_forms.SESSION_KEY not in client.session


def test_very_long_texts_are_not_kept(client, admin):
    client.post(INVITE, typed(admin, job_title="x" * kept_forms.MAX))
    assert kept_forms.SESSION_KEY not in client.session


@pytest.mark.parametrize(("days", "is_kept"), [(6, True), (8, False)])
def test_a_mark_is_good_for_as_long_as_a_session_can_be(client, admin, monkeypatch, days, is_kept):
    now = time.time()
    with monkeypatch.context() as past:
        past.setattr(time, "time", lambda: now - days * 24 * 60 * 60)
        sent = typed(admin)
    client.post(INVITE, sent)
    assert (kept_forms.SESSION_KEY in client.session, KeptForm.objects.exists()) == (is_kept, is_kept)


def test_of_a_closed_account_nothing_is_kept(client, alice, admin):
    sent = typed(alice)
    accounts.deactivate(alice, actor=admin)
    client.post(INVITE, sent)
    assert kept_forms.SESSION_KEY not in client.session


def test_one_form_a_person_is_kept_however_often_it_is_sent(client, admin):
    for number in range(3):
        Client().post(INVITE, typed(admin, job_title=str(number)))
    client.post(INVITE, typed(admin, job_title="the last"))
    assert (KeptForm.objects.count(), "the+last" in KeptForm.objects.get().data) == (1, True)
    sign_in(client, admin)
    assert "the last" in client.get(INVITE).content.decode()


def test_only_the_session_that_sent_it_is_shown_it(client, admin):
    Client().post(INVITE, typed(admin))
    sign_in(client, admin)
    assert "Typed Before" not in client.get(INVITE).content.decode()


def test_what_nobody_came_back_for_is_dropped_after_a_sessions_age(client, alice, admin):
    client.post(INVITE, typed(alice))
    KeptForm.objects.update(kept=timezone.now() - timedelta(days=8))
    Client().post(INVITE, typed(admin))
    assert list(KeptForm.objects.values_list("author", flat=True)) == [admin.pk]
