"""What people said of a ticket in the tool it came from: comments here, with who said it and when in their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from operations.importing.bringing import MODELS
from records.models import Comment
from records.search.index import index_comments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from operations.importing.facts import Facts
    from people.models import User

#: Characters that a comment takes.
TEXT_MAX = 5000
#: Parts of what Jira writes in a cell: “date;author;text”.
PARTS = 3


def add_remarks(chunk: Sequence[Facts], source: str, *, actor: User | None) -> None:
    """Add what was said of tickets and is not here yet; nobody is told of it, since it is old news."""
    if not chunk or actor is None:
        return
    tickets = _tickets(chunk, source)
    keys = set(tickets.values())
    known = set(Comment.objects.filter(record_id__in=keys).values_list("record_id", "text"))
    new = [
        (tickets[facts.number], text)
        for facts in chunk
        if facts.number in tickets
        for text in map(as_text, facts.comments)
        if (tickets[facts.number], text) not in known
    ]
    Comment.objects.bulk_create(Comment(record_id=key, author=actor, text=text) for key, text in new)
    for key in {key for key, _text in new}:
        index_comments(key)


def as_text(cell: str) -> str:
    """A comment of “date;author;text” as one reads it; another form is left as it is."""
    parts = cell.split(";", PARTS - 1)
    if len(parts) < PARTS:
        return cell[:TEXT_MAX]
    at, author, text = (part.strip() for part in parts)
    return f"{author}, {at}:\n{text}"[:TEXT_MAX]


def _tickets(chunk: Sequence[Facts], source: str) -> dict[str, int]:
    """The keys of the tickets, by their number there."""
    numbers = [facts.number for facts in chunk]
    return {
        number: key
        for model in MODELS.values()
        for number, key in model._default_manager.filter(source=source, external_number__in=numbers).values_list(
            "external_number", "pk"
        )
    }
