"""What stands in a record stays when something else is changed, seen or not; what is typed must be allowed."""

import pytest
from django.urls import reverse

from improvement.models import Opportunity
from parties.models import Contact, Organisation
from processes.models import Process
from records.forms import RecordField
from records.forms.fields import TitleField
from records.forms.parts import TaskForm
from tests.factories import ContactFactory, OpportunityFactory, OrganisationFactory, ProcessFactory
from tests.records.test_forms_over_http import answers

pytestmark = pytest.mark.django_db


def deactivate(person):
    person.is_active = False
    person.save()


def send(client, record, **changes):
    """Send the form of a record as its page shows it, with some answers changed."""
    form = client.get(f"{record.page_url}edit/").context["form"]
    shown = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in shown.items() if value not in (None, False)}
    return client.post(f"{record.page_url}edit/", {**sent, **changes})


class TestAnOwnerWhoLeft:
    @pytest.fixture
    def made(self, alice, bob):
        made = OpportunityFactory(actor=alice, owner=bob)
        deactivate(bob)
        return made

    def test_stays_owner_when_something_else_is_changed(self, client_of, admin, bob, made):
        assert send(client_of(admin), made, title="Clearer").status_code == 302
        stored = Opportunity.objects.get()
        assert (stored.title, stored.owner) == ("Clearer", bob)

    def test_is_offered_as_deactivated(self, client_of, admin, bob, made):
        page = client_of(admin).get(f"{made.page_url}edit/").content.decode()
        assert f'<option value="{bob.pk}" selected>Bob Costa (deactivated)</option>' in page

    def test_can_be_replaced_but_not_by_another_who_left(self, client_of, admin, bob, charlie, made):
        deactivate(charlie)
        assert send(client_of(admin), made, owner=charlie.pk).status_code == 422
        assert send(client_of(admin), made, owner=admin.pk).status_code == 302
        assert Opportunity.objects.get().owner == admin
        assert send(client_of(admin), made, owner=bob.pk).status_code == 422

    def test_is_not_offered_for_a_new_record_or_a_task(self, client_of, admin, bob, made):
        assert client_of(admin).post(NEW, answers(owner=bob.pk)).status_code == 422
        assert bob.display_name not in str(TaskForm(user=admin)["assignee"])


NEW = reverse("improvement:opportunity-create")


class TestARecordOneDoesNotSee:
    @pytest.fixture
    def hidden(self, alice):
        return OrganisationFactory(actor=alice, restricted=True, title="Secret merger")

    @pytest.fixture
    def contact(self, bob, hidden):
        return ContactFactory(actor=bob, organisation=hidden, title="Petra")

    def test_stays_when_something_else_is_changed(self, client_of, bob, hidden, contact):
        assert send(client_of(bob), contact, title="Petra Lind").status_code == 302
        stored = Contact.objects.get()
        assert (stored.title, stored.organisation) == ("Petra Lind", hidden)

    def test_is_shown_by_its_reference_alone(self, client_of, bob, hidden, contact):
        page = client_of(bob).get(f"{contact.page_url}edit/").content.decode()
        assert (f'value="{hidden.reference}"' in page, "Secret merger" in page) == (True, False)

    def test_changes_nothing_when_it_is_sent_back(self, client_of, bob, contact):
        send(client_of(bob), contact)
        assert Contact.objects.get().version == 1

    def test_cannot_be_chosen_where_it_did_not_stand(self, client_of, bob, hidden):
        other = ContactFactory(actor=bob, organisation=OrganisationFactory(actor=bob))
        answer = send(client_of(bob), other, organisation=hidden.reference)
        assert (answer.status_code, "no such record that you can see" in answer.content.decode()) == (422, True)
        assert "Secret merger" not in answer.content.decode()

    def test_of_two_hidden_ones_only_that_which_stands_there_is_taken(self, client_of, alice, bob, contact):
        another = OrganisationFactory(actor=alice, restricted=True)
        assert send(client_of(bob), contact, organisation=another.reference).status_code == 422


