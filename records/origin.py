"""Where a write comes from: a page, a command, an import. Events keep it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_origin: ContextVar[str] = ContextVar("records_origin", default="command")


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
