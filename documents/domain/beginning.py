"""Beginning a document that the standard asks for and that is missing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from documents.domain.drafting import create_document
from documents.models import Document
from documents.rules import fills_gaps
from documents.starters import starter_of
from people.calendar import today
from records.access.permits import require_rule
from records.domain.errors import NotNowError
from records.domain.tasks import set_task
from records.models import Task
from roles.models import Role
from roles.queries import holders_today

if TYPE_CHECKING:
    from documents.required import Required
    from people.models import User

#: How long there is to write it.
TO_WRITE = timedelta(days=30)


@transaction.atomic
def begin_document(item: Required, *, actor: User) -> Document:
    """Make the draft of the document that answers a required item, and give somebody the task to write it.

    It begins with the starter text, and is owned by who holds the role that answers for the item, else
    by the actor. Who begins it has written nothing of it. Raises Refused, and NotNowError where there
    is a document already that the actor sees.
    """
    require_rule(fills_gaps, actor, None)
    _require_missing(item, actor)
    starter, owner = starter_of(item), _owner(item, actor)
    document = Document(title=starter.title, type=starter.type, answers=item.key, owner=owner)
    create_document(document, actor=actor, text=starter.text)
    if document.in_work is not None:
        document.in_work.authors.set([owner])
    title = _("Write %(reference)s: %(title)s") % {"reference": document.reference, "title": document.title}
    set_task(document, actor=None, assignee=owner, title=title[:200], due=today() + TO_WRITE, kind=Task.Kind.ACT)
    return document


def _require_missing(item: Required, actor: User) -> None:
    """The role's record is held until the transaction ends, so that two people do not begin the same."""
    list(Role.objects.select_for_update(of=("record_ptr",), no_key=True).filter(key=item.role))
    current = Document.objects.visible_to(actor).current().exclude(state__in=("obsolete", "archived", "disposed"))
    if current.filter(answers=item.key).exists():
        raise NotNowError(_("Somebody has begun a document for it already"))


def _owner(item: Required, actor: User) -> User:
    """The first who holds the role themselves."""
    holders = [holder.person for holder in holders_today().get(item.role, ()) if holder.acts_for is None]
    return holders[0] if holders else actor
