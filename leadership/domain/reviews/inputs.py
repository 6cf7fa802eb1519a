"""The inputs of a review as plain data: collected from all rooms, kept as JSON, read again, compared.

Data of an input: ``{"code": ..., "parts": [{"key", "title", "brought"}], "failed": [keys]}``. Data of all of them, as
it is frozen, says beside them the period, the moment, in whose sight they are, and by which version of the product.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone, translation

from leadership.domain.reviews.content import keep
from leadership.models.review import InputCode
from people.calendar import Period, today
from people.models import Installation
from records.domain.files import open_content
from records.origin import moment_of_writing
from shell.registry import Brought, ReviewInput, registry, worst

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from leadership.models import Review
    from people.models import User
    from records.models import Blob
    from shell.registry import Figure

logger = logging.getLogger(__name__)
#: Seconds for which collected figures are shown again before they are collected anew.
KEPT_FOR = 120


@dataclass(frozen=True)
class Part:
    """What one room brings to an input."""

    key: str
    title: str
    brought: Brought


@dataclass(frozen=True)
class Input:
    """An input with what rooms bring to it; no room brings anything to one that is ``empty``."""

    code: str
    parts: list[Part]
    failed: list[str]

    @property
    def name(self) -> str:
        """What it is called."""
        return str(InputCode(self.code).label)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look at: no room keeps it, or there are no records yet."""
        return not self.parts

    @property
    def has_room(self) -> bool:
        """Whether a room keeps what it is about."""
        return any(found.code == self.code for found in registry.all(ReviewInput))

    @property
    def tone(self) -> str:
        """The worst of what was brought."""
        return worst([part.brought.tone for part in self.parts])

    @property
    def message(self) -> str:
        """The sentence that speaks for it."""
        return self.parts[0].brought.message if self.parts else ""

    @property
    def lead(self) -> Figure | None:
        """The figure that stands for it: the first of the worst tone, else the first."""
        figures = [figure for part in self.parts for figure in part.brought.figures]
        return next((figure for figure in figures if figure.tone == self.tone), next(iter(figures), None))


class Inputs:
    """All inputs as they were at a moment."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data

    @cached_property
    def all(self) -> list[Input]:
        """The inputs in the order of the standard."""
        return [_input_of(each) for each in self.data["inputs"]]

    def __iter__(self) -> Iterator[Input]:
        return iter(self.all)

    def __getitem__(self, code: str) -> Input:
        return {each.code: each for each in self.all}[code]

    @property
    def as_of(self) -> datetime:
        """When they were collected."""
        return datetime.fromisoformat(self.data["as_of"])

    @property
    def period(self) -> Period:
        """The days that they are about."""
        first, last = (date.fromisoformat(day) for day in self.data["period"])
        return Period(first, last)

    @cached_property
    def figures(self) -> dict[tuple[str, str, str], Figure]:
        """Every figure, by input, part and key."""
        return {
            (each.code, part.key, figure.key): figure
            for each in self.all
            for part in each.parts
            for figure in part.brought.figures
        }


def collect(period: Period, user: User, tell: Callable[[int, int, str], None] = lambda *_: None) -> Inputs:
    """Collect all inputs of a period as a person sees the records, in the language of the installation.

    A room that fails is named in its input and logged, and the others go on: nobody can prepare a review that one
    fault hides. ``tell(done, whole, name)`` hears how far it is.
    """
    found = []
    with translation.override(Installation.current().language):
        for place, code in enumerate(InputCode):
            tell(place, len(InputCode), str(code.label))
            found.append(_collect_one(code.value, period, user))
    data = {
        "as_of": moment_of_writing(timezone.now()).isoformat(),
        "period": [period.first.isoformat(), period.last.isoformat()],
        "seen_by": user.pk,
        "seen_by_name": user.display_name,
        "product": settings.PRODUCT_VERSION,
        "inputs": found,
    }
    return Inputs(data)


def collect_kept(period: Period, user: User, *, is_anew: bool = False) -> Inputs:
    """The same, as it was collected up to two minutes ago, where it was."""
    key = f"review-inputs:{user.pk}:{period.first}:{period.last}"
    data = None if is_anew else cache.get(key)
    if data is None:
        data = collect(period, user).data
        cache.set(key, data, KEPT_FOR)
    return Inputs(data)


def so_far(review: Review) -> Period:
    """The days of a review's period that have been: months to come would stand there as noughts; all before it begins."""
    last = min(review.period_until, today())
    return Period(review.period_from, last if last >= review.period_from else review.period_until)


def freeze(inputs: Inputs) -> Blob:
    """Keep inputs as a content of their own; the same figures give the same bytes."""
    return keep(dict(inputs.data))


def frozen_of(review: Review) -> Inputs | None:
    """The inputs that a review has; None before they were frozen. Raises ContentGoneError, ContentDamagedError."""
    if review.inputs is None:
        return None
    with open_content(review.inputs) as file:
        return Inputs(json.loads(file.read()))


def _collect_one(code: str, period: Period, user: User) -> dict[str, Any]:
    parts, failed = [], []
    for declared in registry.all(ReviewInput):
        if declared.code != code:
            continue
        try:
            brought = declared.collect(period, user)
        except Exception:
            logger.exception("The review input %s could not be collected", declared.key)
            failed.append(str(declared.title))
            continue
        if brought is not None:
            parts.append({"key": declared.key, "title": str(declared.title), "brought": brought.as_data()})
    return {"code": code, "parts": parts, "failed": failed}


def _input_of(data: Mapping[str, Any]) -> Input:
    parts = [Part(each["key"], each["title"], Brought.of(each["brought"])) for each in data["parts"]]
    return Input(data["code"], parts, list(data["failed"]))
