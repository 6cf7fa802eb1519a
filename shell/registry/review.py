"""What a room brings to those who look at the whole: to management reviews, meetings and readiness."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shell.registry.brought import Brought
from shell.registry.declaration import Text

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


@dataclass(frozen=True, kw_only=True)
class ReviewInput:
    """What a room brings to an input of the management review (clause 9.3).

    ``code`` is that of the input in the catalogue, "a" to "l". ``collect(period, user)`` returns a ``Brought`` of a
    ``people.calendar.Period`` as ``user`` sees it, None where there is nothing to say yet. Several rooms may bring
    something to one input; the one of least weight stands first, and its message speaks for the input.
    """

    key: str
    code: str
    title: Text
    collect: Callable[[Any, Any], Brought | None]
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class AgendaInput:
    """What a room brings to a meeting's agenda: ``collect(meeting, user)`` returns records."""

    key: str
    title: Text
    collect: Callable[[Any, Any], Any]
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class ReadinessCheck:
    """A rule of the catalogue that records can answer; ``failing(user)`` returns those that fail it."""

    key: str
    clause: str
    title: Text
    failing: "Callable[[Any], QuerySet[Model]]"
    weight: int = 100
