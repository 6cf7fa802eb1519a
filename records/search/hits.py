"""A page of hits, with where the words stand in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models.functions import Left
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from records.models import Attachment, Comment, FileText, Pin, Record, SearchEntry, record_models
from records.search.excerpts import LOOKED_THROUGH, first_hit, marked, quoted
from records.search.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from people.models import User
    from records.search.words import Term

#: Comments that are looked through for something to quote.
COMMENTS_MAX = 300


@dataclass
class Hit:
    """A record that was found: its title with the words marked, a line that has them, and where that stands."""

    record: Any
    title: SafeString
    reference: SafeString
    quote: str = ""
    place: str = ""
    #: The page that shows the line with its words marked; empty where no page of its own does.
    url: str = ""
    is_pinned: bool = False


class _Found(NamedTuple):
    """A text of a record that may be quoted, where it stands, and the end of the address that shows it."""

    key: int
    text: str
    place: str = ""
    page: str = ""


def hits_of(keys: Sequence[int], user: User, terms: Sequence[Term]) -> list[Hit]:
    """The records with these keys that the person sees, in that order."""
    found = {record.pk: record for record in Record.objects.visible_to(user).filter(pk__in=keys)}
    records = [found[key] for key in keys if key in found]
    return [Hit(record, marked(record.title, terms), marked(record.reference, terms)) for record in records]


def with_pins(hits: list[Hit], user: User) -> list[Hit]:
    """The hits, each knowing whether this person keeps it at hand."""
    pinned = set(
        Pin.objects.filter(user=user, record__in=[hit.record.pk for hit in hits]).values_list("record", flat=True)
    )
    for hit in hits:
        hit.is_pinned = hit.record.pk in pinned
    return hits


def with_quotes(hits: list[Hit], terms: Sequence[Term]) -> list[Hit]:
    """The hits with a line to quote: of the record's own text, else of its content, of a comment, of a file.

    Asked only of what is not found by reference and title alone. The hits passed ``visible_to``, and what
    hangs on a record is as visible as the record.
    """
    waiting = {hit.record.pk: hit for hit in hits if not _is_in_head(hit, terms)}
    for found in _texts(waiting):
        if found.key in waiting and (quote := quoted(found.text, terms)):
            hit = waiting.pop(found.key)
            hit.quote, hit.place = quote, found.place
            if found.page:
                words = urlencode({"find": first_hit(found.text, terms)})
                hit.url = f"{hit.record.page_url}{found.page}?{words}"
    return hits


def _texts(waiting: dict[int, Hit]) -> Iterable[_Found]:
    """Texts of the hits that still wait for a quote, nearest first; each table is asked only when needed."""
    if waiting:
        entries = SearchEntry.objects.filter(pk__in=list(waiting)).annotate(start=Left("text", LOOKED_THROUGH))
        yield from (_Found(key, text) for key, text in entries.values_list("pk", "start"))
    if waiting:
        yield from _texts_of_contents({key: hit.record.kind for key, hit in waiting.items()})
    if waiting:
        comments = Comment.objects.filter(record_id__in=list(waiting)).order_by("-id")[:COMMENTS_MAX]
        yield from (_Found(key, text, _("in a comment")) for key, text in comments.values_list("record_id", "text"))
    if waiting:
        yield from _texts_of_files(list(waiting))


def _texts_of_contents(kinds: dict[int, str]) -> Iterable[_Found]:
    """Of records by their keys, given with their kinds: a kind without hits is not asked."""
    among = {model: [key for key, kind in kinds.items() if kind == model.kind_key] for model in record_models()}
    contents = [content for model, keys in among.items() if keys for content in model.contents_of(keys)]
    texts = _texts_by_hash(content.sha256 for content in contents)
    for content in contents:
        yield _Found(content.record_id, texts.get(content.sha256, ""), content.place, content.page)
    for content in contents:
        yield _Found(content.record_id, content.name, _("name of a file"))


def _texts_of_files(keys: list[int]) -> Iterable[_Found]:
    files = list(Attachment.objects.filter(record_id__in=keys, withdrawn=None))
    for file in files:
        yield _Found(file.record_id, f"{file.name} {file.description}", _("name of a file"))
    texts = _texts_by_hash(file.blob_id for file in files)
    for file in files:
        yield _Found(file.record_id, texts.get(file.blob_id, ""), _("in %(file)s") % {"file": file.name})


def _texts_by_hash(hashes: Iterable[str]) -> dict[str, str]:
    wanted = set(hashes)
    if not wanted:
        return {}
    read = FileText.objects.filter(pk__in=wanted).annotate(start=Left("text", LOOKED_THROUGH))
    return dict(read.values_list("pk", "start"))


def _is_in_head(hit: Hit, terms: Sequence[Term]) -> bool:
    """Whether reference and title alone have every term."""
    words = words_of(hit.record.reference, hit.record.title)
    return all(
        any(word.startswith(term.word) if term.is_prefix else word == term.word for word in words) for term in terms
    )
