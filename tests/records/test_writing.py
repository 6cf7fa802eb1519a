"""The one road to write."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from improvement.models import Opportunity
from records.access.permits import Refused
from records.domain.bulk import create_many
from records.domain.errors import InputError, NotNowError, StaleError
from records.domain.withdrawal import restore, withdraw
from records.domain.write import write
from records.history import as_it_was
from records.models import Event, Record
from records.triggers import guarded_tables, missing
from tests.factories import OpportunityFactory

pytestmark = pytest.mark.django_db


def test_creating_gives_a_reference_a_state_an_event_and_a_row_of_history(alice):
    made = OpportunityFactory(actor=alice, title="Label the cables")
    assert (made.reference[:4], made.state, made.version, made.kind) == ("OPP-", "proposed", 1, "opportunity")
    event = made.events.get()
    assert (event.action, event.actor, event.version, event.origin) == ("create", alice, 1, "command")
    row = made.history.get()
    assert (row.event, row.title, row.history_type) == (event, "Label the cables", "+")


def test_editing_adds_an_event_with_its_reason_and_a_row_of_history(alice):
    made = OpportunityFactory(actor=alice)
    made.title = "Better"
    write(made, actor=alice, action="edit", reason="Clearer")
    assert list(made.events.values_list("action", "reason", "version")) == [("edit", "Clearer", 2), ("create", "", 1)]
    assert list(made.history.order_by("event_id").values_list("version", flat=True)) == [1, 2]


def test_columns_of_both_tables_are_written_and_only_where_they_differ(alice):
    made = OpportunityFactory(actor=alice, title="Title", idea="Idea")
    made.idea, made.due = "Other", date(2026, 5, 1)
    with CaptureQueriesContext(connection) as queries:
        write(made, actor=alice, action="edit")
    stored = Opportunity.objects.get(pk=made.pk)
    assert (stored.title, stored.idea, stored.due, stored.version) == ("Title", "Other", date(2026, 5, 1), 2)
    updates = [query["sql"].split(" WHERE ")[0] for query in queries if query["sql"].startswith("UPDATE")]
    assert [update.split()[1] for update in updates] == [
        '"records_record"',
        '"improvement_opportunity"',
        '"records_searchentry"',
    ]
    assert not any('"title"' in update for update in updates)


def test_saving_outside_the_road_is_refused(alice):
    made = OpportunityFactory(actor=alice)
    with pytest.raises(RuntimeError, match=r"for records\.domain\.write alone"):
        made.save()
    with pytest.raises(RuntimeError, match="read the child first"):
        Record.objects.get(pk=made.pk).save()


@pytest.mark.parametrize("model", [Record, Opportunity])
def test_querysets_write_nothing_outside_the_road(alice, model):
    made = OpportunityFactory(actor=alice, title="As it was")
    made.title = "Past the road"
    rows = model.objects.filter(pk=made.pk)
    for past in (
        lambda: rows.update(title="Past the road"),
        lambda: model.objects.bulk_update([made], ["title"]),
        lambda: Record.objects.bulk_create([Record(title="Past the road")]),
        rows.delete,
    ):
        with pytest.raises(RuntimeError):
            past()
    assert list(Record.objects.values_list("title", flat=True)) == ["As it was"]


@pytest.mark.parametrize("actor", ["alice", None])
def test_an_action_that_no_rule_names_is_a_mistake_for_everybody(alice, actor):
    made = OpportunityFactory(actor=alice)
    with pytest.raises(ValueError, match="opportunity has no action acept"):
        write(made, actor=alice if actor else None, action="acept")


@pytest.mark.parametrize(("field", "value"), [("title", "x" * 201), ("source", "s" * 21), ("state", "no-such-state")])
def test_creating_many_takes_only_what_fits(alice, field, value):
    rows = [Opportunity(title=f"Idea {n}", idea="i", expected_benefit="e") for n in range(3)]
    if field == "state":
        Opportunity._meta.get_field("state").set_state(rows[1], value)
    else:
        setattr(rows[1], field, value)
    with pytest.raises(InputError, match="Row 2"):
        create_many(rows, actor=alice)
    assert Record.objects.count() == 0


def test_withdrawing_twice_and_restoring_what_is_in_use_are_refused(alice):
    made = OpportunityFactory(actor=alice)
    with pytest.raises(NotNowError, match="in use already"):
        restore(made, actor=alice, reason="r")
    withdraw(made, actor=alice, reason="Twice the same")
    with pytest.raises((NotNowError, Refused)):
        withdraw(Opportunity.objects.get(pk=made.pk), actor=alice, reason="Again")
    assert list(made.events.values_list("action", flat=True)) == ["withdraw", "create"]


def test_what_was_taken_over_tells_when_it_happened_and_when_it_was_written_down(alice):
    long_ago = timezone.now() - timedelta(days=700)
    rows = [Opportunity(title="Old", idea="i", expected_benefit="e", created=long_ago, owner=alice)]
    made = create_many(rows, actor=alice)[0]
    event = made.events.get()
    assert (event.at, (timezone.now() - event.recorded) < timedelta(minutes=1)) == (long_ago, True)
    assert as_it_was(made, timezone.now() - timedelta(days=1)) is None
    assert as_it_was(made, timezone.now()).title == "Old"


def test_a_bare_record_cannot_be_written(alice):
    made = OpportunityFactory(actor=alice)
    with pytest.raises(TypeError, match="read the child first"):
        write(Record.objects.get(pk=made.pk), actor=alice, action="edit")


def test_deleting_is_refused(alice):
    made = OpportunityFactory(actor=alice)
    with pytest.raises(RuntimeError, match="never deleted"):
        made.delete()


def test_a_stale_version_is_refused_and_changes_nothing(alice):
    made = OpportunityFactory(actor=alice, title="First")
    slow = Opportunity.objects.get(pk=made.pk)
    made.title = "Second"
    write(made, actor=alice, action="edit")
    slow.title = "Third"
    with pytest.raises(StaleError):
        write(slow, actor=alice, action="edit")
    stored = Opportunity.objects.get(pk=made.pk)
    assert (stored.title, stored.version, stored.events.count(), stored.history.count()) == ("Second", 2, 2, 2)


def test_who_has_no_right_is_refused_and_nothing_is_written(alice, charlie):
    made = OpportunityFactory(actor=alice, title="Hers")
    made.title = "His"
    with pytest.raises(Refused, match="the owner"):
        write(made, actor=charlie, action="edit")
    assert Opportunity.objects.get(pk=made.pk).title == "Hers"
    assert made.events.count() == 1


def test_nobody_makes_themselves_owner_first(alice, charlie):
    made = OpportunityFactory(actor=alice)
    made.owner = charlie
    with pytest.raises(Refused):
        write(made, actor=charlie, action="edit")


def test_nobody_edits_a_record_out_of_their_own_sight(alice, admin):
    made = OpportunityFactory(actor=alice)
    made.restricted = True
    with pytest.raises(Refused, match="no longer see"):
        write(made, actor=admin, action="edit")
    assert Opportunity.objects.get(pk=made.pk).restricted is False


def test_a_transition_from_the_wrong_state_is_refused(alice, bob):
    made = OpportunityFactory(actor=alice, owner=bob)
    with pytest.raises(NotNowError):
        write(made, actor=bob, action="realise")
    assert (made.events.count(), Opportunity.objects.get(pk=made.pk).version) == (1, 1)


def test_a_form_sent_twice_acts_once(alice):
    OpportunityFactory(actor=alice)
    write(Opportunity(title="One", idea="i", expected_benefit="e"), actor=alice, action="create", token="t1")
    with pytest.raises(IntegrityError), transaction.atomic():
        write(Opportunity(title="Two", idea="i", expected_benefit="e"), actor=alice, action="create", token="t1")
    assert Opportunity.objects.filter(title__in=["One", "Two"]).count() == 1


def test_references_have_no_gap_after_a_failed_write(alice):
    first = OpportunityFactory(actor=alice)
    with transaction.atomic():
        OpportunityFactory(actor=alice)
        transaction.set_rollback(True)
    second = OpportunityFactory(actor=alice)
    assert int(second.reference[-4:]) == int(first.reference[-4:]) + 1


@pytest.mark.parametrize("table", ["records_event", "improvement_historicalopportunity"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {}", "DELETE FROM {}"])
def test_events_and_history_refuse_to_be_changed(alice, table, statement):
    OpportunityFactory(actor=alice)
    column = "action = 'x'" if table == "records_event" else "title = 'x'"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is SQLite's own")
def test_replace_does_not_get_through(alice):
    OpportunityFactory(actor=alice)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("REPLACE INTO records_event SELECT * FROM records_event")


def test_every_guarded_table_has_its_triggers():
    assert missing(connection) == []
    assert {"records_event", "improvement_historicalopportunity"} <= set(guarded_tables())


def test_creating_many_gives_each_its_event_history_and_reference(alice):
    made = create_many(
        [Opportunity(title=f"Idea {n}", idea="i", expected_benefit="e", owner=alice) for n in range(7)], actor=alice
    )
    stored = list(Opportunity.objects.order_by("pk"))
    assert [found.title for found in stored] == [f"Idea {n}" for n in range(7)]
    assert len({found.reference for found in stored}) == 7
    assert Event.objects.filter(action="create").count() == 7
    assert [found.history.get().title for found in made] == [found.title for found in stored]
    stored[0].title = "Changed later"
    write(stored[0], actor=alice, action="edit")
    assert stored[0].history.count() == 2


def test_creating_many_is_all_or_nothing(alice):
    with pytest.raises(TypeError):
        create_many([Opportunity(title="a"), Record(title="b")], actor=alice)
    assert Record.objects.count() == 0
