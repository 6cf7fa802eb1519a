"""Whether the one road to write is open just now, in this thread or task."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_open: ContextVar[bool] = ContextVar("records_write_open", default=False)


@contextmanager
def opened() -> Iterator[None]:
    """Let records be saved for the length of the block."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def is_open() -> bool:
    """True inside ``opened``."""
    return _open.get()
