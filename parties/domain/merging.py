"""Making one of two records of the same organisation or person: what points to the one is pointed to the other.

Foreign keys are found over all models, so that rooms which come later are served too. Records are written on
the one road, each with its event. What only grows, and what is frozen, stays as it is: it tells what was.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jobs.domain.queue import enqueue
from parties.models import Contact, Organisation
from records.access.permits import permits, require
from records.domain.errors import InputError
from records.domain.write import write
from records.models import Record, Trail

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jobs.models import Job
    from people.models import User

P = TypeVar("P", Organisation, Contact)
MERGE_JOB = "parties.merge"
#: Rows that are moved while one waits; more are moved by a job, so many in a transaction.
AT_ONCE, BATCH = 300, 100
#: What the record that stays takes over where it says nothing itself.
FILLED = {
    Organisation: ("registration", "website", "address", "about"),
    Contact: ("job_title", "email", "phone", "about"),
}


@dataclass(frozen=True)
class Moved:
    """What of one table points to the record that goes: how many rows will point to the other, how many stay, and why."""

    field: models.ForeignKey[Any, Any]
    count: int
    stays: int

    @property
    def label(self) -> str:
        """What the rows are, in words: those of a kind of record by its name."""
        return str(capfirst(self.field.model._meta.verbose_name_plural))

    @property
    def role(self) -> str:
        """What the record is to them."""
        return str(capfirst(self.field.verbose_name))


@dataclass(frozen=True)
class Plan:
    """What a merge will do; ``mark`` differs once something else would be done."""

    gone: Any
    kept: Any
    moved: Sequence[Moved]

    @property
    def count(self) -> int:
        """Rows that will point to the record that stays."""
        return sum(each.count for each in self.moved)

    @property
    def mark(self) -> str:
        """What a preview showed, to be held against what is done."""
        said = "-".join(f"{each.count}.{each.stays}" for each in self.moved)
        return f"{self.kept.pk}-{self.gone.version}-{self.kept.version}-{said}"


def plan_merge(gone: P, kept: P) -> Plan:
    """What merging one into the other would do. Raises InputError for a record that nothing can be merged into."""
    _require_two(gone, kept)
    found = [(field, list(_pointing(field, gone))) for field in pointers(type(gone))]
    plans = [(field, len(rows), sum(not _may_move(field, row, kept) for row in rows)) for field, rows in found if rows]
    return Plan(gone, kept, [Moved(field, total - stays, stays) for field, total, stays in plans])


def merge(gone: P, *, actor: User, into: P, reason: str, token: str | None = None) -> P | Job:
    """Merge a record into another of the same organisation or person; returns the one that stays.

    Where very much points to it a job does it, and is returned. Raises Refused without the right to both, InputError.
    """
    require(actor, "merge", gone)
    require(actor, "merge", into)
    plan = plan_merge(gone, into)
    if plan.count > AT_ONCE:
        about: dict[str, Any] = {
            "gone": gone.pk,
            "kept": into.pk,
            "of_kind": gone.kind_key,
            "by": actor.pk,
            "reason": reason,
        }
        return enqueue(MERGE_JOB, actor=actor, **about)
    with transaction.atomic():
        for rows in batches(gone):
            move(rows, into, actor=actor, why=why_merged(gone, into, reason))
        return finish(gone, into, actor=actor, reason=reason, token=token)


def batches(gone: Organisation | Contact) -> Iterator[Sequence[tuple[models.ForeignKey[Any, Any], int]]]:
    """All that points to a record as pairs of a foreign key and a row's key, some at a time."""
    found = [(field, row.pk) for field in pointers(type(gone)) for row in _pointing(field, gone)]
    rows = iter(found)
    while batch := list(islice(rows, BATCH)):
        yield batch


