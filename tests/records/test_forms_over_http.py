"""Forms as people send them: right, wrong, stale, twice, and after the session has ended."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import UniqueConstraint
from django.urls import reverse

from improvement.models import Opportunity
from people.kept_forms import author_field
from records.access.predicates import is_owner
from records.domain.withdrawal import withdraw
from records.domain.write import write
from records.kind import find_kind
from tests.factories import PASSWORD, OpportunityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

NEW = reverse("improvement:opportunity-create")


def answers(**more):
    return {
        "token": "t-1",
        "version": "0",
        "title": "Spare terminals",
        "idea": "Two stand ready.",
        "source": "staff",
        "benefit": "time",
        "expected_benefit": "Five minutes, not two hours.",
        "effort": "small",
        **more,
    }


def author_of(user):
    return author_field(user).split('value="')[1].split('"')[0]


def test_a_record_is_made_and_its_page_opened(client_of, alice):
    answer = client_of(alice).post(NEW, answers())
    made = Opportunity.objects.get()
    assert answer.url == made.page_url
    assert (made.title, made.created_by, made.events.get().origin) == ("Spare terminals", alice, "web")


def test_a_form_sent_twice_makes_one_record_and_leads_to_it(client_of, alice):
    client = client_of(alice)
    first, second = client.post(NEW, answers()), client.post(NEW, answers())
    assert (Opportunity.objects.count(), second.url) == (1, first.url)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "This field is required"),
        ("title", "x" * 201, "at most 200 characters (it has 201)"),
        ("title", "a\x00b", "Null characters are not allowed"),
        ("source", "moon", "moon is not one of the available choices"),
        ("due", "31.31.2026", "Enter a valid date"),
        ("owner", "999999", "not one of the available choices"),
        ("idea", "x" * 10_001, "at most 10000 characters"),
    ],
)
def test_bad_input_gets_a_message_at_its_field_and_the_rest_is_kept(client_of, alice, field, value, words):
    answer = client_of(alice).post(NEW, answers(**{"expected_benefit": "Kept as typed", field: value}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert (words in page, "Kept as typed" in page, Opportunity.objects.count()) == (True, True, 0)
    assert f'href="#id_{field}"' in page


def test_a_forged_version_is_refused_at_the_form(client_of, alice):
    made = OpportunityFactory(actor=alice)
    answer = client_of(alice).post(f"{made.page_url}edit/", answers(version="9" * 30))
    assert answer.status_code == 422


def test_ten_megabytes_of_text_are_refused_without_a_fault(client_of, alice):
    answer = client_of(alice).post(NEW, answers(idea="x" * 10_000_000))
    assert answer.status_code == 400
    assert "shorten it" in answer.content.decode()


def test_fields_that_are_not_in_the_form_change_nothing(client_of, alice, bob):
    client_of(alice).post(NEW, answers(created_by=bob.pk, state="accepted", withdrawn="on", kind="organisation"))
    made = Opportunity.objects.get()
    assert (made.created_by, made.state, made.withdrawn, made.kind) == (alice, "proposed", False, "opportunity")


def test_a_field_that_does_not_apply_keeps_no_value(client_of, alice):
    organisation = OrganisationFactory(actor=alice)
    client = client_of(alice)
    client.post(NEW, answers(source="staff", organisation=organisation.reference))
    client.post(NEW, answers(source="customer", organisation=organisation.reference, token="t-2"))
    assert list(Opportunity.objects.order_by("pk").values_list("organisation", flat=True)) == [None, organisation.pk]


def test_a_restricted_record_of_others_cannot_be_named(client_of, alice, charlie):
    secret = OrganisationFactory(actor=alice, restricted=True, title="Secret merger")
    answer = client_of(charlie).post(NEW, answers(source="customer", organisation=secret.reference))
    assert answer.status_code == 422
    assert "no such record that you can see" in answer.content.decode()
    assert "Secret merger" not in answer.content.decode()


def test_the_fields_are_drawn_anew_when_one_that_others_depend_on_changes(client_of, alice):
    answer = client_of(alice).post(f"{NEW}?_redraw=1", answers(source="customer"), headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert ("id_organisation" in page, "Two stand ready." in page, "<html" in page) == (True, True, False)


class TestDrawnAnew:
    def drawn(self, client, place, **sent):
        return client.post(f"{place}?_redraw=1", sent, headers={"HX-Request": "true"}).content.decode()

    def test_a_box_that_was_unticked_stays_so(self, client_of, alice):
        made = OpportunityFactory(actor=alice, restricted=True)
        sent = answers(source="customer")
        page = self.drawn(client_of(alice), f"{made.page_url}edit/", **sent)
        assert 'name="restricted"' in page
        assert "checked" not in page
        assert "checked" in self.drawn(client_of(alice), f"{made.page_url}edit/", restricted="on", **sent)

    def test_what_is_not_finished_yet_is_not_complained_about(self, client_of, alice):
        page = self.drawn(client_of(alice), NEW, source="customer", title="")
        assert ("is-wrong" in page, "This field is required" in page, "aria-invalid" in page) == (False, False, False)

    def test_a_field_that_applies_again_begins_with_the_records_value(self, client_of, alice):
        bank = OrganisationFactory(actor=alice, title="Bank")
        made = OpportunityFactory(actor=alice, source="customer", organisation=bank)
        client, place = client_of(alice), f"{made.page_url}edit/"
        assert "id_organisation" not in self.drawn(client, place, **answers(source="staff"))
        assert f"{bank.reference} Bank" in self.drawn(client, place, **answers(source="customer"))
        assert "Typed" in self.drawn(client, place, **answers(source="customer", organisation="Typed"))


class TestTheRightEndedWhileOneTyped:
    def locked(self, answer):
        page = answer.content.decode()
        assert answer.status_code == 403
        assert ("Hours of typing" in page, "readonly" in page) == (True, True)
        assert ("Save changes" in page, ">Record<" in page) == (False, False)
        return page

    def test_by_a_withdrawal_what_was_typed_is_shown_with_the_reason(self, client_of, alice):
        made = OpportunityFactory(actor=alice)
        withdraw(made, actor=alice, reason="Entered twice")
        answer = client_of(alice).post(f"{made.page_url}edit/", answers(title="Hours of typing", version="1"))
        assert "The record was withdrawn" in self.locked(answer)
        assert Opportunity.objects.get().title == made.title

    def test_by_another_owner_what_was_typed_is_shown_with_who_may(self, client_of, alice, bob, charlie):
        made = OpportunityFactory(actor=alice, owner=bob)
        answer = client_of(charlie).post(f"{made.page_url}edit/", answers(title="Hours of typing", due="never"))
        assert "This cannot be saved: For" in self.locked(answer)
        assert (made.events.count(), "is-wrong" in answer.content.decode()) == (1, False)

    def test_by_lost_sight_nothing_of_the_record_is_told(self, client_of, alice, charlie):
        made = OpportunityFactory(actor=alice, restricted=True)
        assert client_of(charlie).post(f"{made.page_url}edit/", answers()).status_code == 404

    def test_before_one_signed_in_again_what_was_typed_is_shown(self, client, alice):
        made = OpportunityFactory(actor=alice)
        place = f"{made.page_url}edit/"
        client.post(place, answers(title="Hours of typing", _author=author_of(alice)))
        withdraw(made, actor=alice, reason="Entered twice")
        client.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD, "next": place})
        self.locked(client.get(place))
        assert "Hours of typing" not in client.get(place).content.decode()

    def test_for_new_records_what_was_typed_is_shown(self, client_of, alice, monkeypatch):
        monkeypatch.setitem(Opportunity.rules, "create", is_owner)
        self.locked(client_of(alice).post(NEW, answers(title="Hours of typing")))
        assert (client_of(alice).get(NEW).status_code, Opportunity.objects.count()) == (403, 0)


class TestAValueThatOnlyOneMayHave:
    @pytest.fixture(autouse=True)
    def one_idea_each(self, db):
        """The database lets two records have no idea in common."""
        with connection.cursor() as cursor:
            cursor.execute("CREATE UNIQUE INDEX one_idea_each ON improvement_opportunity (idea)")

    def test_taken_by_somebody_faster_is_said_at_the_form(self, client_of, alice, caplog):
        OpportunityFactory(actor=alice, idea="Two stand ready.")
        answer = client_of(alice).post(NEW, answers())
        assert (answer.status_code, Opportunity.objects.count()) == (422, 1)
        assert "Another record has this value already" in answer.content.decode()
        assert [said.levelname for said in caplog.records if said.name == "records.views.form"] == ["ERROR"]

    def test_taken_meanwhile_is_said_where_one_edits(self, client_of, alice):
        OpportunityFactory(actor=alice, idea="Two stand ready.")
        made = OpportunityFactory(actor=alice, idea="Another")
        answer = client_of(alice).post(f"{made.page_url}edit/", answers(version="1"))
        made.refresh_from_db()
        assert (answer.status_code, made.idea) == (422, "Another")

    def test_a_form_sent_twice_still_leads_to_its_record(self, client_of, alice):
        client = client_of(alice)
        first, second = client.post(NEW, answers()), client.post(NEW, answers())
        assert (second.status_code, second.url) == (302, first.url)


@pytest.mark.parametrize("said_by", ["the field", "a constraint"])
def test_a_race_for_a_unique_field_is_said_at_that_field(client_of, alice, monkeypatch, said_by):
    def outrun(record, **about):
        OpportunityFactory(actor=alice, idea=record.idea)
        return write(record, **about)

    if said_by == "the field":
        monkeypatch.setattr(Opportunity._meta.get_field("idea"), "unique", True)
    else:
        one_each = UniqueConstraint(fields=["idea"], name="one_idea_each")
        monkeypatch.setattr(Opportunity._meta, "constraints", [one_each])
    monkeypatch.setattr(type(find_kind("opportunity")), "create", staticmethod(outrun))
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX one_idea_each ON improvement_opportunity (idea)")
    page = client_of(alice).post(NEW, answers()).content.decode()
    assert ("Opportunity with this Idea already exists" in page, 'href="#id_idea"' in page) == (True, True)


def test_nothing_is_written_when_nothing_changed(client_of, alice):
    made = OpportunityFactory(actor=alice)
    form = client_of(alice).get(f"{made.page_url}edit/").context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    client_of(alice).post(f"{made.page_url}edit/", values)
    assert (made.events.count(), Opportunity.objects.get().version) == (1, 1)


class TestTwoPeopleAtOnce:
    @pytest.fixture
    def made(self, alice, admin):
        made = OpportunityFactory(actor=alice, title="First")
        made.title, made.effort = "Hers", "large"
        write(made, actor=alice, action="edit")
        return made

    def test_both_versions_are_shown_side_by_side_and_nothing_is_saved(self, client_of, admin, made):
        answer = client_of(admin).post(f"{made.page_url}edit/", answers(title="His", version="1"))
        page = answer.content.decode()
        assert answer.status_code == 409
        assert ("His" in page, "Hers" in page, "Alice Berg saved this record" in page) == (True, True, True)
        assert Opportunity.objects.get().title == "Hers"

    def test_the_chosen_lines_are_saved(self, client_of, admin, made):
        kept = {"keep_title": "theirs", "keep_effort": "mine"}
        answer = client_of(admin).post(f"{made.page_url}edit/", answers(title="His", version="2", **kept))
        stored = Opportunity.objects.get()
        assert (answer.status_code, stored.title, stored.effort, stored.version) == (302, "Hers", "small", 3)


class TestAnEndedSession:
    def sign_in(self, client, user, place):
        return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD, "next": place})

    def test_what_was_typed_waits_for_the_same_person(self, client, alice):
        answer = client.post(NEW, answers(title="Typed before", _author=author_of(alice)))
        assert answer.url == f"{reverse('account_login')}?next=%2Fimprovement%2Fopportunities%2Fnew%2F"
        assert self.sign_in(client, alice, NEW).url == NEW
        assert "Typed before" in client.get(NEW).content.decode()
        assert "Typed before" not in client.get(NEW).content.decode()

    def test_it_is_dropped_for_another_person(self, client, alice, charlie):
        client.post(NEW, answers(title="Typed before", _author=author_of(alice)))
        self.sign_in(client, charlie, NEW)
        assert "Typed before" not in client.get(NEW).content.decode()

    def test_a_forged_author_gets_nothing(self, client, alice):
        client.post(NEW, answers(title="Typed before", _author="1:forged"))
        self.sign_in(client, alice, NEW)
        assert "Typed before" not in client.get(NEW).content.decode()


class TestFiles:
    def attach(self, client, made, name, content, **more):
        return client.post(f"{made.page_url}files/", {"token": name, "file": SimpleUploadedFile(name, content), **more})

    def test_a_file_is_kept_by_its_content_and_handed_out_unchanged(self, client_of, alice):
        made, client = OpportunityFactory(actor=alice), client_of(alice)
        assert self.attach(client, made, "plan.txt", b"The plan").status_code == 302
        assert self.attach(client, made, "copy.txt", b"The plan").status_code == 302
        first, second = made.attachments.order_by("pk")
        assert first.blob_id == second.blob_id
        answer = client.get(f"{made.page_url}files/{first.pk}/")
        assert b"".join(answer.streaming_content) == b"The plan"
        assert answer["Content-Disposition"] == 'attachment; filename="plan.txt"'
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("page.html", b"<script>", "Files of this kind are not taken"),
            ("photo.png", b"<svg onload=alert(1)>", "The content is not that of a .png file"),
            ("plan.pdf", b"MZ\x90\x00", "The content is not that of a .pdf file"),
            ("sheet.xlsx", b"PK\x03\x04broken", "The content is not that of a .xlsx file"),
            ("note.txt", b"a\x00b", "This is not a text file"),
            ("note.txt", "Größe".encode("latin-1"), "not in UTF-8"),
            ("note.txt", b"", "The file is empty"),
        ],
    )
    def test_what_is_not_what_it_claims_is_refused_with_the_reason(self, client_of, alice, name, content, words):
        made = OpportunityFactory(actor=alice)
        answer = self.attach(client_of(alice), made, name, content)
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
        assert made.attachments.count() == 0

    def test_a_file_that_is_too_large_is_refused(self, client_of, alice, settings):
        settings.ATTACHMENT_MAX_BYTES = 10
        answer = self.attach(client_of(alice), OpportunityFactory(actor=alice), "a.txt", b"12345678901")
        assert (answer.status_code, "larger than" in answer.content.decode()) == (422, True)

    def test_a_period_that_ends_before_it_begins_is_refused_at_its_field(self, client_of, alice):
        made = OpportunityFactory(actor=alice)
        period = {"period_from": "2026-02-01", "period_until": "2026-01-01"}
        answer = self.attach(client_of(alice), made, "a.txt", b"x", **period)
        assert (answer.status_code, "id_period_until_error" in answer.content.decode()) == (422, True)


def test_the_page_that_ends_something_names_it(client_of, alice, bob):
    made, other = OpportunityFactory(actor=alice), OpportunityFactory(actor=alice, title="The other one")
    client = client_of(alice)
    client.post(f"{made.page_url}links/", {"token": "l", "relation": "relates", "target": other.reference})
    client.post(f"{made.page_url}files/", {"token": "f", "file": SimpleUploadedFile("plan.txt", b"x")})
    client.post(f"{made.page_url}sharing/", {"token": "s", "holder": f"person-{bob.pk}"})
    ends = {
        f"links/{made.links_out.get().pk}": "The other one",
        f"files/{made.attachments.get().pk}": "plan.txt",
        f"sharing/{made.user_grants.get().pk}": "Bob Costa",
    }
    told = {
        place: words in client.get(f"{made.page_url}{place}/end/").content.decode() for place, words in ends.items()
    }
    assert told == dict.fromkeys(ends, True)
