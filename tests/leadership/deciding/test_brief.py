"""The monthly brief: one page in plain words, what is off target first."""

from __future__ import annotations

from datetime import date

import pytest

from leadership.domain.reviews.brief import brief_of, last_month
from people.calendar import Period
from shell.registry import Brought, Figure, ReviewInput, registry

pytestmark = pytest.mark.django_db
PAGE = "/leadership/brief/"
MARCH = Period(date(2016, 3, 1), date(2016, 3, 31))


def bring(key, code, message, tone="", **about):
    return ReviewInput(
        key=f"test.{key}",
        code=code,
        title=key,
        weight=1,
        collect=lambda _period, _user: Brought(message, tone, **about),
    )


@pytest.fixture
def brought():
    kept = (
        bring("good", "g", "Objectives are on their way", "good"),
        bring("bad", "h", "2 targets were missed", "bad", figures=[Figure("n", "Missed", "2", tone="bad", url="/x/")]),
        bring("warn", "e", "One customer is <unhappy>", "warn"),
    )
    with registry.temporarily(*kept):
        yield


def test_what_is_off_target_stands_first_a_sentence_each(brought, director):
    found = brief_of(director, MARCH)
    said = [line.message for line in found.lines]
    bad, warn, good = "2 targets were missed", "One customer is <unhappy>", "Objectives are on their way"
    assert said.index(bad) < said.index(warn) < said.index(good)
    line = found.lines[said.index(bad)]
    assert (line.url, line.code, line.tone, found.period) == ("/x/", "h", "bad", MARCH)
    assert {each.tone for each in found.off_target} == {"bad", "warn"}


def test_what_nothing_is_kept_of_is_named(brought, director):
    found = brief_of(director, MARCH)
    assert len(found.lines) + len(found.silent) == 14


def test_the_page_tells_of_the_month_before(brought, director, client_of, waits):
    waits("resource-request")
    page = client_of(director).get(PAGE).content.decode()
    assert ("2 targets were missed" in page, "&lt;unhappy&gt;" in page, "One more agent" in page) == (True, True, True)
    assert page.index("2 targets were missed") < page.index("Objectives are on their way")


def test_the_month_before_is_a_whole_month():
    assert last_month().is_month
