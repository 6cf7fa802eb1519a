"""What stands around every page: rooms in the navigation, links above them, the top bar, the account menu."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from shell.registry.declaration import Text

if TYPE_CHECKING:
    from django.utils.safestring import SafeString


class Group(Enum):
    """The groups of the navigation, in their order."""

    LEAD = _("Lead")
    PLAN = _("Plan")
    DELIVER = _("Deliver")
    SUPPORT = _("Support")
    CHECK = _("Check")
    IMPROVE = _("Improve")


@dataclass(frozen=True, kw_only=True)
class Room:
    """A folder people walk into: the heading its kinds and pages stand under.

    ``roles`` are the keys of the roles whose daily work it holds: it stands first in their navigation.
    """

    key: str
    label: Text
    group: Group
    icon: str
    roles: tuple[str, ...] = ()
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class NavigationEntry:
    """A link in the navigation, under its room; ``shows`` says to whom."""

    key: str
    room: str
    label: Text
    url_name: str
    weight: int = 100
    shows: Callable[[Any], bool] = field(default=lambda _user: True)


@dataclass(frozen=True, kw_only=True)
class TopLink:
    """A link above the rooms; ``shows`` says for whom. ``count(user)`` stands beside it, ``counted`` says of what it is."""

    key: str
    label: Text
    url_name: str
    icon: str
    count: Callable[[Any], int] | None = None
    counted: Text = ""
    weight: int = 100
    shows: Callable[[Any], bool] = field(default=lambda _user: True)


@dataclass(frozen=True, kw_only=True)
class TopPiece:
    """A piece of every page's top bar, such as the bell: ``draw(user)`` returns HTML and may ask one indexed query.

    Those that ``is_leading`` stand first, in the room that is left beside the others.
    """

    key: str
    draw: "Callable[[Any], SafeString]"
    is_leading: bool = False
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class AccountEntry:
    """A link in everybody's account menu."""

    key: str
    label: Text
    url_name: str
    icon: str
    weight: int = 100
