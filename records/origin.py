"""Where a write comes from, and of when it tells: a page, a command, an import. Events keep it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

_origin: ContextVar[str] = ContextVar("records_origin", default="command")
_moment: ContextVar[datetime | None] = ContextVar("records_moment", default=None)


@contextmanager
def writing_from(origin: str) -> Iterator[None]:
    """Mark every event written inside the block as coming from ``origin``."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def current_origin() -> str:
    """The origin that events are marked with just now."""
    return _origin.get()


@contextmanager
def telling_of(moment: datetime | None) -> Iterator[None]:
    """Let what is written inside the block have happened at a moment of the past; None is now.

    When it was written down stays in the event beside it.
    """
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def moment_of_writing(now: datetime) -> datetime:
    """When what is written now happened."""
    return _moment.get() or now
