"""Why a verb was not carried out, in words for whoever asked. ``Refused`` is with the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shell.registry import Text


class InputError(ValueError):
    """An answer cannot be taken: the message says why and what to do; ``field`` names the answer, where it is one."""

    def __init__(self, message: Text, field: str = "") -> None:
        super().__init__(message)
        self.field = field

    @property
    def by_field(self) -> Mapping[str, Text]:
        """The message by the answer that it is about."""
        return {self.field: str(self)}


class SeveralInputsError(InputError):
    """Several answers cannot be taken: ``by_field`` says why, of each. To whoever asks of one, it is the first."""

    def __init__(self, by_field: Mapping[str, Text]) -> None:
        field, message = next(iter(by_field.items()))
        super().__init__(message, field)
        self._by_field = by_field

    @property
    def by_field(self) -> Mapping[str, Text]:
        """The message of each answer."""
        return self._by_field


class StaleError(Exception):
    """Somebody saved the record after the version this change started from."""


class NotNowError(Exception):
    """The state of things does not allow it; the message says what stands in the way."""


class UnmetError(NotNowError):
    """Conditions of a transition that do not hold; ``reasons`` says which, in words."""

    def __init__(self, reasons: Sequence[Text]) -> None:
        super().__init__("; ".join(str(reason) for reason in reasons))
        self.reasons = reasons
