"""What a notice says: in full to those who see the record, else without what the record holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from records.models import Notice
from shell.html import day_text

if TYPE_CHECKING:
    from shell.registry import Text

Kind = Notice.Kind
#: By kind: the words that name what it is about, and those for people who do not see that (any more).
WORDS: dict[str, tuple[Text, Text]] = {
    Kind.DUE: (gettext_lazy("%(what)s: %(when)s"), gettext_lazy("%(when)s")),
    Kind.LATE: (gettext_lazy("Brought to you: %(what)s, %(when)s"), gettext_lazy("Brought to you: %(when)s")),
    Kind.NUDGE: (gettext_lazy("%(who)s nudges you: %(what)s"), gettext_lazy("%(who)s nudges you")),
    Kind.TASK: (gettext_lazy("%(who)s gave you a task: %(what)s"), gettext_lazy("%(who)s gave you a task")),
    Kind.MOVED: (
        gettext_lazy("%(who)s moved a task to %(day)s: %(what)s"),
        gettext_lazy("%(who)s moved a task to %(day)s"),
    ),
    Kind.COMMENT: (gettext_lazy("%(who)s commented"), gettext_lazy("%(who)s commented")),
    Kind.SHARED: (gettext_lazy("%(who)s shared it with you"), gettext_lazy("%(who)s shared it with you")),
    Kind.TICKET: (gettext_lazy("%(what)s"), gettext_lazy("Something happened to a ticket")),
    Kind.NEWS: (gettext_lazy("Published: %(what)s"), gettext_lazy("Something was published for you")),
}


def words_of(notice: Notice, *, is_seen: bool, today: date) -> str:
    """The line that says what it is about, as of a day of the reader's."""
    full, bare = WORDS[notice.kind]
    what = notice.detail.get("what", "")
    named = {"who": notice.actor.display_name if notice.actor else _("The system"), "what": what}
    return capfirst(str(full if is_seen and what else bare) % {**named, **_times(notice.detail, today)})


def quote_of(notice: Notice, *, is_seen: bool) -> str:
    """What somebody wrote along, for those who see the record."""
    return str(notice.detail.get("text", "")) if is_seen else ""


def page_of(notice: Notice) -> str:
    """The address of the page it tells of, where that is not the record's; "" else."""
    return str(notice.detail.get("page", ""))


def _times(detail: dict[str, Any], today: date) -> dict[str, str]:
    if "due" not in detail:
        return {"when": "", "day": ""}
    due = date.fromisoformat(detail["due"])
    return {"when": nearness(due, today), "day": day_text(due)}


def nearness(due: date, today: date) -> str:
    """How far a day is, in words."""
    left = (due - today).days
    if left < 0:
        return ngettext("%(n)d day late", "%(n)d days late", -left) % {"n": -left}
    if left > 1:
        return _("due %(day)s") % {"day": day_text(due)}
    return _("due tomorrow") if left else _("due today")
