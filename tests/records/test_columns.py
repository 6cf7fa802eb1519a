"""Columns: what cells show and exports hold, and the order one chooses."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from records.kind import computed_column, moment_column, money_column, number_column, yes_no_column
from records.kind.columns import Shown
from tests.factories import OpportunityFactory

LIST = reverse("improvement:opportunity-list")
COLUMNS = reverse("improvement:opportunity-columns")


def cell(column, **fields):
    return column.render(SimpleNamespace(**fields), Shown())


def value(column, **fields):
    return column.value(SimpleNamespace(**fields))


class TestNumbers:
    @pytest.mark.parametrize(
        ("number", "shown"),
        [
            (Decimal("1234567.50"), "1,234,567.50"),
            (Decimal("0.00"), "0.00"),
            (Decimal(-1000), "-1,000"),
            (12345, "12,345"),
            (2026, "2026"),
            (0, "0"),
            (99.5, "99.5"),
            (None, ""),
        ],
    )
    def test_are_grouped_and_keep_their_decimals(self, number, shown):
        column = number_column("hours", "Hours")
        assert (cell(column, hours=number), value(column, hours=number)) == (shown, number)

    def test_are_written_as_the_language_does(self):
        with translation.override("de"):
            assert cell(number_column("hours", "Hours"), hours=Decimal("1234567.50")) == "1.234.567,50"


class TestMoney:
    def test_stands_with_its_currency(self):
        column = money_column("price", "Price")
        about = {"price": Decimal("1234567.50"), "currency": "EUR"}
        assert (cell(column, **about), value(column, **about)) == ("1,234,567.50\xa0EUR", "1234567.50 EUR")

    def test_takes_the_currency_from_the_field_it_is_told(self):
        column = money_column("price", "Price", currency="unit")
        assert cell(column, price=Decimal(5), unit="<b>") == "5\xa0&lt;b&gt;"

    def test_that_nobody_named_is_shown_as_nothing(self):
        column = money_column("price", "Price")
        assert (cell(column, price=None, currency="EUR"), value(column, price=None, currency="EUR")) == ("", "")


def test_moments_are_shown_near_and_exported_exactly():
    column, moment = moment_column("begun", "Begun"), datetime(2020, 3, 13, 9, 30, tzinfo=UTC)
    assert '<time datetime="2020-03-13T09:30:00+00:00"' in cell(column, begun=moment)
    assert (value(column, begun=moment), cell(column, begun=None)) == (moment, "")


def test_yes_and_no_are_words_and_what_is_unknown_is_neither():
    column = yes_no_column("is_main", "Main")
    assert [cell(column, is_main=held) for held in (True, False, None)] == ["Yes", "No", ""]
    assert value(column, is_main=True) == "Yes"


@pytest.mark.parametrize(
    ("result", "shown"),
    [
        (12345, "12,345"),
        (True, "Yes"),
        ("<script>", "&lt;script&gt;"),
        (None, ""),
        (date(2020, 3, 13), '<time datetime="2020-03-13" class="text-nowrap">Fri 13 Mar 2020</time>'),
    ],
)
def test_what_is_worked_out_is_shown_by_what_it_is(result, shown):
    column = computed_column("worked_out", "Worked out", lambda record: record.result)
    assert (cell(column, result=result), value(column, result=result)) == (shown, result)


@pytest.mark.django_db
class TestTheirOrder:
    def shown(self, client):
        return [column.key for column in client.get(LIST).context["listing"].columns]

    def offered(self, answer):
        return [column.key for column in answer.context["others"]]

    def test_is_kept_as_chosen_with_reference_and_title_first(self, client_of, alice, bob):
        OpportunityFactory(actor=alice)
        sent = {"order": ["effort", "title", "due", "owner", "moon"], "columns": ["owner", "effort", "moon"]}
        client_of(alice).post(COLUMNS, sent)
        assert self.shown(client_of(alice)) == ["reference", "title", "effort", "owner"]
        assert self.offered(client_of(alice).get(COLUMNS))[:2] == ["effort", "owner"]
        assert self.shown(client_of(bob)) != self.shown(client_of(alice))

    @pytest.mark.parametrize(
        ("button", "key", "order"),
        [
            ("up", "due", ["due", "effort", "owner"]),
            ("down", "effort", ["due", "effort", "owner"]),
            ("up", "effort", ["effort", "due", "owner"]),
            ("up", "title", ["effort", "due", "owner"]),
            ("down", "moon", ["effort", "due", "owner"]),
        ],
    )
    def test_changes_by_a_button_which_keeps_nothing_yet(self, client_of, alice, button, key, order):
        client = client_of(alice)
        before = self.shown(client)
        sent = {"order": ["effort", "due", "owner"], "columns": ["effort", "owner"], button: key}
        answer = client.post(COLUMNS, sent)
        assert self.offered(answer)[:3] == order
        assert (answer.context["chosen"], self.shown(client)) == (["effort", "owner"], before)

    def test_leaves_the_focus_on_the_button_pressed(self, client_of, alice):
        sent = {"order": ["effort", "due", "owner"], "down": "effort"}
        page = " ".join(client_of(alice).post(COLUMNS, sent).content.decode().split())
        assert page.count("autofocus") == 1
        assert 'name="down" value="effort" autofocus' in page

    def test_returns_to_that_at_first(self, client_of, alice):
        client = client_of(alice)
        before = self.shown(client)
        client.post(COLUMNS, {"order": ["owner"], "columns": ["owner"]})
        client.post(COLUMNS, {"order": ["owner"], "columns": ["owner"], "first": "1"})
        assert self.shown(client) == before


def test_today_is_a_day_in_the_time_zone_of_whoever_looks():
    column = computed_column("today", "Today", lambda _record: timezone.localdate())
    assert timezone.localdate().isoformat() in cell(column)
