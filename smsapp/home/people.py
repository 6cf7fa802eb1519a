"""What a person is today: the roles they hold and whom they stand in for, each with its last day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from people.calendar import today
from records.access.standing import HOLD, in_force, standing_of
from records.models import RecordUserPermission, StandIn
from standard.catalogue import role_label
from standard.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from people.models import User


def roles_of(user: User) -> dict[str, date | None]:
    """The last day of each role the person holds themselves, by its key; None is without end."""
    if not standing_of(user).roles:
        return {}
    held = RecordUserPermission.objects.filter(in_force(), user=user, acts_for=None, permission__codename=HOLD)
    last = _last_days(held.values_list("role", "until"))
    return {role: last[role] for role in ROLES if role in last}


def covers_of(user: User) -> dict[User, date | None]:
    """The last day on which the person stands in for each absent one."""
    if not standing_of(user).covers:
        return {}
    covers = StandIn.objects.filter(deputy=user, since__lte=today(), until__gte=today()).select_related("absent")
    return _last_days((cover.absent, cover.until) for cover in covers.order_by("absent__display_name", "until"))


def introduction(roles: Mapping[str, date | None], covers: Mapping[User, date | None]) -> str:
    """Roles and absent people in a sentence each; empty for who has none."""
    held = [_until(in_a_sentence(role), last) for role, last in roles.items()]
    stood_in_for = [_until(str(person), last) for person, last in covers.items()]
    sentences = []
    if held:
        sentences.append(_("You are %(roles)s.") % {"roles": get_text_list(held, _("and"))})
    if stood_in_for:
        sentences.append(_("You stand in for %(people)s.") % {"people": get_text_list(stood_in_for, _("and"))})
    return " ".join(sentences)


def in_a_sentence(role: str) -> str:
    """The name of a role as it stands inside a sentence."""
    label = role_label(role)
    return label[0].lower() + label[1:]


def _until(words: str, last: date | None) -> str:
    return _("%(what)s until %(day)s") % {"what": words, "day": date_format(last, "j F Y")} if last else words


def _last_days(terms: Iterable[tuple[Any, date | None]]) -> dict[Any, date | None]:
    """The last of the last days of each; a term without end outlasts all others."""
    found: dict[Any, date | None] = {}
    for what, last in terms:
        before = found.setdefault(what, last)
        found[what] = max(before, last) if before and last else None
    return found
