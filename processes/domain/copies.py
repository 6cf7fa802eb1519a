"""What a process says, as a copy that a version keeps for good: the same bytes for the same words.

A copy names records by their keys, so that each reader sees of them what is theirs to see.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from processes.models import Interface, ItemMet
from records.domain.files import open_content, store
from standard.models import RequirementItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from processes.models import Process, ProcessVersion
    from records.models import Blob


@dataclass(frozen=True)
class CopiedActivity:
    """An activity, with the part of each role by its key."""

    title: str
    what: str
    raci: dict[str, str]


@dataclass(frozen=True)
class CopiedInterface:
    """What flows to another process (``way`` "gives") or from it ("gets")."""

    way: str
    other: int
    flow: str


@dataclass(frozen=True)
class CopiedItem:
    """A requirement item of its clauses and how it is met; a gap has no ``how``."""

    item: str
    text: str
    how: str
    evidence: int | None


@dataclass(frozen=True)
class Copy:
    """All that a process says."""

    key: str
    title: str
    owner: str
    purpose: str
    covers: str
    trigger: str
    inputs: str
    outputs: str
    clauses: list[str]
    activities: list[CopiedActivity]
    documents: list[int]
    interfaces: list[CopiedInterface]
    items: list[CopiedItem]

    @property
    def keys(self) -> set[int]:
        """The keys of all records that it names."""
        evidence = {item.evidence for item in self.items if item.evidence is not None}
        return {*self.documents, *(each.other for each in self.interfaces), *evidence}

    @property
    def gaps(self) -> list[CopiedItem]:
        """Items of which it does not say how they are met."""
        return [item for item in self.items if not item.how]


def copy_of(process: Process) -> Copy:
    """What a process says now. Six queries."""
    rows = process.clause_links.select_related("clause").order_by("clause__sort_key")  # type: ignore[attr-defined]
    links = list(rows)
    return Copy(
        key=process.key,
        title=process.title,
        owner=str(process.owner or ""),
        purpose=process.purpose,
        covers=process.covers,
        trigger=process.trigger,
        inputs=process.inputs,
        outputs=process.outputs,
        clauses=[link.clause.number for link in links],
        activities=[CopiedActivity(row.title, row.what, row.raci) for row in process.activities.all()],
        documents=sorted(process.applied.values_list("document_id", flat=True)),
        interfaces=_interfaces(process),
        items=_items(process, [link.clause_id for link in links]),
    )


def keep(copy: Copy) -> Blob:
    """Store a copy by its content."""
    return store(packed(copy), "application/json")


def packed(copy: Copy) -> bytes:
    """The copy as bytes."""
    return json.dumps(asdict(copy), ensure_ascii=False, sort_keys=True).encode()


def read(version: ProcessVersion) -> Copy:
    """What a version says. Raises ContentGoneError and ContentDamagedError of the contents."""
    with open_content(version.blob) as file:
        return unpacked(json.load(file))


def unpacked(said: dict[str, Any]) -> Copy:
    """A copy from its JSON."""
    return Copy(
        **{
            **said,
            "activities": [CopiedActivity(**each) for each in said["activities"]],
            "interfaces": [CopiedInterface(**each) for each in said["interfaces"]],
            "items": [CopiedItem(**each) for each in said["items"]],
        }
    )


def _interfaces(process: Process) -> list[CopiedInterface]:
    gives = Interface.objects.filter(source=process).order_by("target__key", "flow").values_list("target_id", "flow")
    gets = Interface.objects.filter(target=process).order_by("source__key", "flow").values_list("source_id", "flow")
    return [CopiedInterface(way, *row) for way, rows in (("gives", gives), ("gets", gets)) for row in rows]


def _items(process: Process, clauses: Sequence[int]) -> list[CopiedItem]:
    met = {row.item_id: row for row in ItemMet.objects.filter(process=process)}
    asked = RequirementItem.objects.filter(clause__in=clauses, kind=RequirementItem.Kind.SHALL, is_current=True)
    return [_item(item, met.get(item.pk)) for item in asked]


def _item(item: RequirementItem, row: ItemMet | None) -> CopiedItem:
    return CopiedItem(item.identifier, item.text, row.how if row else "", row.evidence_id if row else None)
