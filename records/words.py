"""What events are called in a timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from records.kind import Kind
    from records.models import Event
    from shell.registry import Text

WORDS: dict[str, Text] = {
    "create": gettext_lazy("recorded it"),
    "edit": gettext_lazy("changed it"),
    "withdraw": gettext_lazy("withdrew it"),
    "restore": gettext_lazy("restored it"),
    "comment": gettext_lazy("commented"),
    "acknowledge": gettext_lazy("confirmed reading it"),
    "link": gettext_lazy("linked it to another record"),
    "unlink": gettext_lazy("took a link away"),
    "clauses": gettext_lazy("said which clauses it belongs to"),
}


#: Events with something of their own to name, from the event's detail.
WITH_DETAIL: dict[str, Text] = {
    "task": gettext_lazy("set a task for %(for)s: %(title)s"),
    "replan_task": gettext_lazy("moved a task: %(title)s"),
    "finish_task": gettext_lazy("finished a task: %(title)s"),
    "attach": gettext_lazy("attached %(file)s"),
    "detach": gettext_lazy("took off %(file)s"),
    "evidence": gettext_lazy("noted evidence for %(item)s"),
    "withdraw_evidence": gettext_lazy("took back evidence for %(item)s"),
    "grant": gettext_lazy("shared it with %(to)s"),
    "revoke": gettext_lazy("ended sharing with %(to)s"),
}


def event_words(event: Event, kind: Kind) -> str:
    """What was done, to follow the name of who did it."""
    if event.action in WITH_DETAIL:
        return str(WITH_DETAIL[event.action] % event.detail)
    if event.action in WORDS:
        return str(WORDS[event.action])
    action = kind.all_actions.get(event.action)
    return _("chose “%(action)s”") % {"action": action.label} if action else event.action
