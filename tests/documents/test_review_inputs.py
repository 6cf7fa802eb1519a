"""What policies bring to a management review: which are asked for, who has read them, which reviews are overdue."""

from datetime import timedelta

import pytest

from documents.domain.reading import confirm_reading, set_audience
from documents.models import Document
from documents.overview.rates import lowest_rates
from documents.queries import rate_of
from documents.review_inputs import REQUIRED, policies
from people.calendar import today
from records.domain.write import write
from standard.roles import INTERNAL_AUDITOR
from tests.documents.test_reading import ask
from tests.factories import DocumentFactory, PersonFactory, put_in_force
from tests.reviewing import YEAR_2016, figures, is_kept_as_it_was, queries_of, rows

pytestmark = pytest.mark.django_db


def in_force(actor, answers="", people=(), *, late=False, **about):
    """A policy in force that people are to read."""
    made = DocumentFactory(actor=actor, answers=answers, must_be_read=bool(people), **about)
    if people:
        set_audience(made, actor=actor, everybody=False, people=people)
    put_in_force(made)
    if people:
        ask(made)
    stored = Document.objects.get(pk=made.pk)
    if late:
        stored.due = today() - timedelta(days=1)
        write(stored, actor=None, action="edit")
    return Document.objects.get(pk=made.pk)


def test_required_policies_are_named_with_how_many_have_read_them(alice, bob, charlie):
    read = in_force(alice, REQUIRED[0], [bob, charlie], title="Services")
    confirm_reading(read, actor=bob, sha256=read.in_force.blob_id)
    late = in_force(alice, REQUIRED[1], title="Changes", late=True)
    found = policies(YEAR_2016, alice)
    assert figures(found) == {
        "required": ("2 of 3", "bad"),
        "in_force": ("2", ""),
        "acknowledged": ("50.0\N{NO-BREAK SPACE}%", "warn"),
        "reviews_late": ("1", "bad"),
    }
    assert found.message == "A policy that is asked for is not in force: Information security policy."
    assert [row[:5] for row in rows(found, "policies")] == [
        [read.reference, "Services", "Service management policy", "1 / 2", "50.0\N{NO-BREAK SPACE}%"],
        [late.reference, "Changes", "Change management policy", "", "nobody is asked"],
    ]
    assert is_kept_as_it_was(found)
    in_force(alice, REQUIRED[2])
    assert policies(YEAR_2016, alice).message.endswith("1 policy was not acknowledged by everybody it is for.")
    confirm_reading(Document.objects.get(pk=read.pk), actor=charlie, sha256=read.in_force.blob_id)
    assert policies(YEAR_2016, alice).message.endswith("and everybody they are for has acknowledged them.")


def test_a_restricted_policy_is_not_counted_for_who_does_not_see_it_and_has_no_title(alice, charlie):
    hidden = in_force(alice, REQUIRED[0], title="Secret policy", restricted=True)
    assert policies(YEAR_2016, charlie) is None
    assert rows(policies(YEAR_2016, alice), "policies")[0][:2] == [hidden.reference, ""]


def test_rates_are_the_same_for_roles_groups_people_and_everybody(alice, bob, give):
    """As they are worked out one by one, on the page of each."""
    from django.contrib.auth.models import Group

    team = Group.objects.create(name="Team")
    bob.groups.add(team)
    give(bob, INTERNAL_AUDITOR)
    from roles.domain.catalogue import roles_by_key

    about = ({"groups": [team]}, {"roles": [roles_by_key()[INTERNAL_AUDITOR]]}, {"people": [alice, bob]}, {})
    for each in about:
        made = DocumentFactory(actor=alice, must_be_read=True)
        set_audience(made, actor=alice, everybody=not each, **each)
        put_in_force(made)
    found = lowest_rates(alice)
    assert len(found) == 4
    assert [each.rate for each in found] == [rate_of(Document.objects.get(pk=each.document.pk)) for each in found]


def test_queries_do_not_grow_with_policies(alice, bob):
    counts = []
    for count in (3, 27):
        for _number in range(count):
            in_force(alice, people=[bob, PersonFactory()])
        counts.append(queries_of(policies, YEAR_2016, alice))
    assert counts == [8, 8]