@transaction.atomic
def move(
    rows: Sequence[tuple[models.ForeignKey[Any, Any], int]],
    kept: Organisation | Contact,
    *,
    actor: User,
    why: str,
) -> None:
    """Point rows to the record that stays. One that cannot, since another row says the same, is left as it is."""
    for field, key in rows:
        row = field.model._default_manager.filter(pk=key).first()
        if row is not None and _may_move(field, row, kept):
            setattr(row, field.attname, kept.pk)
            _write(row, field, actor, why)


@transaction.atomic
def finish(gone: P, kept: P, *, actor: User, reason: str, token: str | None = None) -> P:
    """Fill in what the record that stays did not say, and withdraw the other with the way to it."""
    for name in _flags(type(gone)):
        setattr(kept, name, getattr(kept, name) or getattr(gone, name))
    for name in FILLED[type(gone)]:
        setattr(kept, name, getattr(kept, name) or getattr(gone, name))
    write(kept, actor=actor, action="merge", reason=reason, detail={"other": gone.pk})
    gone.merged_into, gone.withdrawn = kept, True
    write(gone, actor=actor, action="merge", reason=reason, token=token, detail={"other": kept.pk})
    return kept


@cache
def pointers(kind: type[Organisation | Contact]) -> tuple[models.ForeignKey[Any, Any], ...]:
    """The foreign keys to a kind, of all tables that can change; histories and what only grows tell what was."""
    return tuple(
        field
        for model in apps.get_models()
        if model._meta.managed and not issubclass(model, Trail) and not getattr(model, "only_grows", False)
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.related_model is kind and field.name != "merged_into"
        if not getattr(field.remote_field, "parent_link", False)
    )


def why_merged(gone: Organisation | Contact, kept: Organisation | Contact, reason: str) -> str:
    """What the event of each moved record says."""
    about = {"gone": gone.reference, "kept": kept.reference, "reason": reason}
    return _("%(gone)s was merged into %(kept)s: %(reason)s") % about


def _pointing(field: models.ForeignKey[Any, Any], gone: Organisation | Contact) -> Any:
    return field.model._default_manager.filter(**{field.attname: gone.pk}).order_by("pk")


def _may_move(field: models.ForeignKey[Any, Any], row: Any, kept: Organisation | Contact) -> bool:
    """Whether a row can point to the record that stays: it is not frozen, and no other row says the same."""
    if _is_frozen(field, row):
        return False
    if not _is_unique(field):
        return True
    before = getattr(row, field.attname)
    setattr(row, field.attname, kept.pk)
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError:
        return False
    finally:
        setattr(row, field.attname, before)
    return True


def _is_frozen(field: models.ForeignKey[Any, Any], row: Any) -> bool:
    column = getattr(row, "freezes_when", "")
    return bool(column) and field.attname in row.frozen and getattr(row, column) is not None


def _is_unique(field: models.ForeignKey[Any, Any]) -> bool:
    """Whether only one row may have such a value, alone or with others."""
    sets = [constraint.fields for constraint in field.model._meta.total_unique_constraints]
    together = [*sets, *field.model._meta.unique_together]
    return field.unique or any(field.name in names for names in together)


def _write(row: Any, field: models.ForeignKey[Any, Any], actor: User, why: str) -> None:
    """Records by whoever merges, where they may change them; by the system itself where not: the two are one."""
    if isinstance(row, Record):
        by = actor if permits(actor, "edit", row) else None
        write(row, actor=by, action="edit", reason=why)
    else:
        row.save(update_fields=[field.name])


def _flags(kind: type[Any]) -> list[str]:
    """What an organisation is to us: all that either of the two was."""
    return [field.name for field in kind._meta.local_fields if field.name.startswith("is_")]


def _require_two(gone: Any, kept: Any) -> None:
    if gone.pk == kept.pk:
        raise InputError(_("It is the same record: choose the other one"), "into")
    if kept.withdrawn:
        raise InputError(_("%(kept)s is withdrawn: choose one that is in use") % {"kept": kept.reference}, "into")
