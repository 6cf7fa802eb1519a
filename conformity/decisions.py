"""How changes of the system are decided in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shell.html import days_text
from shell.registry import DecisionCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformity.models import SmsChange
    from people.models import User
    from shell.registry import Fact


def of_change(change: SmsChange, _user: User) -> Sequence[Fact]:
    """What changes, why, what it brings, when, and how much it touches."""
    count = len(change.touched.all())
    return [
        (_("What changes"), change.what),
        (_("Because"), change.why),
        (_("Effect"), change.effect),
        (_("When"), days_text(change.planned_from, change.planned_until)),
        (_("Touches"), ngettext("%(n)d record", "%(n)d records", count) % {"n": count} if count else ""),
    ]


DECISIONS = (
    DecisionCard(
        key="sms-change",
        approve="approve",
        refuse="refuse",
        facts=of_change,
        read=lambda found: found.prefetch_related("touched"),
    ),
)
