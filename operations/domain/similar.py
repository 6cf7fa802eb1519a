"""What may be the same, or is known already, while somebody records an incident."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.domain.knowledge import IN_USE
from documents.models import Article
from operations.models import OPEN_STATES, Incident
from records.search.query import Search
from records.search.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import User

#: Incidents and articles offered at most, and words of a title that are looked for.
OFFERED, WORDS_MAX = 5, 3
#: Shorter words say little.
WORD_MIN = 3


@dataclass(frozen=True)
class Similar:
    """Open incidents that may be the same, and articles that may help."""

    incidents: Sequence[Incident]
    articles: Sequence[Article]


def similar_to(title: str, service: int | None, user: User) -> Similar:
    """What has the words of a title, as far as the person sees it; of the service asked for first."""
    words = [word for word in dict.fromkeys(words_of(title)) if len(word) >= WORD_MIN][:WORDS_MAX]
    if not words:
        return Similar([], [])
    return Similar(_incidents(words, service, user), _articles(words, user))


def _incidents(words: Sequence[str], service: int | None, user: User) -> list[Incident]:
    keys = _found(words, Incident.kind_key, user)
    seen = Incident.objects.visible_to(user).filter(pk__in=keys, state__in=OPEN_STATES, withdrawn=False)
    found = list(seen.select_related("owner", "service").defer("description"))
    found.sort(key=lambda incident: (incident.service_id != service, keys.index(incident.pk)))
    return found[:OFFERED]


def _articles(words: Sequence[str], user: User) -> list[Article]:
    keys = _found(words, Article.kind_key, user)
    seen = Article.objects.visible_to(user).filter(pk__in=keys, state__in=IN_USE, withdrawn=False)
    return sorted(seen.defer("text"), key=lambda article: keys.index(article.pk))[:OFFERED]


def _found(words: Sequence[str], kind: str, user: User) -> list[int]:
    """The keys of records that have all the words, then of those that lack one of them."""
    rounds = [words, *([word for word in words if word != left] for left in words)] if len(words) > 1 else [words]
    keys: dict[int, None] = {}
    for asked in rounds:
        keys |= dict.fromkeys(Search(user, " ".join(asked), kind=kind).best()[:50])
        if len(keys) >= OFFERED:
            break
    return list(keys)
