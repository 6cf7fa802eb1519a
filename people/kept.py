"""What is read once and kept in this process for a while: small, asked for by every page, seldom changed."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db.models.signals import post_save

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model

T = TypeVar("T")
#: Seconds a value is kept: another process may have changed what it was read from.
KEPT = 60


class Kept(Generic[T]):
    """A value that ``read`` gives; read anew after a minute, and at once when a ``sender`` is saved in this process."""

    def __init__(self, read: Callable[[], T], sender: type[Model]) -> None:
        self._read = read
        self._value: T | None = None
        self._until = 0.0
        post_save.connect(self.forget, sender=sender, weak=False)

    def get(self) -> T:
        """The value."""
        if self._value is None or monotonic() >= self._until:
            self._value, self._until = self._read(), monotonic() + KEPT
        return self._value

    def forget(self, **_signal: Any) -> None:
        """Read it anew when it is next asked for."""
        self._value = None
