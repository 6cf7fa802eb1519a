"""The indicator of an objective: made of a metric that is described, kept in step, and measured once it is approved.

Results are values of indicators alone: there is one place where a figure stands, and one arithmetic over it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from leadership.domain.path import Path
from measures.catalogue import process_names
from measures.domain.keeping import create_indicator, edit_indicator, start
from measures.enums import Frequency, Source
from measures.models import Indicator
from records.domain.errors import InputError

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from leadership.models import Objective
    from people.models import User

UNIT_MAX = Indicator._meta.get_field("unit").max_length or 0


def indicator_for(objective: Objective, *, actor: User | None, metric: str, unit: str, frequency: str) -> Indicator:
    """Make the indicator of a described metric, as a draft. Raises InputError where nothing is described, Refused."""
    if not metric.strip():
        raise InputError(
            _("Choose an indicator, or describe what is measured: without either it is an intention"), "indicator"
        )
    process = objective.process
    made = Indicator(
        title=metric.strip(),
        formula=objective.method[:5000],
        unit=unit or "%",
        source=Source.TYPED,
        frequency=frequency or Frequency.MONTHLY,
        about=process,
        process_key=process.key if process is not None and process.key in process_names() else "",
        **_wanted_of(objective),
    )
    made.direction = _direction(objective)
    made.restricted = objective.restricted
    if actor is None:
        made.created_by = objective.created_by
    return create_indicator(made, actor=actor)


def follow(objective: Objective, former: int | None = None) -> None:
    """Keep an indicator that is not measured yet as the objective has it; one that people bring goes to the new owner."""
    indicator = Indicator.objects.get(pk=objective.indicator_id)
    changed = _wanted_of(objective) if indicator.state == "draft" else {}
    if former is not None and indicator.owner_id == former:
        changed["owner"] = objective.owner
    if indicator.valid_until and indicator.valid_until < objective.until:
        changed["valid_until"] = objective.until
    _change(indicator, changed)


def reach_until(indicator: Indicator, day: date) -> None:
    """Let an indicator that ends before a day be measured until then."""
    if indicator.valid_until and indicator.valid_until < day:
        _change(indicator, {"valid_until": day})


def let_be_measured(indicator: Indicator) -> None:
    """Begin to measure one that was made for an objective."""
    found = Indicator.objects.get(pk=indicator.pk)
    if found.state == "draft":
        start(found, actor=None)


def _wanted_of(objective: Objective) -> dict[str, Any]:
    baseline: Decimal = objective.baseline
    return {
        "owner": objective.owner,
        "baseline": baseline,
        "target": objective.target,
        "valid_from": objective.starts,
        "valid_until": objective.until,
    }


def _direction(objective: Objective) -> str:
    about = (objective.baseline, objective.target, objective.starts, objective.until)
    return Path(*about).direction


def _change(indicator: Indicator, changed: dict[str, Any]) -> None:
    differs = {name: value for name, value in changed.items() if getattr(indicator, name) != value}
    for name, value in differs.items():
        setattr(indicator, name, value)
    if differs:
        edit_indicator(indicator, actor=None)
