"""What a person does not see is named nowhere: everything that is seen points to hidden records, and no page tells."""

from itertools import product

import pytest

from improvement.models import Opportunity
from parties.models import Contact
from people.calendar import today
from records.domain.evidence import add_evidence, set_clauses
from records.domain.links import link
from records.domain.preferences import choose_columns
from records.domain.tasks import set_task
from records.domain.write import write
from standard.models import Clause, RequirementItem
from tests.access.scene import address, answers, body, keeper_of
from tests.access.table import KINDS, TABLE, differs
from tests.factories import FACTORIES

pytestmark = pytest.mark.django_db

UNSEEN = "Geheimvogel"
#: Pages that show values of a kind's own fields, on every kind; what the trunk draws alike, on three.
WITH_VALUES = ("history", "compare", "as-of", "beside")
TELLING = [name for name in TABLE if differs(name) or name.endswith(tuple(f"-{page}" for page in WITH_VALUES))]
CLAUSE = "10.2"
IDEA, ORGANISATION, CONTACT = "improvement:opportunity", "parties:organisation", "parties:contact"


@pytest.fixture
def hidden(scene, alice, bob, charlie, admin):
    """A restricted record of each kind that seen records are linked to, and that has tasks, evidence and clauses.

    The seen idea and contact are of the hidden organisation; the hidden contact is of the seen one.
    """
    made = {}
    for kind, declared in KINDS.items():
        seen, parts = scene[kind]
        made[kind] = found = FACTORIES[declared.key](actor=bob, owner=alice, title=f"{UNSEEN} {kind}")
        by = keeper_of(found, alice)
        parts["unlink"] = link(seen, found, actor=by)
        add_evidence(found, RequirementItem.objects.get(identifier="10.2-03"), actor=by, shows="It")
        set_clauses(found, [Clause.objects.get(number=CLAUSE)], actor=by)
        for person in (charlie, admin):
            set_task(found, actor=by, assignee=person, title="Look at it", due=found.created.date())
            choose_columns(person, declared.key, list(declared.all_columns))
    point_at(scene, made, alice)
    for found in made.values():
        found.refresh_from_db()
        found.restricted = True
        write(found, actor=None, action="edit")
    return made


def point_at(scene, made, alice):
    """Let the seen records name the hidden organisation, and the hidden contact the seen one."""
    moved = [
        (scene[IDEA][0], made[ORGANISATION]),
        (scene[CONTACT][0], made[ORGANISATION]),
        (made[CONTACT], scene[ORGANISATION][0]),
    ]
    for record, organisation in moved:
        record.refresh_from_db()
        record.organisation_id, record.scope = organisation.pk, None
        write(record, actor=alice, action="edit")


@pytest.fixture
def both(hidden, client_of, charlie, admin):
    """An outsider, and an administrator: she may change what she sees, and sees no more."""
    return {"outsider": client_of(charlie), "administrator": client_of(admin)}


def test_no_page_names_what_is_hidden(scene, both):
    asked = product(both.items(), TELLING)
    told = [(who, name) for (who, asking), name in asked if UNSEEN in body(asking.get(address(name, scene)))]
    assert told == []


def test_no_part_of_a_page_names_it(hidden, scene, client_of, charlie):
    asking, parts = client_of(charlie), {"HX-Request": "true", "HX-Target": "list"}
    told = [name for name in TELLING if UNSEEN in body(asking.get(address(name, scene), headers=parts))]
    assert told == []


def test_looked_for_it_is_neither_found_nor_counted(both):
    for asking, kind in product(both.values(), KINDS.values()):
        listing = asking.get(kind.url(), {"q": UNSEEN[:6]}).context["listing"]
        assert (kind.key, listing.count, list(listing.page.rows)) == (kind.key, 0, [])


def test_no_picker_offers_it(hidden, both):
    for asking, kind in product(both.values(), ("any", *(kind.key for kind in KINDS.values()))):
        for typed in (UNSEEN[:6], *(record.reference for record in hidden.values())):
            offered = body(asking.get(f"/records/offers/{kind}/", {"x": typed}))
            assert "<option" not in offered


def test_no_export_names_it_in_any_column(scene, both):
    for asking, kind, form in product(both.values(), KINDS.values(), ("csv", "xlsx")):
        exported = body(asking.get(f"{kind.url()}export.{form}"))
        assert (kind.key, UNSEEN in exported) == (kind.key, False)
        assert next(record.reference for record, _parts in seen_of(scene, kind)) in exported


def seen_of(scene, kind):
    return [scene[name] for name, declared in KINDS.items() if declared is kind]


def test_what_belongs_to_a_clause_or_a_seen_organisation_is_named_as_far_as_it_is_seen(
    scene, hidden, client_of, alice, charlie
):
    """Alice finds the same things where Charlie finds none: else the tests above would hold of empty pages."""
    places = ["/", f"/standard/{CLAUSE}/", scene[ORGANISATION][0].page_url, f"{scene[IDEA][0].page_url}links/"]
    for person, is_told in ((alice, True), (charlie, False)):
        asked = client_of(person)
        assert [UNSEEN in body(asked.get(place)) for place in places] == [is_told] * len(places)


def test_naming_it_in_a_form_is_refused_without_its_title(scene, hidden, client_of, admin):
    asked, filled = client_of(admin), answers(admin)
    idea = {**filled, "idea": "i", "expected_benefit": "e", "source": "customer", "benefit": "time", "effort": "small"}
    places = {
        address(f"{IDEA}-create", scene): {**idea, "organisation": hidden[ORGANISATION].reference},
        address(f"{CONTACT}-create", scene): {**filled, "organisation": hidden[ORGANISATION].reference},
        address(f"{IDEA}-links", scene): {**filled, "target": hidden[IDEA].reference},
    }
    for place, sent in places.items():
        answer = asked.post(place, sent)
        assert (place, answer.status_code, UNSEEN in body(answer)) == (place, 422, False)
    assert not Opportunity.objects.filter(title="His").exists()
    assert not Contact.objects.filter(title="His").exists()


def test_two_versions_side_by_side_do_not_name_it(scene, hidden, client_of, admin):
    idea = {"idea": "i", "expected_benefit": "e", "source": "staff", "benefit": "time", "effort": "small"}
    answer = client_of(admin).post(address(f"{IDEA}-edit", scene), {**answers(admin), **idea, "version": 1})
    assert (answer.status_code, UNSEEN in body(answer)) == (409, False)
    assert hidden[ORGANISATION].reference in body(answer)


def test_old_versions_do_not_name_it(scene, hidden, client_of, charlie):
    for kind in (IDEA, CONTACT):
        place, reference = scene[kind][0].page_url, hidden[ORGANISATION].reference
        pages = [f"{place}history/", f"{place}history/compare/?a=1&b=3", f"{place}history/as-of/?on={today()}"]
        told = [body(client_of(charlie).get(page)) for page in pages]
        assert [(reference in page, UNSEEN in page) for page in told] == [(True, False)] * 3


def test_fields_drawn_anew_do_not_name_it(scene, hidden, client_of, admin):
    sent = {"source": "customer", "organisation": hidden[ORGANISATION].reference}
    answer = client_of(admin).post(
        f"{address(f'{IDEA}-create', scene)}?_redraw=1", sent, headers={"HX-Request": "true"}
    )
    assert (answer.status_code, UNSEEN in body(answer)) == (200, False)