def test_a_reference_without_its_title_names_the_same_record(client_of, alice):
    bank = OrganisationFactory(actor=alice)
    contact = ContactFactory(actor=alice, organisation=bank)
    send(client_of(alice), contact, organisation=bank.reference.lower())
    assert Contact.objects.get().version == 1


def test_a_record_that_does_not_fit_cannot_be_chosen_but_may_stay(alice):
    customer, supplier = OrganisationFactory(actor=alice, is_customer=True), OrganisationFactory(actor=alice)
    field = RecordField(model=Organisation, limit={"is_customer": True})
    field.for_person(alice)
    assert field.clean(customer.reference) == customer
    with pytest.raises(Exception, match="cannot be chosen here"):
        field.clean(supplier.reference)
    field.keep(supplier.pk)
    assert field.clean(supplier.reference) == supplier


@pytest.mark.parametrize("nothing", ["\u200b", " \u200b\u2060 ", "\u3164", "\u00ad\ufeff", "\ufe0f"])
def test_a_title_that_shows_nothing_is_refused(client_of, alice, nothing):
    answer = client_of(alice).post(NEW, answers(title=nothing))
    assert (answer.status_code, 'href="#id_title"' in answer.content.decode()) == (422, True)


def test_what_is_invisible_is_cut_off_at_the_ends_of_a_title_and_kept_inside():
    family = "\U0001f469\u200d\U0001f467"
    assert TitleField().clean(f"\u200b A {family} B\u200b\u2063") == f"A {family} B"
    assert TitleField().clean("\u2764\ufe0f") == "\u2764\ufe0f"


def test_a_title_names_the_one_record_that_has_it(client_of, alice):
    bank, club = OrganisationFactory(actor=alice, title="Harbour Bank"), OrganisationFactory(actor=alice)
    contact = ContactFactory(actor=alice, organisation=club)
    assert send(client_of(alice), contact, organisation="harbour bank").status_code == 302
    assert Contact.objects.get().organisation == bank


def test_a_title_that_two_records_have_names_none_and_the_list_is_pointed_at(client_of, alice):
    for _time in range(2):
        OrganisationFactory(actor=alice, title="Harbour Bank")
    contact = ContactFactory(actor=alice, organisation=OrganisationFactory(actor=alice))
    answer = send(client_of(alice), contact, organisation="Harbour Bank")
    assert (answer.status_code, "choose from the list" in answer.content.decode()) == (422, True)


def test_a_title_one_may_not_see_names_nothing(client_of, alice, bob):
    OrganisationFactory(actor=alice, restricted=True, title="Secret merger")
    contact = ContactFactory(actor=bob, organisation=OrganisationFactory(actor=bob))
    assert send(client_of(bob), contact, organisation="Secret merger").status_code == 422


def test_what_is_sent_as_it_was_shown_is_taken_where_no_record_is_named_yet(client_of, alice):
    process = ProcessFactory(actor=alice, owner=alice)
    page = client_of(alice).get(f"{process.page_url}edit/")
    assert page.context["form"]["documents"].value() == ""
    assert send(client_of(alice), process, purpose="Said better").status_code == 302


def test_lists_of_people_look_like_lists(client_of, alice):
    page = client_of(alice).get(NEW).content.decode()
    assert 'class="form-select' in page.split('name="owner"')[1].split(">")[0]


def test_lines_that_stay_as_they_are_are_no_change(client_of, alice):
    process = ProcessFactory(actor=alice, owner=alice, inputs="Calls\nMessages", outputs="Tickets")
    send(client_of(alice), process, inputs="Calls\r\nMessages", purpose="Said better")
    stored = Process.objects.get()
    assert (stored.inputs, stored.outputs, stored.purpose) == ("Calls\nMessages", "Tickets", "Said better")
