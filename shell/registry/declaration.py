"""What every declaration has."""

from typing import Protocol

from django.utils.functional import Promise

#: Text that is shown to people: translated when it is rendered.
Text = str | Promise


class Declaration(Protocol):
    """What every declaration has: a key unique among its type, and a place in the order."""

    @property
    def key(self) -> str: ...

    @property
    def weight(self) -> int: ...
