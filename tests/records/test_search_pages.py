"""Search over HTTP: the page, the palette, what is kept at hand; whatever is typed, and nothing that is hidden."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.domain import at_hand
from records.domain.comments import add_comment
from records.models import Opened, Pin
from records.views import search
from tests.access.scene import body
from tests.factories import OpportunityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

PAGE = "/records/search/"
PALETTE = {"HX-Request": "true", "HX-Target": "palette-hits"}


def titles(answer):
    return [row.hit.record.title for row in answer.context["rows"]]


def test_hits_are_shown_with_their_words_marked_and_their_place(client_of, alice, bob):
    made = OpportunityFactory(actor=alice, title="A <b>kite</b>", idea="Wind & weather")
    OpportunityFactory(actor=alice, title="Balloon", idea="as a kite, but with gas")
    other = OpportunityFactory(actor=alice, title="Storm")
    add_comment(other, actor=bob, text="No kites <today>")
    page = body(client_of(alice).get(PAGE, {"q": "kite"}))
    assert "A &lt;b&gt;<mark>kite</mark>&lt;/b&gt;" in page
    assert "as a <mark>kite</mark>, but with gas" in page
    assert re.search(r"in a comment:</span>\s*No <mark>kite</mark>s &lt;today&gt;", page)
    assert made.page_url in page
    assert re.search(r"3 hits", page)


def test_hidden_records_show_by_no_hit_count_quote_or_pin(client_of, alice, charlie):
    hidden = OpportunityFactory(actor=alice, title="Geheimvogel", idea="kite", restricted=True)
    add_comment(hidden, actor=alice, text="Geheimvogel")
    OpportunityFactory(actor=alice, title="Open", idea="kite")
    Pin.objects.create(user=charlie, record_id=hidden.pk)
    Opened.objects.create(user=charlie, record_id=hidden.pk)
    asking = client_of(charlie)
    for asked in ("kite", "geheimvogel", "g", hidden.reference, hidden.reference[:9], ""):
        for sort in ("best", "newest"):
            for parts in ({}, PALETTE):
                answer = asking.get(PAGE, {"q": asked, "sort": sort}, headers=parts)
                page = body(answer).replace(f'value="{asked}"', "").replace("Search: ", "")
                assert "Geheimvogel" not in page, (asked, sort)
                assert hidden.reference not in page.replace(f"q={hidden.reference}", "").replace(
                    f"{hidden.reference}\n", ""
                ), (asked, sort)
    assert asking.get(PAGE, {"q": "kite"}).context["count"] == 1
    assert asking.get(PAGE, {"q": "geheimvogel"}).context["count"] == 0


@pytest.mark.parametrize(
    "typed",
    ['"', "*", "AND", "NEAR(", '"kite', "kite OR", "(((", "a:b", "^kite", "-kite", "kite*", "x" * 10_000, "kite " * 3000,
     "\x00", "ki\x00te", "!?;", "🎉", "كتاب", "服务管理", "Ελλάδα", "'; DROP TABLE x;--", "%s %(a)s {}", "\\", "a\tb\nc", "\uff0a"],
)  # fmt: skip
@pytest.mark.parametrize("parts", [{}, PALETTE])
def test_whatever_is_typed_gets_a_clear_answer(client_of, alice, typed, parts):
    OpportunityFactory(actor=alice, title="Else")
    for place in (PAGE, "/improvement/opportunities/"):
        answer = client_of(alice).get(place, {"q": typed}, headers=parts)
        assert answer.status_code == 200
    page = body(client_of(alice).get(PAGE, {"q": typed}, headers=parts))
    said = (
        "Signs alone are not searched",
        "No record you may see has all these words",
        "Else",
        "All hits, with filters",
        "Records you open and pin will stand here",
    )
    assert any(words in page for words in said)


def test_what_is_cut_is_said(client_of, alice):
    page = body(client_of(alice).get(PAGE, {"q": "w1 w2 w3 w4 w5 w6 w7 w8 w9"}))
    assert "the first 8 words within 200 characters were searched" in page


def test_filters_and_order_are_kept_on_the_ways_on_and_back(client_of, alice, monkeypatch):
    monkeypatch.setattr(search, "PAGE", 2)
    for n in range(5):
        OpportunityFactory(actor=alice, title=f"kite {n}")
    OrganisationFactory(actor=alice, title="kite makers")
    asking = client_of(alice)
    for sort in ("newest", "best"):
        pages, place = [], f"{PAGE}?q=kite&kind=opportunity&changed=week&sort={sort}"
        while place:
            answer = asking.get(place)
            pages.append(titles(answer))
            last, place = answer, answer.context["older"]
        assert pages == [["kite 4", "kite 3"], ["kite 2", "kite 1"], ["kite 0"]]
        back = asking.get(last.context["newer"])
        assert titles(back) == pages[1]
        assert titles(asking.get(back.context["newer"])) == pages[0]


@pytest.mark.parametrize("at", ["x", "o", "oabc", "n99999999999999999999", "o0", "o-1", "o²", "o1" * 500])
def test_a_cursor_that_makes_no_sense_breaks_nothing(client_of, alice, at):
    OpportunityFactory(actor=alice, title="kite")
    for sort in ("newest", "best", "moon"):
        assert client_of(alice).get(PAGE, {"q": "kite", "at": at, "sort": sort}).status_code == 200


def test_values_that_are_not_offered_are_left_out(client_of, alice):
    OpportunityFactory(actor=alice, title="kite")
    asked = {"q": "kite", "kind": "moon", "changed": "ever", "withdrawn": "x", "sort": "x"}
    assert titles(client_of(alice).get(PAGE, asked)) == ["kite"]


def test_pages_of_the_navigation_are_offered_as_far_as_one_has_them(client_of, alice, admin):
    def offered(user, typed):
        return [jump.label for jump in client_of(user).get(PAGE, {"q": typed}, headers=PALETTE).context["jumps"]]

    assert offered(alice, "jo") == ["Jobs"]
    assert "Opportunities" in offered(alice, "opport")
    assert offered(alice, "my work") == ["My work"]
    assert (offered(alice, "mail"), offered(admin, "mail")) == ([], ["Mail"])
    assert offered(alice, "nowhere") == offered(alice, "") == []


def test_the_palette_is_a_part_and_says_so_to_caches(client_of, alice):
    OpportunityFactory(actor=alice, title="kite")
    answer = client_of(alice).get(PAGE, {"q": "ki"}, headers=PALETTE)
    assert "<html" not in body(answer)
    assert {"HX-Request", "HX-Target"} <= set(answer["Vary"].split(", "))
    assert "<mark>ki</mark>te" in body(answer)


class TestAtHand:
    def test_records_opened_and_pinned_stand_where_nothing_is_typed(self, client_of, alice):
        first, second, third = (OpportunityFactory(actor=alice, title=title) for title in ("One", "Two", "Three"))
        asking = client_of(alice)
        for record in (first, second, first):
            assert asking.post(f"/records/{record.reference}/opened/").status_code == 204
        assert asking.post(f"/records/{third.reference}/pin/").status_code == 302
        for parts in ({}, PALETTE):
            context = asking.get(PAGE, headers=parts).context
            kept = {part: [row.hit.record.title for row in context[part]] for part in ("pinned", "opened")}
            assert kept == {"pinned": ["Three"], "opened": ["One", "Two"]}

    def test_the_newest_few_are_kept(self, alice, bob, monkeypatch):
        monkeypatch.setattr(at_hand, "OPENED_MAX", 2)
        made = OpportunityFactory.create_batch(4, actor=alice)
        for record in made:
            at_hand.note_opened(record, by=alice)
        at_hand.note_opened(made[0], by=bob)
        kept = [list(Opened.objects.filter(user=who).values_list("record_id", flat=True)) for who in (alice, bob)]
        assert [sorted(keys) for keys in kept] == [[made[2].pk, made[3].pk], [made[0].pk]]

    def test_pinning_twice_is_pinning_once_and_unpinning_lets_go(self, client_of, alice, bob):
        made = OpportunityFactory(actor=alice)
        asking, place = client_of(alice), f"/records/{made.reference}/pin/"
        for _ in range(2):
            asking.post(place, {"pinned": "1"})
        client_of(bob).post(place)
        assert Pin.objects.count() == 2
        assert "Unpin" in body(asking.get(made.page_url))
        asking.post(place, {"pinned": "0"})
        assert list(Pin.objects.values_list("user", flat=True)) == [bob.pk]
        assert "Unpin" not in body(asking.get(made.page_url))

    def test_one_is_led_back_to_where_one_was_and_nowhere_else(self, client_of, alice):
        made = OpportunityFactory(actor=alice)
        asking, place = client_of(alice), f"/records/{made.reference}/pin/"
        for back, led in (
            (f"{PAGE}?q=x", f"{PAGE}?q=x"),
            ("https://evil.example/", made.page_url),
            ("//evil", made.page_url),
        ):
            assert asking.post(place, {"back": back})["Location"] == led

    def test_htmx_gets_the_button_alone(self, client_of, alice):
        made = OpportunityFactory(actor=alice)
        page = body(client_of(alice).post(f"/records/{made.reference}/pin/", headers={"HX-Request": "true"}))
        assert ("Unpin" in page, "<html" in page) == (True, False)

    def test_what_one_does_not_see_is_neither_pinned_nor_opened(self, client_of, alice, charlie):
        hidden = OpportunityFactory(actor=alice, restricted=True)
        for page in ("pin", "opened"):
            assert client_of(charlie).post(f"/records/{hidden.reference}/{page}/").status_code == 404
        assert (Pin.objects.count(), Opened.objects.count()) == (0, 0)

    def test_a_page_that_is_looked_at_tells_where_to_say_so(self, client_of, alice):
        made = OpportunityFactory(actor=alice)
        assert f'data-opened="/records/{made.reference}/opened/"' in body(client_of(alice).get(made.page_url))
        assert Opened.objects.count() == 0


def test_queries_do_not_grow_with_hits(client_of, alice, bob):
    asking, counts = client_of(alice), []
    for _ in range(2):
        for _ in range(4):
            add_comment(OpportunityFactory(actor=alice, title="Storm"), actor=bob, text="a kite")
        asking.get(PAGE, {"q": "kite"})
        with CaptureQueriesContext(connection) as queries:
            asking.get(PAGE, {"q": "kite"})
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
