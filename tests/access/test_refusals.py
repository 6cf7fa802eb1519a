"""What the domain itself refuses, whichever page, import or job asks for it."""

import pytest

from improvement.domain.opportunities import accept
from people.calendar import today
from records.access.permits import Refused
from records.domain.errors import InputError, UnmetError
from records.domain.links import link
from records.domain.tasks import set_task
from records.models import Link, Task
from shell.registry import Condition, registry
from tests.factories import OpportunityFactory

pytestmark = pytest.mark.django_db

UNTRAINED = "The audience has not been trained"


@pytest.fixture
def idea(alice, bob):
    return OpportunityFactory(actor=bob, owner=alice)


def waits_for(**about):
    return Condition(
        **{"key": "trained", "kind": "opportunity", "action": "accept", "unmet": lambda _record: UNTRAINED, **about}
    )


def test_a_condition_of_another_room_keeps_a_transition_back(idea, alice):
    with registry.temporarily(waits_for()), pytest.raises(UnmetError, match=UNTRAINED):
        accept(idea, actor=alice, owner=alice, due=today(), reason="Yes")
    idea.refresh_from_db()
    assert (idea.state, idea.version) == ("proposed", 1)


def test_over_http_it_is_kept_back_too_and_the_page_says_why(client_of, idea, alice):
    place, asking = f"{idea.page_url}do/accept/", client_of(alice)
    sent = {"token": "t", "version": 1, "owner": alice.pk, "due": today().isoformat(), "reason": "Yes"}
    with registry.temporarily(waits_for()):
        answer, page = asking.post(place, sent), asking.get(idea.page_url)
    idea.refresh_from_db()
    assert (answer.status_code, idea.state) == (409, "proposed")
    assert UNTRAINED in answer.content.decode()
    assert UNTRAINED in page.content.decode()


@pytest.mark.parametrize("other", [{"unmet": lambda _record: None}, {"kind": "contact"}, {"action": "decline"}])
def test_a_condition_that_is_met_or_of_something_else_keeps_nothing_back(idea, alice, other):
    with registry.temporarily(waits_for(**other)):
        assert accept(idea, actor=alice, owner=alice, due=today(), reason="Yes").state == "accepted"


def test_no_task_is_set_for_somebody_who_does_not_see_the_record(alice, charlie):
    hidden = OpportunityFactory(actor=alice, restricted=True)
    with pytest.raises(InputError, match="does not see this record"):
        set_task(hidden, actor=alice, assignee=charlie, title="Look", due=today())
    assert Task.objects.count() == 0


def test_nobody_links_to_a_record_they_do_not_see(alice, bob):
    own, hidden = OpportunityFactory(actor=bob), OpportunityFactory(actor=alice, restricted=True)
    with pytest.raises(Refused):
        link(own, hidden, actor=bob)
    assert Link.objects.count() == 0
