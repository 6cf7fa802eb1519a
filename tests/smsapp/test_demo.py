"""The demo organisation shows what there is to see."""

import pytest
from django.core.management import call_command

from documents.enums import ItemState
from documents.models import Document, Remark
from documents.overview.items import count_states, lines_of
from documents.overview.rates import lowest_rates
from operations.domain.priorities import USUAL, table_for
from people.models import Installation
from smsapp.demo.accounts import role_holders

pytestmark = pytest.mark.django_db


def test_its_documents_show_every_state_of_the_register():
    call_command("demo")
    manager = dict(role_holders())["Documentation manager"]
    counts = count_states(lines_of(manager))
    assert all(counts[state] for state in ItemState)
    states = {document.state for document in Document.objects.visible_to(manager)}
    assert states == {"draft", "in_review", "approved", "published", "under_revision", "obsolete"}
    assert {each.rate.percent for each in lowest_rates(manager)} == {50}
    assert Remark.objects.filter(settled=None).count() == 2
    assert table_for(None) == USUAL
    assert Installation.current().letterhead()["logo"].startswith("data:image/png")
