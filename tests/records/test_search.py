"""Search over the database at hand: what is found, by whom, in which order; and that index and records agree."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from improvement.models import Opportunity
from parties.models import Organisation
from records.access.standing import GOVERN, forget, standing_of
from records.domain.bulk import create_many
from records.domain.comments import add_comment
from records.domain.errors import StaleError
from records.domain.reindexing import differing, index_missing, rebuild
from records.domain.sharing import grant, revoke
from records.domain.withdrawal import restore, withdraw
from records.domain.write import write
from records.models import KindSight, Record, SearchEntry
from records.search import postgres, query
from records.search.index import text_fields
from records.search.query import Search, titled
from tests.factories import FACTORIES, ContactFactory, OpportunityFactory, OrganisationFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def found(user, text, **narrowed):
    """Titles of what a person finds, newest first; the best are the same records."""
    forget(user)
    search = Search(user, text, **narrowed)
    newest = search.newest()
    assert sorted(newest) == sorted(search.best())
    titles = dict(Record.objects.filter(pk__in=newest).values_list("pk", "title"))
    return [titles[key] for key in newest]


class TestWords:
    @pytest.mark.parametrize(
        ("title", "typed"),
        [
            ("Zürich café", "zurich CAFÉ"),
            ("Zürich café", "caf"),
            ("Große Straße", "strasse"),
            ("Ελλάδα", "ελλαδα"),
            ("Ёлка", "елк"),
            ("مُدِير الأنظمة", "مدير الانظ"),
            ("服务管理体系", "管理"),
            ("服务管理体系", "体"),
            ("हिन्दी भाषा", "हिन्दी"),
            ("한국어 문서", "한국"),
            ("report_2026-03.pdf", "2026-03"),
            ("ISO/IEC 20000-1:2018", "20000-1"),
            ("It's a well-known one", "well-kn"),
            ("AND OR NOT NEAR", "and near"),
            ("x * y", "x y"),
        ],
    )
    def test_a_title_is_found_as_people_type_it(self, alice, title, typed):
        OpportunityFactory(actor=alice, title=title)
        OpportunityFactory(actor=alice, title="Something else")
        assert found(alice, typed) == [title]

    @pytest.mark.parametrize("typed", ["printe fault", "int", "printer zzz", "printerfault", "fault- x"])
    def test_half_a_word_before_the_last_or_its_middle_is_not_found(self, alice, typed):
        OpportunityFactory(actor=alice, title="Printer fault")
        assert found(alice, typed) == []

    def test_a_reference_is_found_whole_by_its_beginning_and_by_its_parts(self, alice):
        made = [OpportunityFactory(actor=alice) for _ in range(3)]
        second = made[1].reference
        for typed in (second, second.lower(), second.replace("-", "\u2011"), second.split("-")[2]):
            assert found(alice, typed) == [made[1].title]
        for typed in ("opp", "OPP-", second[:8], second[:9], second[:11]):
            assert len(found(alice, typed)) == 3, typed
        assert found(alice, f"{second}0") == []

    def test_all_words_must_be_there_wherever_they_stand(self, alice, bob):
        made = OpportunityFactory(actor=alice, title="Printer", idea="Toner is gone", expected_benefit="Paper")
        add_comment(made, actor=bob, text="The cartridge leaks")
        assert found(alice, "printer toner paper cartridge") == ["Printer"]
        assert found(alice, "printer toner ink") == []

    @pytest.mark.parametrize("typed", ["", " ", "!!!", "🎉", '"', "*", "\x00", "(((", "—", "\ud800"])
    def test_signs_alone_find_nothing(self, alice, typed):
        OpportunityFactory(actor=alice, title='🎉 " * (')
        assert found(alice, typed) == []

    def test_very_much_typed_is_cut_and_said(self, alice):
        OpportunityFactory(actor=alice, title=" ".join(f"w{n}" for n in range(20)))
        assert len(found(alice, " ".join(f"w{n}" for n in range(20)))) == 1
        for text in ("x" * 10_000, "w1 " * 5000, " ".join(f"w{n}" for n in range(9))):
            assert Search(alice, text).is_cut is True
        assert Search(alice, "w1 w2").is_cut is False


class TestSight:
    def test_each_way_to_see_a_record_is_a_way_to_find_it_and_there_is_no_other(self, alice, bob, charlie):
        group = Group.objects.create(name="Board")
        bob.groups.add(group)
        scope, other = OrganisationFactory.create_batch(2, actor=alice, restricted=True)
        made = {
            "open": OpportunityFactory(actor=alice, title="kite open"),
            "his": OpportunityFactory(actor=bob, title="kite his", restricted=True),
            "shared": OpportunityFactory(actor=alice, title="kite shared", restricted=True),
            "group": OpportunityFactory(actor=alice, title="kite group", restricted=True),
            "lapsed": OpportunityFactory(actor=alice, title="kite lapsed", restricted=True),
            "hidden": OpportunityFactory(actor=alice, title="kite hidden", restricted=True),
            "governed": ContactFactory(actor=alice, title="kite governed", organisation=scope, restricted=True),
            "not governed": ContactFactory(actor=alice, title="kite not governed", organisation=other, restricted=True),
        }
        grant(made["shared"], bob, actor=alice)
        grant(made["group"], group, actor=alice)
        grant(made["lapsed"], bob, actor=alice, until=timezone.localdate() - timedelta(days=2))
        grant(scope, bob, actor=alice, codename=GOVERN)
        grant(other, bob, actor=alice)
        assert found(bob, "kite") == ["kite governed", "kite group", "kite shared", "kite his", "kite open"]
        assert found(charlie, "kite") == ["kite open"]
        for person in (alice, bob, charlie):
            visible = Record.objects.visible_to(person).filter(title__startswith="kite")
            assert found(person, "kite") == list(visible.order_by("-id").values_list("title", flat=True))
        revoke(made["shared"], bob, actor=alice)
        assert "kite shared" not in found(bob, "kite")
        KindSight.objects.create(user=charlie, kind="contact")
        assert found(charlie, "kite") == ["kite not governed", "kite governed", "kite open"]

    def test_an_owner_finds_what_is_theirs(self, alice, charlie):
        OpportunityFactory(actor=alice, owner=alice, title="kite", restricted=True)
        assert (found(alice, "kite"), found(charlie, "kite")) == (["kite"], [])

    def test_who_stands_in_for_an_absent_owner_finds_what_is_theirs(self, alice, charlie):
        OpportunityFactory(actor=alice, title="kite", restricted=True)
        charlie._standing = replace(standing_of(charlie), covers=frozenset({alice.pk}))
        assert Search(charlie, "kite").newest() == Search(alice, "kite").newest() != []

    def test_what_becomes_restricted_open_or_somebody_elses_is_found_accordingly(self, alice, bob, charlie):
        made = OpportunityFactory(actor=alice, title="kite")
        for restricted, expected in ((True, []), (False, ["kite"])):
            made.restricted = restricted
            write(made, actor=alice, action="edit")
            assert found(charlie, "kite") == expected

    def test_comments_and_files_of_what_is_hidden_find_nothing(self, alice, charlie):
        made = OpportunityFactory(actor=alice, title="Plain", restricted=True)
        add_comment(made, actor=alice, text="kite")
        assert (found(alice, "kite"), found(charlie, "kite")) == (["Plain"], [])

    def test_nobody_finds_anything_who_is_out(self, alice, charlie):
        OpportunityFactory(actor=alice, title="kite")
        charlie.is_active = False
        assert found(charlie, "kite") == []

    def test_the_index_is_not_trusted(self, alice, charlie):
        """An entry that claims too much shows nothing: what is shown and counted passed ``visible_to``."""
        made = OpportunityFactory(actor=alice, title="kite", restricted=True)
        entry = SearchEntry.objects.get(pk=made.pk)
        SearchEntry.objects.filter(pk=made.pk).update(marks=f"{entry.marks} _open")
        assert (Search(charlie, "kite").newest(), Search(charlie, "kite").best()) == ([], [])
        assert Search(charlie, made.reference).best() == []

    def test_no_mark_can_be_typed(self, alice, charlie):
        OpportunityFactory(actor=alice, title="kite")
        for typed in ("_open", "_current", f"_o{alice.pk}", "marks : _open", "_kopportunity", "^kite _open"):
            assert found(charlie, typed) == []

    def test_the_keys_asked_of_the_index_are_those_of_visible_records_alone(self, alice, charlie, monkeypatch):
        """So that a search costs what is visible, not what is hidden."""
        made = [OpportunityFactory(actor=alice, title=f"kite {n}", restricted=n % 2 == 0) for n in range(6)]
        asked = []
        monkeypatch.setattr(Search, "_seen", lambda _self, keys: asked.extend(keys) or keys)
        Search(charlie, "kite").newest()
        assert sorted(asked) == [record.pk for record in made if not record.restricted]


class TestOrderAndFilters:
    def test_newest_first_and_best_first(self, alice):
        for title, idea in (("An old kite", "x"), ("Wind", "a kite"), ("Kite", "x"), ("Storm", "kites")):
            OpportunityFactory(actor=alice, title=title, idea=idea)
        search = Search(alice, "kite")
        titles = dict(Record.objects.values_list("pk", "title"))
        assert [titles[key] for key in search.newest()] == ["Storm", "Kite", "Wind", "An old kite"]
        assert [titles[key] for key in search.best()] == ["Kite", "An old kite", "Storm", "Wind"]

    def test_ranking_looks_at_the_newest_hits_and_a_title_is_still_above(self, alice, monkeypatch):
        monkeypatch.setattr(query, "HITS_MAX", 3)
        first = OpportunityFactory(actor=alice, title="Kite")
        for _ in range(6):
            OpportunityFactory(actor=alice, title="Wind", idea="kite")
        best = Search(alice, "kite").best()
        assert (len(best), best[0]) == (3, first.pk)

    def test_the_record_of_the_reference_typed_stands_first_however_old(self, alice, monkeypatch):
        monkeypatch.setattr(query, "HITS_MAX", 3)
        first = OpportunityFactory(actor=alice)
        for _ in range(5):
            OpportunityFactory(actor=alice, title=f"About {first.reference}")
        assert Search(alice, first.reference).best()[0] == first.pk

    def test_what_was_withdrawn_is_left_out_unless_asked_for(self, alice):
        made = OpportunityFactory(actor=alice, title="kite")
        withdraw(made, actor=alice, reason="Twice")
        assert (found(alice, "kite"), found(alice, "kite", is_withdrawn=True)) == ([], ["kite"])
        assert found(alice, made.reference) == []
        restore(Opportunity.objects.get(pk=made.pk), actor=alice, reason="Not twice")
        assert (found(alice, "kite"), found(alice, "kite", is_withdrawn=True)) == (["kite"], [])

    def test_by_kind(self, alice):
        OpportunityFactory(actor=alice, title="kite idea")
        OrganisationFactory(actor=alice, title="kite makers")
        assert found(alice, "kite", kind="organisation") == ["kite makers"]

    @pytest.mark.parametrize(
        ("days", "stretches"),
        [(0, ["week", "month", "year"]), (6, ["week", "month", "year"]), (8, ["month", "year"]), (31, ["year"]),
         (300, ["year"]), (366, []), (800, [])],
    )  # fmt: skip
    def test_by_when_it_was_changed(self, alice, days, stretches):
        then = timezone.now() - timedelta(days=days)
        create_many([Opportunity(title="kite", idea="i", expected_benefit="e", owner=alice, created=then)], actor=alice)
        assert [stretch for stretch in query.STRETCHES if found(alice, "kite", changed=stretch)] == stretches

    def test_pages_lead_on_and_back(self, alice):
        keys = [OpportunityFactory(actor=alice, title="kite").pk for _ in range(6)][::-1]
        search = Search(alice, "kite")
        assert search.newest(2) == keys[:2]
        assert search.newest(2, beyond=keys[1]) == keys[2:4]
        assert search.newest(9, beyond=keys[3]) == keys[4:]
        assert search.newest(2, beyond=keys[4], is_back=True) == [keys[3], keys[2]]

    def test_what_lies_beyond_the_walk_is_found_too(self, alice, monkeypatch):
        monkeypatch.setattr(postgres, "WALK", 2)
        keys = [OpportunityFactory(actor=alice, title="kite" if n % 3 else "wind").pk for n in range(9)][::-1]
        kites = Search(alice, "kite").newest()
        assert (kites, len(kites)) == ([key for key in keys if key in kites], 6)
        assert Search(alice, "kite").newest(4) == kites[:4]
        assert Search(alice, "kite").newest(4, beyond=kites[-1], is_back=True) == kites[1:5][::-1]

    def test_queries_do_not_grow(self, alice, charlie):
        counts = []
        for _ in range(2):
            OpportunityFactory.create_batch(5, actor=alice, title="kite")
            with CaptureQueriesContext(connection) as queries:
                Search(charlie, "kite").best()
            counts.append(len(queries))
        assert counts[1] <= counts[0] <= 6


class TestLists:
    def titles(self, user, text):
        condition = titled(text, user, "opportunity")
        return sorted(Opportunity.objects.visible_to(user).filter(condition).values_list("title", flat=True))

    @pytest.fixture(params=[1000, 0])
    def common(self, request, monkeypatch):
        """Few hits are named by their keys; of many each row is asked."""
        monkeypatch.setattr(query, "COMMON", request.param)

    def test_a_list_is_searched_in_titles_and_references(self, alice, charlie, common):
        OpportunityFactory(actor=alice, title="Kite", idea="wind")
        OpportunityFactory(actor=alice, title="Kites")
        OpportunityFactory(actor=alice, title="Old kite", restricted=True)
        OrganisationFactory(actor=alice, title="Kite makers")
        assert self.titles(alice, "kite") == ["Kite", "Kites", "Old kite"]
        assert self.titles(alice, "kite ") == ["Kite", "Old kite"]
        assert self.titles(charlie, "kite") == ["Kite", "Kites"]
        assert self.titles(alice, "wind") == self.titles(alice, "!") == self.titles(alice, "nowhere") == []
        assert self.titles(alice, "opp kites") == ["Kites"]


class TestAgreement:
    def test_every_text_of_every_kind_is_indexed(self, alice):
        """Each text field of each kind is filled with a word of its own, and found by it."""
        for factory in FACTORIES.values():
            model = factory._meta.model
            # No word may begin as another kind's does: words are found by their beginnings.
            called = f"{model.kind_key.replace('-', '').replace('_', '')}end"
            words = {name: f"word{number}{called}" for number, name in enumerate(text_fields(model))}
            limits = {name: model._meta.get_field(name).max_length or 99 for name in words}
            made = factory(actor=alice, **{name: word[: limits[name]] for name, word in words.items()})
            for name, word in words.items():
                assert Search(alice, word[: limits[name]]).newest() == [made.pk], (model, name)

    def test_what_kinds_hold_as_text_is_known(self):
        assert set(text_fields(Opportunity)) >= {"idea", "expected_benefit"}
        assert "source" not in text_fields(Opportunity)
        assert "title" not in text_fields(Organisation)

    def test_index_and_records_agree_after_everything(self, scene, alice):
        made = scene["improvement:opportunity"][0]
        add_comment(made, actor=alice, text="kite")
        assert differing() == []

    def test_a_difference_is_seen_and_a_rebuild_mends_it_as_often_as_one_likes(self, scene, alice):
        made = scene["improvement:opportunity"][0]
        SearchEntry.objects.filter(pk=made.pk).update(head=" crooked ")
        gone = scene["parties:organisation"][0]
        SearchEntry.objects.filter(pk=gone.pk).delete()
        assert sorted(differing()) == sorted([made.pk, gone.pk])
        assert Search(alice, gone.reference).newest() == []
        assert rebuild() == rebuild() == Record.objects.count()
        assert differing() == []
        assert Search(alice, gone.reference).newest() == [gone.pk]
        assert Search(alice, "crooked").newest() == []

    def test_records_from_before_there_was_an_index_get_their_entries(self, alice):
        keys = [OpportunityFactory(actor=alice, title="kite").pk for _ in range(3)]
        SearchEntry.objects.filter(pk__in=keys[1:]).delete()
        assert found(alice, "kite") == ["kite"]
        assert (index_missing(), index_missing()) == (2, 0)
        assert len(found(alice, "kite")) == 3

    def test_the_command_says_what_it_did_and_what_differs(self, alice, capsys):
        made = OpportunityFactory(actor=alice)
        SearchEntry.objects.filter(pk=made.pk).update(own="")
        call_command("rebuild_search", check=True)
        assert "1 entries differ" in capsys.readouterr().out
        call_command("rebuild_search")
        call_command("rebuild_search", check=True)
        assert "Every entry is as it should be" in capsys.readouterr().out


class TestWriting:
    def test_what_is_changed_is_found_by_its_new_words_alone(self, alice):
        made = OpportunityFactory(actor=alice, title="kite", idea="wind")
        made.title, made.idea = "balloon", "gas"
        write(made, actor=alice, action="edit")
        assert [found(alice, word) for word in ("kite", "wind", "balloon", "gas")] == [[], [], ["balloon"], ["balloon"]]

    def test_an_edit_leaves_the_words_of_comments(self, alice):
        made = OpportunityFactory(actor=alice, title="kite")
        add_comment(made, actor=alice, text="wind")
        made.refresh_from_db()
        made.title = "balloon"
        write(made, actor=alice, action="edit")
        assert found(alice, "wind") == ["balloon"]

    def test_an_edit_of_no_word_writes_no_entry(self, alice):
        made = OpportunityFactory(actor=alice)
        made.due = timezone.localdate()
        with CaptureQueriesContext(connection) as queries:
            write(made, actor=alice, action="edit")
        assert not any('UPDATE "records_searchentry"' in one["sql"] for one in queries)

    def test_what_is_rolled_back_is_not_found(self, alice):
        with transaction.atomic():
            OpportunityFactory(actor=alice, title="kite")
            transaction.set_rollback(True)
        assert (found(alice, "kite"), SearchEntry.objects.count()) == ([], 0)
        made = OpportunityFactory(actor=alice, title="wind")
        with transaction.atomic():
            add_comment(made, actor=alice, text="kite")
            transaction.set_rollback(True)
        assert found(alice, "kite") == []

    def test_many_created_at_once_are_found(self, alice):
        create_many(
            [Opportunity(title=f"kite {n}", idea="i", expected_benefit="e", owner=alice) for n in range(30)],
            actor=alice,
        )
        assert len(found(alice, "kite")) == 30
        assert differing() == []

    def test_a_stale_edit_leaves_the_entry_as_it_was(self, alice):
        made = OpportunityFactory(actor=alice, title="kite")
        old = Opportunity.objects.get(pk=made.pk)
        made.title = "balloon"
        write(made, actor=alice, action="edit")
        old.title = "wind"
        with pytest.raises(StaleError):
            write(old, actor=alice, action="edit")
        assert (found(alice, "balloon"), found(alice, "wind")) == (["balloon"], [])


@pytest.mark.django_db(transaction=True)
def test_edits_and_comments_at_the_same_moment_leave_an_entry_that_agrees(alice, bob):
    made = OpportunityFactory(actor=alice, title="kite")

    def edit():
        own = Opportunity.objects.get(pk=made.pk)
        own.title = "balloon"
        write(own, actor=alice, action="edit")

    def comment(text):
        return lambda: add_comment(Opportunity.objects.get(pk=made.pk), actor=bob, text=text)

    raised = at_once(edit, *(comment(f"remark{n}") for n in range(4)))
    assert [error for error in raised if not isinstance(error, StaleError)] == []
    assert differing() == []
    assert all(Search(alice, f"remark{n}").newest() == [made.pk] for n in range(4))
