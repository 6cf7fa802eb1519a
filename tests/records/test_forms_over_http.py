"""Forms as people send them: right, wrong, stale, twice, and after the session has ended."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from improvement.models import Opportunity
from people.kept_forms import author_field
from records.domain.write import write
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
