"""The plan as text: the one form that is approved, hashed and kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from leadership.models import PlanPart
from leadership.models.plan import ITEMS, PartKey
from people.models import Installation
from records.models import Record
from shell.contents import sha256_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from leadership.models import ManagementPlan
    from people.models import User


@dataclass(frozen=True)
class Part:
    """A part of a plan as it stands, whether anybody wrote at it or not."""

    key: str
    text: str = ""
    answers: User | None = None
    version: int = 0
    references: Sequence[int] = field(default_factory=tuple)

    @property
    def label(self) -> str:
        """What it is called."""
        return str(PartKey(self.key).label)

    @property
    def item(self) -> str:
        """The number of the requirement item that it answers."""
        return ITEMS[self.key]

    @property
    def is_empty(self) -> bool:
        """Whether it neither contains nor refers to anything."""
        return not self.text.strip() and not self.references


def parts_of(plan: ManagementPlan) -> list[Part]:
    """The eight parts, in their order."""
    rows = PlanPart.objects.filter(plan=plan.pk).select_related("answers").prefetch_related("references")
    kept = {row.key: row for row in rows}
    return [_part(key, kept.get(key)) for key in PartKey.values]


def plan_text(plan: ManagementPlan) -> str:
    """Period, basis and the eight parts, in the installation's language; the same whoever asks."""
    with translation.override(Installation.current().language):
        return "\n".join([*_head(plan), *_parts(plan)]).strip() + "\n"


def plan_sha256(plan: ManagementPlan) -> str:
    """The SHA-256 of the plan as it stands."""
    return sha256_of(plan_text(plan).encode())


def _part(key: str, row: PlanPart | None) -> Part:
    if row is None:
        return Part(key)
    references = tuple(each.record_id for each in row.references.all())
    return Part(key, row.text, row.answers, row.version, references)


def _head(plan: ManagementPlan) -> Iterator[str]:
    yield f"{plan.reference} {plan.title}"
    yield f"{_('Version of the plan')} {plan.edition}, {plan.starts:%Y-%m-%d} - {plan.ends:%Y-%m-%d}"
    yield ""
    if plan.basis:
        yield _("What it rests on")
        yield from (plan.basis, "")


def _parts(plan: ManagementPlan) -> Iterator[str]:
    parts = parts_of(plan)
    named = _named({key for part in parts for key in part.references})
    for place, part in enumerate(parts, 1):
        yield f"{place}. {part.label} ({part.item})"
        yield f"{_('Answers for it')}: {part.answers or '-'}"
        yield from [part.text] if part.text else []
        yield from (f"-> {named[key]}" for key in part.references)
        yield ""


def _named(keys: set[int]) -> dict[int, str]:
    """Records by their references, with the titles of those that everybody sees: readers differ, the text does not."""
    found = Record.objects.filter(pk__in=keys)
    return {each.pk: each.reference if each.restricted else str(each) for each in found}
