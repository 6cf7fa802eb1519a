"""What rooms declare of their jobs: kinds of job, and schedules by which the clock asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shell.registry import registry

if TYPE_CHECKING:
    from people.models import User
    from shell.registry import Text


@dataclass(frozen=True)
class ResultFile:
    """A file that a job made."""

    name: str
    content: bytes
    media_type: str = "application/pdf"


@dataclass(frozen=True)
class Result:
    """What came of a job: words for whoever asked, and a link to it or a file where there is one.

    The file is for whoever asked and administrators; it is kept as long as the job.
    """

    words: Text
    url: str = ""
    file: ResultFile | None = None


@dataclass(frozen=True, kw_only=True)
class JobKind:
    """A kind of job: ``run(progress, **arguments)`` does it and returns a Result, or None.

    A job may be carried out twice, when its worker was killed at the wrong moment: ``run`` must bear
    that. With ``is_atomic`` it runs in one transaction with its own ending, so that what it writes
    is written once; such a job holds the database's lock and must be short. ``time_limit`` ends a
    job that hangs, ``memory_limit`` (bytes of resident memory of its process) one that grows.
    """

    key: str
    label: Text
    run: Callable[..., Result | None]
    is_atomic: bool = False
    time_limit: timedelta = timedelta(minutes=10)
    memory_limit: int = 2 * 1024**3
    attempts: int = 3
    #: Waiting before the second attempt; it doubles with each.
    pause: timedelta = timedelta(seconds=10)
    #: What a job is about, as a link for a reader who sees it: given its arguments and who reads; "" for nothing.
    about: Callable[[Mapping[str, Any], User], str] = lambda _arguments, _reader: ""
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """A job that the clock asks for, once in each interval ``every``."""

    key: str
    job: str
    every: timedelta
    weight: int = 100


def kind_of(key: str) -> JobKind:
    """The kind of job with this key; raises KeyError when no room declares it."""
    return registry.get(JobKind, key)


def find_kind(key: str) -> JobKind | None:
    """The kind of job with this key, or None when no room declares it (any more)."""
    try:
        return kind_of(key)
    except KeyError:
        return None
