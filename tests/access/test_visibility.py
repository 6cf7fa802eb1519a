"""Who sees what: the predicate in SQL and the one in Python give the same answer."""

from datetime import timedelta
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from improvement.models import Opportunity
from parties.models import Contact
from people.calendar import today
from records.access.standing import GOVERN, forget
from records.access.visibility import MARK, branches, can_see, first_of, visibility_sql
from records.domain.sharing import grant, revoke
from records.holders import who_see
from records.models import KindSight, Record
from tests.factories import ContactFactory, OpportunityFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(alice, bob):
    """Every way to come to see a record, and for each a record that shows it."""
    Permission.objects.create(codename="print_record", content_type=ContentType.objects.get_for_model(Record))
    yesterday = today() - timedelta(days=1)
    group = Group.objects.create(name="Board")
    bob.groups.add(group)
    organisation, shared = OrganisationFactory.create_batch(2, actor=alice, restricted=True)
    records = {
        "open": OpportunityFactory(actor=alice),
        "restricted": OpportunityFactory(actor=alice, restricted=True),
        "his own": OpportunityFactory(actor=alice, owner=alice),
        "shared": OpportunityFactory(actor=alice, restricted=True),
        "shared until yesterday": OpportunityFactory(actor=alice, restricted=True),
        "shared with his group": OpportunityFactory(actor=alice, restricted=True),
        "in a scope he governs": ContactFactory(
            actor=alice, organisation=organisation, restricted=True, scope=organisation
        ),
        "in a scope shared with him": ContactFactory(actor=alice, organisation=shared, restricted=True, scope=shared),
        "granted by a word that gives no sight": OpportunityFactory(actor=alice, restricted=True),
        "withdrawn": OpportunityFactory(actor=alice),
    }
    grant(records["shared"], bob, actor=alice)
    grant(records["shared until yesterday"], bob, actor=alice, until=yesterday)
    grant(records["shared with his group"], group, actor=alice)
    grant(organisation, bob, actor=alice, codename=GOVERN)
    grant(shared, bob, actor=alice)
    grant(records["granted by a word that gives no sight"], bob, actor=alice, codename="print_record")
    forget(bob)
    return records


EXPECTED = {
    "open": True,
    "restricted": False,
    "his own": True,
    "shared": True,
    "shared until yesterday": False,
    "shared with his group": True,
    "in a scope he governs": True,
    "in a scope shared with him": False,
    "granted by a word that gives no sight": False,
    "withdrawn": True,
}


def seen(records, user):
    keys = set(Record.objects.visible_to(user).values_list("pk", flat=True))
    return {name: record.pk in keys for name, record in records.items()}


def test_people_see_what_is_open_theirs_shared_or_in_their_scope(scene, bob):
    assert seen(scene, bob) == EXPECTED


def test_sql_and_python_agree_for_everybody(scene, alice, bob, charlie, admin):
    for user, (name, record) in product((alice, bob, charlie, admin), scene.items()):
        stored = Record.objects.get(pk=record.pk)
        assert can_see(user, stored) == seen(scene, user)[name], (user, name)


def seen_as_written_out(user):
    sql, values = visibility_sql(user, "r")
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT r.id FROM "records_record" r WHERE {sql}', values)
        return sorted(key for (key,) in cursor.fetchall())


def test_written_out_it_gives_the_same_for_everybody(scene, alice, bob, charlie, admin):
    grant(scene["shared"], charlie, actor=alice)
    grant(scene["in a scope he governs"].scope, charlie, actor=alice, codename=GOVERN)
    KindSight.objects.create(user=admin, kind="opportunity")
    gone = PersonFactory(is_active=False)
    found = {}
    for user in (alice, bob, charlie, admin, gone, AnonymousUser()):
        forget(user)
        found[user] = seen_as_written_out(user)
        assert found[user] == sorted(Record.objects.visible_to(user).values_list("pk", flat=True))
    assert len({tuple(keys) for keys in found.values()}) == 5


def test_the_kind_alone_gives_the_same_as_all_records(scene, bob):
    for model in (Opportunity, Contact):
        by_kind = set(model.objects.visible_to(bob).values_list("pk", flat=True))
        among_all = set(Record.objects.visible_to(bob).filter(kind=model.kind_key).values_list("pk", flat=True))
        assert by_kind == among_all


def newest(user, count):
    ways = [way.order_by("-created", "-id") for way in branches(Record.objects, user, "opportunity")]
    return Opportunity.objects.filter(first_of(ways, count)).order_by("-created", "-id")[:count]


def test_branches_find_the_same_rows_in_the_same_order(scene, alice, bob, charlie, admin):
    grant(scene["shared"], charlie, actor=alice)
    grant(scene["in a scope he governs"].scope, admin, actor=alice, codename=GOVERN)
    for user in (bob, alice, charlie, admin):
        forget(user)
        ordered = Opportunity.objects.order_by("-created", "-id")
        assert list(newest(user, 50)) == list(ordered.visible_to(user))
        assert list(newest(user, 2)) == list(ordered.visible_to(user))[:2]


def test_the_ways_to_a_record_do_not_overlap_and_leave_none_out(scene, alice, bob, charlie, admin):
    grant(scene["his own"], bob, actor=alice)
    KindSight.objects.create(user=charlie, kind="opportunity")
    for user, model in product((alice, bob, charlie, admin), (Opportunity, Contact)):
        forget(user)
        found = [
            pk for way in branches(Record.objects, user, model.kind_key) for pk in way.values_list("pk", flat=True)
        ]
        assert sorted(found) == sorted(model.objects.visible_to(user).values_list("pk", flat=True))


def test_sight_of_a_kind_shows_all_of_it_until_its_term_ends(scene, charlie):
    sight = KindSight.objects.create(user=charlie, kind="opportunity")
    forget(charlie)
    assert seen(scene, charlie)["restricted"] is True
    assert seen(scene, charlie)["in a scope he governs"] is False
    sight.until = today() - timedelta(days=1)
    sight.save()
    forget(charlie)
    assert seen(scene, charlie)["restricted"] is False


def test_a_revoked_grant_ends_sight_at_once(scene, alice, bob):
    revoke(scene["shared"], bob, actor=alice)
    assert seen(scene, bob)["shared"] is False


def test_a_deactivated_or_anonymous_person_sees_nothing(scene, bob):
    bob.is_active = False
    assert Record.objects.visible_to(bob).count() == 0
    assert Record.objects.visible_to(AnonymousUser()).count() == 0


def test_the_mark_stands_in_the_sql(bob):
    assert MARK in str(Opportunity.objects.visible_to(bob).query)
    assert MARK in str(newest(bob, 5).query)


def test_a_grant_on_a_child_lands_on_record_and_not_in_the_generic_table(scene):
    from guardian.models import UserObjectPermission

    assert UserObjectPermission.objects.count() == 0
    assert scene["shared"].user_grants.count() == 1


def test_those_who_see_restricted_records_are_found_for_all_at_once(scene, alice, bob, charlie, admin):
    KindSight.objects.create(user=charlie, kind="opportunity")
    people = [alice, bob, charlie, admin]
    for person in people:
        forget(person)
    hidden = [record for record in scene.values() if record.restricted]
    found = who_see(hidden)
    assert len(hidden) > 5
    for record in hidden:
        assert found[record.pk] & {person.pk for person in people} == {
            person.pk for person in people if can_see(person, record)
        }
