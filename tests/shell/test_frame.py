"""The registry, the navigation and the small pieces of HTML."""

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from shell import html
from shell.html import TONE_ICONS
from shell.registry import Registry, RegistryError, registry

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Thing:
    key: str
    weight: int = 100


def test_declarations_come_by_weight_and_not_by_arrival():
    found = Registry()
    found.add(Thing("late", 20), Thing("b"), Thing("a"), Thing("early", 10))
    found.seal()
    assert [thing.key for thing in found.all(Thing)] == ["early", "late", "a", "b"]


def test_a_key_is_declared_once():
    found = Registry()
    found.add(Thing("a"))
    with pytest.raises(RegistryError, match="declared twice"):
        found.add(Thing("a"))


def test_nothing_is_declared_after_start_up_nor_read_before():
    found = Registry()
    with pytest.raises(RegistryError, match="read before"):
        found.all(Thing)
    found.seal()
    with pytest.raises(RegistryError, match="after start-up"):
        found.add(Thing("a"))


def test_a_test_may_declare_for_its_own_length():
    with registry.temporarily(Thing("passing")):
        assert registry.get(Thing, "passing") == Thing("passing")
    assert registry.all(Thing) == []


def test_names_are_escaped_wherever_they_are_shown():
    hostile = "<script>alert(1)</script>"
    for piece in (html.person(hostile), html.face(hostile), html.badge("good", hostile)):
        assert "<script>" not in piece


@pytest.mark.parametrize(("days", "words"), [(-2, "2 days late"), (-1, "1 day late"), (0, "today"), (1, "tomorrow")])
def test_what_is_near_is_said_in_words(days, words):
    assert words in html.due(timezone.localdate() + timedelta(days=days))


def test_a_day_of_another_year_carries_it():
    assert html.day_text(date(2020, 3, 13)) == "Fri 13 Mar 2020"


#: How icons are named: by the tag, by a declaration, as the sign of a state.
NAMED = (
    r'{% icon "([\w-]+)"',
    r'\bicon ?= ?"([\w-]+)"',
    r'State\("\w+", _\([^)]*\), "\w+", "([\w-]+)"',
    r'\bicon\("([\w-]+)"',
)
ROOMS = [path.parent for path in ROOT.glob("*/apps.py")] + [ROOT / "smsapp"]


def test_every_icon_that_is_named_is_in_the_sprite():
    known = set(json.loads((ROOT / "static" / "icons.json").read_text()))
    sources = [*ROOT.glob("templates/**/*.html"), *(path for room in ROOMS for path in room.rglob("*.py"))]
    texts = [path.read_text() for path in sources]
    named = {name for text in texts for pattern in NAMED for name in re.findall(pattern, text)} | set(
        TONE_ICONS.values()
    )
    assert len(named) > 20
    assert named - known == set()
