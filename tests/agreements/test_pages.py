"""Writing an agreement in the browser's forms."""

import pytest
from django.urls import reverse

from agreements.models import PriorityRule
from agreements.paper import print_agreement
from tests.agreements.conftest import read_anew
from tests.documents.conftest import running
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db


def terms(agreement, *targets, **more):
    """What the page of terms sends."""
    sent = {"token": "t", "version": agreement.version, "targets-TOTAL_FORMS": len(targets), "targets-INITIAL_FORMS": 0}
    for place, target in enumerate(targets):
        usual = {"metric": "resolution", "comparator": "at_most", "unit": "hours", "share": "100", "warn_at": "80"}
        sent |= {f"targets-{place}-{name}": value for name, value in {**usual, **target}.items()}
    for name in ("limits", "exceptions"):
        sent |= {f"{name}-TOTAL_FORMS": 0, f"{name}-INITIAL_FORMS": 0}
    return {**sent, **more}


def test_targets_are_written_row_by_row(draft, alice, client_of):
    asking, page = client_of(alice), f"{draft.page_url}terms/"
    assert asking.get(page).status_code == 200
    answer = asking.post(page, terms(draft, {"value": "4", "priority": "1"}, {"value": "8"}))
    assert (answer.status_code, answer.url) == (302, draft.page_url)
    assert [(target.priority, target.value) for target in draft.targets.order_by("priority")] in (
        [(None, 8), (1, 4)],
        [(1, 4), (None, 8)],
    )
    assert "at most 8 hours" in asking.get(draft.page_url).content.decode()


def test_rows_for_the_same_case_are_named_and_what_was_typed_stays(draft, alice, client_of):
    answer = client_of(alice).post(f"{draft.page_url}terms/", terms(draft, {"value": "4"}, {"value": "17.5"}))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Rows 1 and 2 are for the same case" in text
    assert "17.5" in text
    assert draft.targets.count() == 0


def test_a_target_in_percent_that_is_a_time_is_refused_at_its_row(draft, alice, client_of):
    answer = client_of(alice).post(f"{draft.page_url}terms/", terms(draft, {"value": "4", "unit": "percent"}))
    assert answer.status_code == 422
    assert "A time is given in minutes or hours" in answer.content.decode()


def test_terms_written_on_an_older_version_are_refused(draft, alice, client_of):
    answer = client_of(alice).post(f"{draft.page_url}terms/", terms(draft, {"value": "4"}, version=draft.version + 5))
    assert answer.status_code == 409


def test_an_agreed_one_has_no_page_to_change_its_terms(agreed, alice, client_of):
    asking = client_of(alice)
    assert [asking.get(f"{agreed.page_url}{page}/").status_code for page in ("terms", "priorities")] == [404, 404]
    text = asking.get(f"{agreed.page_url}edit/").content.decode()
    assert 'name="owner"' in text
    assert 'name="valid_from"' not in text


def test_services_are_ticked_and_taken_off(draft, alice, client_of):
    other = ServiceFactory()
    asking, page = client_of(alice), f"{draft.page_url}edit/"
    sent = {
        "token": "t", "version": draft.version, "title": draft.title, "customer": draft.customer.reference, "edition": "1.0",
        "valid_from": "2016-01-01", "service_hours": draft.service_hours.reference, "owner": alice.pk,
        "support_hours": draft.support_hours.reference, "pausing": "caller", "reopening": "not_counted",
        "repricing": "recompute", "report_every": "monthly", "covers": [other.pk],
    }  # fmt: skip
    answer = asking.post(page, {**sent, "terms": "As before"})
    assert answer.status_code == 302
    assert [row.service_id for row in draft.agreed_services.all()] == [other.pk]


def test_renewing_leads_to_the_draft(agreed, alice, client_of):
    asking = client_of(alice)
    page = f"{agreed.page_url}do/renew/"
    assert 'value="2.0"' in asking.get(page).content.decode()
    sent = {"token": "t", "version": agreed.version, "edition": "2.0", "valid_from": "2030-01-01", "reason": "In time"}
    answer = asking.post(page, sent)
    following = read_anew(agreed).renewal
    assert answer.url == following.page_url


def test_the_priorities_of_everybody_are_for_those_who_keep_agreements(alice, admin, client_of):
    page = reverse("agreements:priorities")
    sent = {f"p_{impact}_{urgency}": "5" for impact in (1, 2, 3) for urgency in (1, 2, 3)}
    assert client_of(alice).get(page).status_code == 200
    assert client_of(alice).post(page, sent).status_code == 403
    assert client_of(admin).post(page, {**sent, "p_1_1": ""}).status_code == 422
    assert client_of(admin).post(page, sent).status_code == 302
    assert set(PriorityRule.objects.filter(agreement=None).values_list("priority", flat=True)) == {5}


def test_it_is_printed_for_both_parties(agreed, alice):
    result = print_agreement(running("agreements.print"), agreement=agreed.pk, by=alice.pk)
    assert result.file.content.startswith(b"%PDF-")
    assert result.file.name == f"{agreed.reference}-1.0.pdf"
