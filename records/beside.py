"""Two records of a kind side by side, field by field; long texts word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from records.display import NOTHING, names_for, show_field

if TYPE_CHECKING:
    from people.models import User
    from records.kind import Kind

#: Fields every kind has that are compared, first and last; between them stand its own.
FIRST = ("title", "state", "owner", "due")
LAST = ("restricted", "withdrawn", "created_by", "created", "updated")
#: Words, and what stands between them.
WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class BesideLine:
    """A field of two records."""

    label: SafeString
    left: SafeString
    right: SafeString
    differs: bool


def lines_of(kind: Kind, left: Any, right: Any, user: User) -> list[BesideLine]:
    """Every field of two records of a kind, in the order of its form; related records as far as ``user`` sees them."""
    fields: list[Any] = [kind.model._meta.get_field(name) for name in _names(kind)]
    names = names_for([(field, getattr(side, field.attname)) for field in fields for side in (left, right)], user)
    return [_line(kind, field, left, right, names) for field in fields]


def word_by_word(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Two texts as HTML, in each marked what the other does not have."""
    one, two = WORDS.findall(before), WORDS.findall(after)
    left, right = [], []
    for what, i, j, k, m in SequenceMatcher(None, one, two).get_opcodes():
        left.append(_marked("del", "".join(one[i:j]), is_marked=what != "equal"))
        right.append(_marked("ins", "".join(two[k:m]), is_marked=what != "equal"))
    return _paragraphs(left), _paragraphs(right)


def _names(kind: Kind) -> list[str]:
    own = [*kind.facts, *(name for panel in kind.panels for name in panel.fields), *kind.form_fields]
    columns = {field.name for field in kind.model._meta.concrete_fields}
    named = dict.fromkeys([*FIRST, *(name for name in own if name not in LAST), *LAST])
    return [name for name in named if name in columns]


def _line(kind: Kind, field: Any, left: Any, right: Any, names: Any) -> BesideLine:
    one, two = getattr(left, field.attname), getattr(right, field.attname)
    label, shown = show_field(kind, field, one, names)
    _label, other = show_field(kind, field, two, names)
    differs = one != two
    if differs and isinstance(field, models.TextField) and one not in NOTHING and two not in NOTHING:
        shown, other = word_by_word(one, two)
    return BesideLine(label, shown, other, differs)


def _marked(tag: str, text: str, *, is_marked: bool) -> SafeString:
    if not is_marked or not text.strip():
        return conditional_escape(text)
    return format_html("<{0}>{1}</{0}>", SafeString(tag), text)


def _paragraphs(pieces: list[SafeString]) -> SafeString:
    # Every piece is escaped, and a line break within a mark is one of the text.
    return mark_safe(linebreaks("".join(pieces)))
