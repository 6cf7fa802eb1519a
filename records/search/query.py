"""Looking for records: those a person sees, newest or best first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, Subquery
from django.db.models.lookups import IsNull

from records.models import Record, SearchEntry
from records.search import marks
from records.search.asked import Asked
from records.search.engines import in_keys, newest_keys
from records.search.words import TERMS_MAX, fold, terms_of

if TYPE_CHECKING:
    from people.models import User
    from records.search.words import Term

#: Characters of what is looked for; the rest is left out, and that is said.
ASKED_MAX = 200
#: Counting and ranking look at so many of the newest hits.
HITS_MAX = 400
#: Hits in titles up to which a list is found by their keys; more are so common that walking the list meets them.
COMMON = 1000
#: Days of the stretches of time that are offered.
STRETCHES = {"week": 7, "month": 30, "year": 365}


@dataclass(frozen=True)
class Search:
    """What somebody looks for: words, and what narrows them."""

    user: User
    text: str
    kind: str = ""
    changed: str = ""
    is_withdrawn: bool = False
    all_terms: list[Term] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "all_terms", terms_of(self.text[:ASKED_MAX]))

    @property
    def terms(self) -> list[Term]:
        """The words that are looked for."""
        return self.all_terms[:TERMS_MAX]

    @property
    def is_cut(self) -> bool:
        """Whether some of what was typed is left out."""
        return len(self.text) > ASKED_MAX or len(self.all_terms) > TERMS_MAX

    def newest(self, count: int = HITS_MAX, *, beyond: int | None = None, is_back: bool = False) -> list[int]:
        """Keys of the newest records that are hit."""
        return self._seen(newest_keys(self._asked(), count, beyond=beyond, is_back=is_back))

    def best(self) -> list[int]:
        """Keys of the newest hits, at most 400: the record of that reference, then those in titles, then others."""
        named = newest_keys(self._asked(in_head=True), HITS_MAX)
        others = newest_keys(self._asked(), HITS_MAX) if len(named) < HITS_MAX else []
        keys = list(dict.fromkeys([*self._named(), *named, *others]))
        return self._seen(keys)[:HITS_MAX]

    def _named(self) -> list[int]:
        """The record whose reference was typed, however old it is."""
        reference = fold(self.text[:ASKED_MAX]).strip().upper()
        if "-" not in reference or self.kind or self.changed:
            return []
        records = Record.objects.visible_to(self.user).filter(reference=reference, withdrawn=self.is_withdrawn)
        return list(records.values_list("pk", flat=True))

    def _seen(self, keys: list[int]) -> list[int]:
        """Those of the keys whose records the person sees; the index is not trusted with that."""
        if not keys:
            return []
        seen = set(Record.objects.visible_to(self.user).filter(pk__in=in_keys(keys)).values_list("pk", flat=True))
        return [key for key in keys if key in seen]

    def _asked(self, *, in_head: bool = False) -> Asked:
        narrowed = [[marks.WITHDRAWN if self.is_withdrawn else marks.CURRENT]]
        if self.kind:
            narrowed.append(marks.of_kind(self.kind))
        if self.changed in STRETCHES:
            narrowed.append(marks.since(STRETCHES[self.changed]))
        return Asked(self.terms, marks.sight_of(self.user), narrowed, in_head=in_head)


def titled(text: str, user: User, kind: str) -> Q:
    """The condition on records of a kind that reference and title have what was typed.

    Few are named by their keys. Of many the row is asked, as an order's index brings it: by a value that is there or
    not, since PostgreSQL makes a join of EXISTS and expects little of a comparison; either way it leaves the index.
    """
    terms = terms_of(text)
    asked = Asked(terms, marks.sight_of(user), [marks.of_kind(kind)], in_head=True)
    keys = newest_keys(asked, COMMON + 1)
    if len(keys) <= COMMON:
        return Q(pk__in=in_keys(keys))
    entries: Any = SearchEntry.objects.filter(record_id=OuterRef("pk"))
    for term in terms:
        entries = entries.filter(head__contains=f" {term.word}" if term.is_prefix else f" {term.word} ")
    return Q(IsNull(Subquery(entries.values("pk")), False))  # noqa: FBT003 - Django's signature
