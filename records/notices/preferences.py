"""How people want to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from records.domain.errors import InputError
from records.models import NoticePreference

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from people.models import User


def preferences_of(people: Collection[int]) -> dict[int, NoticePreference]:
    """How each of many people wants to be told, by key; who never chose has what everybody has at first."""
    chosen = NoticePreference.objects.in_bulk(list(people))
    return {key: chosen.get(key) or NoticePreference(person_id=key) for key in people}


def preference_of(person: User) -> NoticePreference:
    """How one person wants to be told."""
    return preferences_of([person.pk])[person.pk]


def save_preference(person: User, *, ways: Mapping[str, str], **values: Any) -> NoticePreference:
    """Keep how a person wants to be told; raises InputError for quiet hours that are none."""
    begins, ends = values["quiet_from"], values["quiet_until"]
    if (begins is None) != (ends is None):
        field = "quiet_from" if begins is None else "quiet_until"
        raise InputError(_("Say both ends of the quiet hours, or leave both empty for none"), field)
    if begins is not None and begins == ends:
        message = _("Quiet hours that begin and end at the same minute are none. Leave both empty for none.")
        raise InputError(message, "quiet_until")
    saved, _is_new = NoticePreference.objects.update_or_create(person=person, defaults={"ways": dict(ways), **values})
    return saved
