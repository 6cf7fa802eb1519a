"""What a kind may have otherwise: its own view of a page, pages left out, answers that are no columns, labels."""

import sys
from types import ModuleType

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import include, path, reverse

from improvement.kind import OpportunityKind
from improvement.models import Opportunity
from improvement.urls import urlpatterns as rooms_own
from records.domain.comments import add_comment
from records.domain.files import attach
from records.domain.saved_filters import save_filter
from records.domain.write import write
from records.forms import RecordForm
from records.kind import FieldGroup, find_kind
from records.models import ListShape
from records.urls import kind_urls
from records.views.detail import DetailView
from smsapp.urls import urlpatterns as product
from tests.factories import OpportunityFactory, OrganisationFactory
from tests.records.test_forms_over_http import answers

pytestmark = pytest.mark.django_db
LIST = reverse("improvement:opportunity-list")


@pytest.fixture
def served(settings, monkeypatch):
    """``served(kind, views)``: the product, with the addresses of opportunities made for this kind."""

    def serve(kind, views=None):
        addresses = ModuleType("addresses_of_a_test")
        others = [page for page in rooms_own if not page.name.startswith("opportunity-")]
        own = include(([*kind_urls(kind(), views), *others], "improvement"))
        addresses.urlpatterns = [path("improvement/", own), *(p for p in product if str(p.pattern) != "improvement/")]
        monkeypatch.setitem(sys.modules, addresses.__name__, addresses)
        settings.ROOT_URLCONF = addresses.__name__

    return serve


class Bare(OpportunityKind):
    """Made elsewhere: nobody creates or changes one here, and little hangs on it."""

    without = frozenset(
        {"create", "columns", "export", "edit", "action", "files", "comments", "sharing", "clauses", "acknowledge"}
    )


class TestPagesLeftOut:
    @pytest.fixture
    def made(self, alice, served):
        served(Bare)
        return OpportunityFactory(actor=alice)

    @pytest.mark.parametrize("page", ["new/", "columns/", "export.csv"])
    def test_are_not_there_beside_the_list(self, client_of, alice, made, page):
        assert client_of(alice).get(f"{LIST}{page}").status_code == 404

    @pytest.mark.parametrize("page", ["edit/", "do/withdraw/", "files/", "files/1/", "files/1/end/", "sharing/"])
    def test_are_not_there_below_the_record(self, client_of, alice, made, page):
        assert client_of(alice).get(f"{made.page_url}{page}").status_code == 404

    def test_have_no_button_in_the_list(self, client_of, alice, made):
        page = client_of(alice).get(LIST).content.decode()
        assert (made.title in page, f"{LIST}new/" in page, "columns/" in page, "export." in page) == (
            True,
            *[False] * 3,
        )

    def test_have_no_button_in_an_empty_list(self, client_of, alice, served):
        served(Bare)
        assert "New opportunity" not in client_of(alice).get(LIST).content.decode()

    @pytest.mark.parametrize("part", ["", "tasks/", "links/", "evidence/", "history/"])
    def test_have_no_tab_and_no_button_at_the_record(self, client_of, alice, made, part):
        answer = client_of(alice).get(made.page_url + part)
        gone = [f'"{made.page_url}{left}' for left in ("edit", "do", "files", "comments", "sharing", "clauses", "ackn")]
        assert answer.status_code == 200
        assert [place for place in gone if place in answer.content.decode()] == []


def test_a_room_shows_a_page_its_own_way_and_all_others_as_ever(client_of, alice, served):
    class OwnDetail(DetailView):
        def get(self, request, reference):
            return HttpResponse(f"A room's own page of {self.find(reference).title}")

    served(OpportunityKind, {"detail": OwnDetail})
    made = OpportunityFactory(actor=alice, title="Shelves")
    client = client_of(alice)
    assert client.get(made.page_url).content == b"A room's own page of Shelves"
    assert "Shelves" in client.get(f"{made.page_url}edit/").content.decode()


@pytest.mark.parametrize("left_out", ["moon", "list", "history"])
def test_a_page_there_is_not_or_that_all_lead_to_cannot_be_left_out(left_out):
    class Wrong(OpportunityKind):
        without = frozenset({left_out})

    with pytest.raises(ValueError, match=left_out):
        kind_urls(Wrong())


def test_a_page_there_is_not_cannot_be_shown_otherwise():
    with pytest.raises(ValueError, match="moon"):
        kind_urls(OpportunityKind, {"moon": DetailView})


class WithGuests(RecordForm):
    """Asks for what no column holds."""

    remarks = forms.MultipleChoiceField(choices=[("one", "One"), ("two", "Two")], required=False)
    plan = forms.FileField(required=False)


