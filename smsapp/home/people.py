"""What a person is today: the roles they hold and whom they stand in for, each with its last day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from people.calendar import today
from records.access.standing import HOLD, in_force, standing_of
from records.models import Record, RecordUserPermission, StandIn
from standard.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from people.models import User


@dataclass(frozen=True)
class Held:
    """A role that a person holds themselves: its key, its name, and its last day; None is without end."""

    key: str
    title: str
    last: date | None

    @property
    def name(self) -> str:
        """Its name as it stands inside a sentence: abbreviations keep their letters."""
        is_word = self.title[1:2].islower()
        return self.title[0].lower() + self.title[1:] if is_word else self.title


def roles_of(user: User) -> list[Held]:
    """The roles the person holds themselves, the twelve in the catalogue's order before the organisation's own."""
    if not standing_of(user).roles:
        return []
    held = RecordUserPermission.objects.filter(in_force(), user=user, acts_for=None, permission__codename=HOLD)
    seen = Record.objects.visible_to(user).filter(pk=OuterRef("content_object_id"))
    rows = list(held.filter(Exists(seen)).values_list("role", "content_object__title", "until"))
    titles, last = {key: title for key, title, _last in rows}, _last_days((key, until) for key, _, until in rows)
    order = {key: place for place, key in enumerate(ROLES)}
    keys = sorted(titles, key=lambda key: (order.get(key, len(order)), titles[key]))
    return [Held(key, titles[key], last[key]) for key in keys]


def covers_of(user: User) -> dict[User, date | None]:
    """The last day on which the person stands in for each absent one."""
    if not standing_of(user).covers:
        return {}
    covers = StandIn.objects.filter(deputy=user, since__lte=today(), until__gte=today()).select_related("absent")
    return _last_days((cover.absent, cover.until) for cover in covers.order_by("absent__display_name"))


def introduction(roles: Sequence[Held], covers: Mapping[User, date | None]) -> str:
    """Roles and absent people in a sentence each; empty for who has none."""
    held = [_until(role.name, role.last) for role in roles]
    stood_in_for = [_until(str(person), last) for person, last in covers.items()]
    sentences = []
    if held:
        sentences.append(_("You are %(roles)s.") % {"roles": get_text_list(held, _("and"))})
    if stood_in_for:
        sentences.append(_("You stand in for %(people)s.") % {"people": get_text_list(stood_in_for, _("and"))})
    return " ".join(sentences)


def _until(words: str, last: date | None) -> str:
    return _("%(what)s until %(day)s") % {"what": words, "day": date_format(last, "j F Y")} if last else words


def _last_days(terms: Iterable[tuple[Any, date | None]]) -> dict[Any, date | None]:
    """The last of the last days of each; a term without end outlasts all others."""
    found: dict[Any, date | None] = {}
    for what, last in terms:
        before = found.setdefault(what, last)
        found[what] = max(before, last) if before and last else None
    return found
