"""What was done to accounts is written down and stays; what may not be done is refused."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from jobs.domain.carrying import carry_out
from jobs.domain.queue import claim
from jobs.models import Mail
from people.domain import accounts, invitations
from people.domain.errors import AccountError
from people.domain.tokens import hash_of
from people.models import AccountEvent, Installation, Invitation, User
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def told(account):
    return list(account.account_events.order_by("id").values_list("action", "actor", "detail"))


def link_in_mail():
    return mail.outbox[-1].body.split("http://127.0.0.1:8000")[1].split()[0]


class TestEvents:
    def test_a_change_keeps_before_and_after(self, alice, admin):
        accounts.change_account(alice, actor=admin, values={"job_title": "Head", "display_name": alice.display_name})
        assert told(alice) == [("changed", admin.pk, {"changes": {"job_title": ["", "Head"]}})]

    def test_rights_given_and_taken_have_words_of_their_own(self, alice, admin):
        accounts.change_account(alice, actor=admin, values={"is_administrator": True})
        accounts.change_account(alice, actor=admin, values={"is_administrator": False})
        assert [action for action, _actor, _detail in told(alice)] == ["made_administrator", "unmade_administrator"]

    def test_nothing_changed_writes_nothing(self, alice, admin):
        accounts.change_account(alice, actor=admin, values={"job_title": alice.job_title})
        assert told(alice) == []

    def test_a_new_password_is_told_and_not_written_down(self, client, alice):
        client.post(reverse("account_reset_password"), {"email": alice.email})
        page = client.get(link_in_mail(), follow=True)
        new = "another long sentence"
        client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
        assert told(alice) == [("password", alice.pk, {})]

    def test_events_stay_as_they_were_written(self, alice, admin):
        accounts.deactivate(alice, actor=admin)
        event = AccountEvent.objects.get()
        event.action = "invited"
        for change in (event.save, event.delete, AccountEvent.objects.all().delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
        assert told(alice) == [("deactivated", admin.pk, {})]

    def test_closing_or_opening_twice_is_told_once(self, alice, admin):
        accounts.deactivate(alice, actor=admin)
        with pytest.raises(AccountError, match="deactivated already"):
            accounts.deactivate(alice, actor=admin)
        accounts.reactivate(alice, actor=admin)
        with pytest.raises(AccountError, match="active already"):
            accounts.reactivate(alice, actor=admin)
        assert [action for action, _actor, _detail in told(alice)] == ["deactivated", "reactivated"]

    def test_administrators_read_them_on_the_page_of_the_person_and_others_do_not(self, client_of, alice, admin):
        accounts.change_account(alice, actor=admin, values={"job_title": "Head of buying"})
        place = reverse("people:account", args=[alice.pk])
        shown = "<del>empty</del> <ins>Head of buying</ins>"
        assert shown in client_of(admin).get(place).content.decode()
        assert shown not in client_of(alice).get(place).content.decode()


class TestWhatIsRefused:
    @pytest.mark.parametrize("name", ["is_active", "email", "password", "is_superuser"])
    def test_only_named_fields_are_changed(self, alice, name):
        with pytest.raises(ValueError, match="not changeable"):
            accounts.change_account(alice, actor=alice, values={name: "x"})

    def test_people_do_not_change_the_accounts_of_others(self, alice, bob):
        with pytest.raises(PermissionDenied):
            accounts.change_account(bob, actor=alice, values={"job_title": "Clown"})

    def test_the_right_is_not_offered_on_ones_own_page_and_ignored_when_sent(self, client_of, admin):
        PersonFactory(is_administrator=True)
        place = reverse("people:edit", args=[admin.pk])
        assert "is_administrator" not in client_of(admin).get(place).content.decode()
        client_of(admin).post(place, {"display_name": "Ada Maes", "job_title": ""})
        assert User.objects.get(pk=admin.pk).is_administrator is True

    def test_the_last_administrator_is_told_why_not(self, client_of, admin):
        answer = client_of(admin).post(reverse("people:deactivate", args=[admin.pk]), follow=True)
        assert "This is the last administrator" in answer.content.decode()
        assert User.objects.get(pk=admin.pk).is_active is True

    def test_a_deactivated_administrator_does_not_count(self, admin):
        PersonFactory(is_administrator=True, is_active=False)
        with pytest.raises(AccountError, match="last administrator"):
            accounts.deactivate(admin, actor=admin)

    def test_there_is_one_installation(self, installation):
        with pytest.raises(IntegrityError), transaction.atomic():
            Installation.objects.create(organisation="Another")
        with pytest.raises(IntegrityError), transaction.atomic():
            Installation.objects.bulk_create([Installation(pk=2)])

    def test_a_time_zone_that_is_none_is_refused_at_its_field(self, client_of, alice):
        values = {
            "display_name": "A",
            "language": "en",
            "time_zone": "Moon/Base",
            "theme": "auto",
            "density": "compact",
        }
        answer = client_of(alice).post(reverse("people:preferences"), values)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["time_zone"])
        assert User.objects.get(pk=alice.pk).density == "comfortable"

    def test_an_empty_form_is_answered_with_what_is_missing(self, client_of, alice):
        answer = client_of(alice).post(reverse("people:preferences"), {})
        assert answer.status_code == 422


class TestInvitations:
    def invited(self, actor, **more):
        return invitations.invite(actor=actor, **{"email": "nia@example.org", "display_name": "Nia New", **more})

    def test_sending_again_sends_a_new_link_and_ends_the_old_one(self, client, client_of, admin):
        self.invited(admin)
        old = link_in_mail()
        page = client_of(admin).get(reverse("people:directory")).content.decode()
        assert "Send again" in page
        client_of(admin).post(reverse("people:invite"), {"email": "nia@example.org", "display_name": "Nia New"})
        assert (client.get(old).status_code, client.get(link_in_mail()).status_code) == (404, 200)
        assert Invitation.objects.filter(revoked=None).count() == 1

    def test_the_token_is_kept_nowhere(self, admin):
        kept = self.invited(admin)
        token = link_in_mail().rstrip("/").rsplit("/", 1)[1]
        assert (len(token), kept.token_hash, token in str(list(Invitation.objects.values()))) == (
            43,
            hash_of(token),
            False,
        )

    def test_the_account_tells_who_invited(self, client, admin):
        self.invited(admin)
        client.post(link_in_mail(), {"display_name": "Nia New", "password": "a very long sentence"})
        made = User.objects.get(email="nia@example.org")
        assert told(made) == [("accepted", made.pk, {"invited_by": "Ada Maes"})]

    def test_an_address_that_got_an_account_meanwhile_is_told_so(self, client, admin):
        self.invited(admin)
        PersonFactory(email="nia@example.org")
        answer = client.post(link_in_mail(), {"display_name": "Nia", "password": "a very long sentence"})
        assert (answer.status_code, "has an account already" in answer.content.decode()) == (422, True)
        assert Invitation.objects.get().accepted is None

    def test_a_password_like_the_address_is_refused(self, client, admin):
        self.invited(admin, email="marianne.petersen@example.org")
        answer = client.post(link_in_mail(), {"display_name": "M", "password": "marianne.petersen"})
        assert (answer.status_code, "too similar" in answer.content.decode()) == (422, True)

    def test_a_mail_server_that_does_not_answer_holds_nobody_up_and_the_mail_waits(self, client_of, admin, settings):
        settings.EMAIL_BACKEND = "jobs.mail_backend.JobBackend"
        settings.MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        values = {"email": "nia@example.org", "display_name": "Nia New"}
        answer = client_of(admin).post(reverse("people:invite"), values, follow=True)
        carry_out(claim("w"))
        assert "nia@example.org was invited" in answer.content.decode()
        assert (Invitation.objects.get().is_open, Mail.objects.get().job.state) == (True, "queued")

    def test_one_that_was_accepted_is_not_taken_back(self, client, admin):
        invitation = self.invited(admin)
        client.post(link_in_mail(), {"display_name": "Nia New", "password": "a very long sentence"})
        with pytest.raises(AccountError, match="used or taken back already"):
            invitations.revoke_invitation(invitation, actor=admin)


class TestDirectory:
    def names(self, client, **query):
        return [person.display_name for person in client.get(reverse("people:directory"), query).context["page"]]

    def test_people_are_found_by_name_and_by_address(self, client_of, alice, bob, admin):
        client = client_of(alice)
        assert self.names(client) == ["Ada Maes", "Alice Berg", "Bob Costa"]
        assert self.names(client, q="COSTA") == ["Bob Costa"]
        assert self.names(client, q="alice.berg@") == ["Alice Berg"]
        assert self.names(client, q="nobody") == []

    def test_it_comes_in_pages(self, client_of, alice):
        PersonFactory.create_batch(60)
        client = client_of(alice)
        assert (len(self.names(client)), len(self.names(client, page="2"))) == (50, 11)
        assert not set(self.names(client)) & set(self.names(client, page="2"))

    def test_invitations_are_for_administrators(self, client_of, alice, admin):
        invitations.invite(actor=admin, email="nia@example.org", display_name="Nia New")
        assert "nia@example.org" in client_of(admin).get(reverse("people:directory")).content.decode()
        assert "nia@example.org" not in client_of(alice).get(reverse("people:directory")).content.decode()
