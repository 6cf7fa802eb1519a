"""What stands in the way of a step of a change of the system, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conformity.domain.changes import actions_to_do
from shell.registry import Condition

if TYPE_CHECKING:
    from conformity.models import SmsChange


def _is_carried_out(change: SmsChange) -> str | None:
    left = actions_to_do(change)
    words = ngettext("%(n)d action of it is still to be done", "%(n)d actions of it are still to be done", left)
    return words % {"n": left} if left else None


def _effects_are_reviewed(change: SmsChange) -> str | None:
    if change.reviewed_by_id is not None:
        return None
    return _("Nobody has looked for unintended effects yet: somebody else than who carried it out does")


def _effects_are_answered(change: SmsChange) -> str | None:
    if change.reviewed_by_id is None or change.unintended_answer.strip():
        return None
    return _("It does not say what was done about its unintended effects")


CONDITIONS = [
    Condition(key="conformity.actions", kind="sms-change", action="complete", unmet=_is_carried_out),
    Condition(key="conformity.effects", kind="sms-change", action="close", unmet=_effects_are_reviewed),
    Condition(key="conformity.answered", kind="sms-change", action="close", unmet=_effects_are_answered),
]
