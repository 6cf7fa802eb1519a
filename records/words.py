"""What events are called in a timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    "task": gettext_lazy("set a task"),
    "replan_task": gettext_lazy("moved a task"),
    "finish_task": gettext_lazy("finished a task"),
    "reassign_task": gettext_lazy("gave a task to somebody else"),
    "cancel_task": gettext_lazy("took a task back"),
    "tasks": gettext_lazy("set a task for many people"),
    "cancel_tasks": gettext_lazy("took the tasks of many people back"),
    "nudge": gettext_lazy("nudged somebody"),
    "escalate": gettext_lazy("brought it to somebody"),
    "hand_over": gettext_lazy("handed it over"),
    "assign": gettext_lazy("gave a role for it"),
    "attach": gettext_lazy("attached a file"),
    "detach": gettext_lazy("took off a file"),
    "evidence": gettext_lazy("noted evidence"),
    "withdraw_evidence": gettext_lazy("took back evidence"),
    "grant": gettext_lazy("shared it"),
    "revoke": gettext_lazy("ended sharing"),
}

#: Common actions as the authority matrix names them.
ACTIONS: dict[str, Text] = {
    "create": gettext_lazy("Record"),
    "edit": gettext_lazy("Change"),
    "withdraw": gettext_lazy("Withdraw"),
    "restore": gettext_lazy("Restore"),
    "share": gettext_lazy("Share"),
    "hand_over": gettext_lazy("Hand over"),
    "attach": gettext_lazy("Attach and take off files"),
    "link": gettext_lazy("Link"),
    "task": gettext_lazy("Set tasks"),
    "evidence": gettext_lazy("Note evidence and clauses"),
    "comment": gettext_lazy("Comment"),
    "acknowledge": gettext_lazy("Confirm reading"),
}

#: The same with what the event's detail names; the words above stand in where it names nothing.
WITH_DETAIL: dict[str, Text] = {
    "task": gettext_lazy("set a task for %(for)s: %(title)s"),
    "replan_task": gettext_lazy("moved a task: %(title)s"),
    "finish_task": gettext_lazy("finished a task: %(title)s"),
    "reassign_task": gettext_lazy("gave a task to %(for)s: %(title)s"),
    "cancel_task": gettext_lazy("took a task back: %(title)s"),
    "tasks": gettext_lazy("set a task for people (%(people)s): %(title)s"),
    "cancel_tasks": gettext_lazy("took tasks of people back (%(people)s)"),
    "nudge": gettext_lazy("nudged %(to)s: %(title)s"),
    "escalate": gettext_lazy("brought it to %(to)s: %(title)s"),
    "hand_over": gettext_lazy("handed it over to %(to)s"),
    "assign": gettext_lazy("gave %(to)s the role “%(role)s” for it"),
    "attach": gettext_lazy("attached %(file)s"),
    "detach": gettext_lazy("took off %(file)s"),
    "evidence": gettext_lazy("noted evidence for %(item)s"),
    "withdraw_evidence": gettext_lazy("took back evidence for %(item)s"),
    "grant": gettext_lazy("shared it with %(to)s"),
    "revoke": gettext_lazy("ended sharing with %(to)s"),
    "link": gettext_lazy("linked it to %(other)s"),
    "unlink": gettext_lazy("took away the link to %(other)s"),
    "clauses": gettext_lazy("said it belongs to %(clauses)s"),
}


def event_words(event: Event, kind: Kind, labels: Mapping[int, SafeString]) -> SafeString:
    """What was done, to follow the name of who did it; ``labels`` name other records by their keys."""
    own = kind.wordings.get(event.action)
    if named := _named(own.told if own else WITH_DETAIL.get(event.action, ""), event, labels):
        return named
    if own:
        return conditional_escape(str(own.label))
    if event.action in WORDS:
        return conditional_escape(str(WORDS[event.action]))
    action = kind.all_actions.get(event.action)
    return conditional_escape(_("chose “%(action)s”") % {"action": action.label} if action else event.action)


def _named(told: Text, event: Event, labels: Mapping[int, SafeString]) -> SafeString:
    """The words with what they name; empty where they name nothing or the detail does not hold it."""
    words = conditional_escape(str(told))
    try:
        return mark_safe(words % _values(event.detail, labels))  # the words and every value are escaped
    except KeyError:
        return SafeString("")


def _values(detail: dict[str, Any], labels: Mapping[int, SafeString]) -> dict[str, SafeString]:
    values = {key: conditional_escape(value) for key, value in detail.items()}
    if "clauses" in detail:
        values["clauses"] = conditional_escape(", ".join(detail["clauses"]) or _("no clause of its own"))
    if "other" in detail:
        values["other"] = labels.get(detail["other"]) or conditional_escape(_("another record"))
    return values