def keep(record, *, actor, remarks, plan, **about):
    """Write the record, a comment for each remark and the plan as a file."""
    made = write(record, actor=actor, **about)
    for text in remarks:
        add_comment(made, actor=actor, text=text)
    if plan:
        attach(made, plan, actor=actor)
    return made


class Guested(OpportunityKind):
    """Its verbs are given more than columns."""

    form_class = WithGuests
    groups = (*OpportunityKind.groups, FieldGroup("Guests", ("remarks", "plan")))
    labels = {"remarks": "Said by guests"}
    create = staticmethod(keep)
    edit = staticmethod(keep)


class TestAnswersThatAreNoColumns:
    def test_reach_the_verb_that_creates(self, client_of, alice, served):
        served(Guested)
        sent = answers(remarks=["one", "two"], plan=SimpleUploadedFile("plan.txt", b"The plan"))
        client_of(alice).post(f"{LIST}new/", sent)
        made = Opportunity.objects.get()
        assert sorted(made.comments.values_list("text", flat=True)) == ["one", "two"]
        assert made.attachments.get().name == "plan.txt"

    def test_reach_the_verb_that_edits_also_when_no_column_changed(self, client_of, alice, served):
        served(Guested)
        made = OpportunityFactory(actor=alice)
        client = client_of(alice)
        form = client.get(f"{made.page_url}edit/").context["form"]
        shown = {name: form[name].value() or "" for name in form.columns}
        client.post(f"{made.page_url}edit/", {**shown, "token": "t", "version": "1", "remarks": ["two"]})
        assert made.comments.get().text == "two"

    def test_are_asked_for_in_a_form_that_takes_files(self, client_of, alice, served):
        served(Guested)
        page = client_of(alice).get(f"{LIST}new/").content.decode()
        assert ("multipart/form-data" in page, "Said by guests" in page, 'name="plan"' in page) == (True, True, True)

    def test_come_through_a_conflict(self, client_of, alice, served):
        served(Guested)
        made = OpportunityFactory(actor=alice, title="First")
        made.title = "Hers"
        write(made, actor=alice, action="edit")
        sent = answers(title="His", version="1", remarks=["one", "two"])
        answer = client_of(alice).post(f"{made.page_url}edit/", sent)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert [f'name="remarks" value="{text}"' in page for text in ("one", "two")] == [True, True]

    def test_keep_all_that_was_chosen_when_the_fields_are_drawn_anew(self, client_of, alice, served):
        served(Guested)
        sent = answers(source="customer", remarks=["one", "two"])
        page = client_of(alice).post(f"{LIST}new/?_redraw=1", sent, headers={"HX-Request": "true"}).content.decode()
        assert page.count("<option") >= 2
        assert [f'value="{text}" selected' in page for text in ("one", "two")] == [True, True]


class TestAKindsOwnLabels:
    @pytest.fixture
    def renamed(self, alice):
        made = OrganisationFactory(actor=alice, title="Before")
        made.title = "After"
        return write(made, actor=alice, action="edit")

    def test_are_given_by_the_kind(self):
        kind = find_kind("organisation")
        labels = [kind.label_of(kind.model._meta.get_field(name)) for name in ("title", "owner")]
        assert labels == ["Name", "Owner"]

    @pytest.mark.parametrize("part", ["history/", "history/compare/?a=1&b=2"])
    def test_stand_in_the_history_and_in_differences(self, client_of, alice, renamed, part):
        page = client_of(alice).get(renamed.page_url + part).content.decode()
        assert ("<dt>Name</dt><dd><del>Before</del>" in page, "<dt>Title</dt>" in page) == (True, False)

    def test_stand_where_two_people_changed_one_record(self, client_of, alice, renamed):
        sent = {"token": "t", "version": "1", "title": "His"}
        page = client_of(alice).post(f"{renamed.page_url}edit/", sent).content.decode()
        assert '<legend class="lab">Name</legend>' in page


def test_a_kind_may_keep_none_and_offer_nothing_for_many(client_of, alice, served):
    class Listed(OpportunityKind):
        without = frozenset({"saved", "bulk", "beside"})

    served(Listed)
    save_filter(actor=alice, kind="opportunity", name="Mine", shape=ListShape())
    made = OpportunityFactory(actor=alice)
    client = client_of(alice)
    page, record = client.get(LIST).content.decode(), client.get(made.page_url).content.decode()
    assert [part in page for part in (made.title, "saved/", "bulk/", "c-pick", "Mine")] == [True, *[False] * 4]
    assert (f"{LIST}compare/" in record, client.get(f"{LIST}compare/").status_code) == (False, 404)
