"""Loading the catalogue into its tables."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from standard import catalogue
from standard.models import Clause, Edition, RequirementItem


def is_loaded() -> bool:
    """Whether the tables hold what the data files hold."""
    return Edition.objects.filter(fingerprint=catalogue.fingerprint()).exists()


@transaction.atomic
def load_catalogue() -> None:
    """Bring the tables up to the data files; keys stay, and what vanished is kept as no longer current."""
    meta = catalogue.read("edition")["meta"]
    edition, _is_new = Edition.objects.update_or_create(
        identifier=meta["standard"],
        defaults={"catalogue_version": meta["catalogue_version"], "fingerprint": catalogue.fingerprint()},
    )
    _load_clauses(edition)
    _load_items(edition)


def _load_clauses(edition: Edition) -> None:
    data = catalogue.read("clauses")
    rows = [_clause(edition, found, is_heading=True) for found in data["headings"]]
    rows += [_clause(edition, found, is_heading=False) for found in data["clauses"]]
    changing = [field.name for field in Clause._meta.local_fields if field.name not in {"id", "edition", "number"}]
    Clause.objects.bulk_create(rows, update_conflicts=True, unique_fields=["edition", "number"], update_fields=changing)
    edition.clauses.exclude(number__in=[row.number for row in rows]).update(is_current=False)


def _clause(edition: Edition, found: dict[str, Any], *, is_heading: bool) -> Clause:
    return Clause(
        edition=edition,
        number=found["number"],
        sort_key=catalogue.sort_key(found["number"]),
        title=found["title"],
        title_official=found.get("title_official", True),
        parent=found.get("parent") or "",
        is_heading=is_heading,
        auditable=found.get("auditable", False),
        responsible_role=found.get("responsible_role") or "",
        is_current=True,
    )


def _load_items(edition: Edition) -> None:
    keys = dict(edition.clauses.values_list("number", "pk"))
    rows = [
        RequirementItem(
            clause_id=keys[number], identifier=item["id"], kind=item["type"], text=item["text"], place=place
        )
        for number, clause in catalogue.clauses().items()
        for place, item in enumerate(clause["requirements"])
    ]
    RequirementItem.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["identifier"],
        update_fields=["clause", "kind", "text", "place", "is_current"],
    )
    known = [row.identifier for row in rows]
    RequirementItem.objects.filter(clause__edition=edition).exclude(identifier__in=known).update(is_current=False)
