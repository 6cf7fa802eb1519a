"""Saying something about a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from records.domain.entering import enter
from records.domain.log import note
from records.models import Comment
from records.search.index import index_comments

if TYPE_CHECKING:
    from people.models import User
    from records.models import Record


@transaction.atomic
def add_comment(record: Record, *, actor: User, text: str, token: str | None = None) -> Comment:
    """Add a remark to a record."""
    record = enter(record, actor=actor, action="comment")
    comment = Comment.objects.create(record_id=record.pk, author=actor, text=text)
    index_comments(record.pk)
    note(record, actor=actor, action="comment", detail={"comment": comment.pk}, token=token)
    return comment
