"""What top management did for each item of clause 5.1, entry by entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leadership.models import CommitmentEntry
from leadership.rules.commitment import records_commitment
from people.calendar import today
from records.access.permits import require_rule
from records.domain.entering import enter_in_sight
from records.domain.errors import InputError, NotNowError
from records.holders import holders_of
from records.labels import seen_among
from standard.models import RequirementItem
from standard.roles import TOP_MANAGEMENT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from people.models import User
    from records.models import Record

#: The clause whose items top management answers for line by line.
CLAUSE = "5.1"


@dataclass(frozen=True)
class Kept:
    """The entries of a person for an item, and how many more rest on evidence that the reader does not see."""

    entries: Sequence[CommitmentEntry]
    unseen: int

    @property
    def count(self) -> int:
        """How many stand, corrected ones left out."""
        return sum(not hasattr(each, "corrected_by") for each in self.entries) + self.unseen


@transaction.atomic
def record_entry(
    *,
    actor: User,
    person: User,
    item: RequirementItem,
    on: date,
    what: str,
    evidence: Record | None = None,
    corrects: CommitmentEntry | None = None,
    reason: str = "",
    token: str | None = None,
) -> CommitmentEntry:
    """Write down what a person did for an item; the year is that of the day.

    Raises Refused; InputError for a day to come, for evidence that was withdrawn or is not seen, and for a correction
    without a reason; NotNowError where the entry was corrected meanwhile.
    """
    require_rule(records_commitment, actor, person)
    if on > today():
        raise InputError(_("It was done today or earlier"), "on")
    if evidence is not None:
        enter_in_sight(evidence, actor=actor)
    if corrects is not None:
        _require_correctable(corrects, person, item, reason)
    try:
        with transaction.atomic():
            return CommitmentEntry.objects.create(
                item=item, person=person, year=on.year, on=on, what=what, evidence_id=evidence.pk if evidence else None,
                corrects=corrects, reason=reason, recorded_by=actor, token=token,
            )  # fmt: skip
    except IntegrityError:
        if (made := CommitmentEntry.objects.filter(token=token).first()) and token:
            return made
        raise NotNowError(_("It was corrected meanwhile: look at it again")) from None


def items() -> list[RequirementItem]:
    """What the clause asks of top management, in its order."""
    return list(RequirementItem.objects.filter(clause__number=CLAUSE, clause__is_current=True).order_by("place"))


def top_managers(year: int) -> list[User]:
    """Who holds top management today, and whoever has entries of the year."""
    now = list(holders_of(TOP_MANAGEMENT).order_by("display_name"))
    entries = CommitmentEntry.objects.filter(year=year).select_related("person").order_by("person__display_name")
    return list(dict.fromkeys([*now, *(each.person for each in entries)]))


def kept_in(year: int, reader: User) -> dict[tuple[int, int], Kept]:
    """The entries of a year by person and item, as far as the reader sees what they rest on."""
    rows = CommitmentEntry.objects.filter(year=year).select_related("recorded_by", "corrects", "corrected_by")
    entries = list(rows)
    seen = seen_among({each.evidence_id for each in entries if each.evidence_id}, reader)
    found: dict[tuple[int, int], Kept] = {}
    for key in dict.fromkeys((each.person_id, each.item_id) for each in entries):
        own = [each for each in entries if (each.person_id, each.item_id) == key]
        shown = [each for each in own if each.evidence_id is None or each.evidence_id in seen]
        hidden = sum(each not in shown and not hasattr(each, "corrected_by") for each in own)
        found[key] = Kept(shown, hidden)
    return found


def _require_correctable(entry: CommitmentEntry, person: User, item: RequirementItem, reason: str) -> None:
    if (entry.person_id, entry.item_id) != (person.pk, item.pk):
        raise InputError(_("A correction is of the same person and item"), "corrects")
    if not reason.strip():
        raise InputError(_("Say why it is corrected"), "reason")
    if CommitmentEntry.objects.filter(corrects=entry).exists():
        raise NotNowError(_("It was corrected meanwhile: look at it again"))
