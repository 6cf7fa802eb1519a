"""What higher rooms know of services: where one asks for an item, and what contradicts the scope of the system."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from shell.registry.declaration import Text


@dataclass(frozen=True, kw_only=True)
class AskFor:
    """Where users ask for an item of the catalogue: ``url(reference)`` is the address of the form."""

    key: str
    url: Callable[[str], str]
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class ScopeCheck:
    """A comparison of the scope in force with what there is, such as "agreements about a service out of scope".

    ``find(scope, user)`` returns the records that contradict it, as far as ``user`` sees them; it starts
    from ``visible_to(user)``. ``explain`` says what to do about them.
    """

    key: str
    label: Text
    find: Callable[[Any, Any], Iterable[Any]]
    explain: Text = ""
    weight: int = 100
