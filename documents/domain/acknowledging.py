"""What is to be acknowledged just now, of all documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.enums import DOCUMENTS_IN_FORCE
from documents.models import Document
from records.access.visibility import Mark

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from people.models import User

#: The states of documents that readers may be asked to read.
ASKING = (*DOCUMENTS_IN_FORCE, "approved")


def to_acknowledge(user: User) -> QuerySet[Document]:
    """The documents that are to be acknowledged, of those that a person sees."""
    found: QuerySet[Document] = Document.objects.visible_to(user).current().filter(must_be_read=True, state__in=ASKING)
    return found


def hidden_from(user: User) -> int:
    """How many restricted documents are to be acknowledged that the person does not see: their number alone is told."""
    every = Document.objects.filter(Mark(), withdrawn=False, restricted=True, must_be_read=True, state__in=ASKING)
    hidden: int = every.exclude(pk__in=to_acknowledge(user).filter(restricted=True).values("pk")).count()
    return hidden
