"""Saying something about a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from records.domain.entering import enter
from records.domain.log import note
from records.models import Comment, Notice
from records.notices.telling import tell
from records.search.index import index_comments

if TYPE_CHECKING:
    from people.models import User
    from records.models import Record

#: Characters of a comment that its notice quotes.
QUOTED = 300


@transaction.atomic
def add_comment(record: Record, *, actor: User, text: str, to: User | None = None, token: str | None = None) -> Comment:
    """Add a remark to a record; its owner is told, and ``to`` whom it is said."""
    record = enter(record, actor=actor, action="comment")
    comment = Comment.objects.create(record_id=record.pk, author=actor, text=text)
    index_comments(record.pk)
    note(record, actor=actor, action="comment", detail={"comment": comment.pk}, token=token)
    if people := [person for person in dict.fromkeys([record.owner, to]) if person is not None]:
        tell(people, kind=Notice.Kind.COMMENT, record=record, actor=actor, detail={"text": text[:QUOTED]})
    return comment
