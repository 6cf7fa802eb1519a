"""Many people at once."""

import pytest

from improvement.models import Opportunity
from records.domain.errors import StaleError
from records.domain.write import write
from tests.factories import OpportunityFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_references_are_unique_and_without_gap_when_many_write(alice):
    def make():
        for _ in range(5):
            OpportunityFactory(actor=alice)

    assert at_once(*[make] * 8) == []
    numbers = sorted(int(reference[-4:]) for reference in Opportunity.objects.values_list("reference", flat=True))
    assert numbers == list(range(1, 41))


def test_of_several_who_edit_the_same_version_one_wins(alice):
    made = OpportunityFactory(actor=alice)

    def edit(number):
        def act():
            mine = Opportunity.objects.get(pk=made.pk)
            mine.version, mine.title = 1, f"Title {number}"
            write(mine, actor=alice, action="edit")

        return act

    raised = at_once(*[edit(number) for number in range(6)])
    assert [type(error) for error in raised] == [StaleError] * 5
    assert (Opportunity.objects.get().version, made.events.count(), made.history.count()) == (2, 2, 2)
