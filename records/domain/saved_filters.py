"""Keeping a list under a name, sharing it, and opening a list with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext as _

from records.access.list_rules import changes_filter, removes_filter, shares_with_everybody
from records.access.permits import Refused, require_rule
from records.domain.errors import InputError
from records.models import ListPreference, ListShape, SavedFilter

if TYPE_CHECKING:
    from collections.abc import Collection

    from people.models import User

#: Saved filters of one person for one kind at most: each stands above the list.
SAVED_MAX = 40


def filters_for(user: User, kind: str) -> QuerySet[SavedFilter]:
    """The saved filters of a kind that stand above a person's list: own ones first, then those shared with them."""
    mine = Group.objects.filter(user=user, pk=OuterRef("group_id"))
    shared = SavedFilter.groups.through.objects.filter(Exists(mine), savedfilter_id=OuterRef("pk"))
    seen = SavedFilter.objects.filter(Q(owner=user) | Q(is_for_everybody=True) | Exists(shared), kind=kind)
    own_first = Case(When(owner=user, then=0), default=1)
    return seen.select_related("owner").order_by(own_first, "name", "pk")


def groups_to_share_with(user: User) -> QuerySet[Group]:
    """Groups a person may share a filter with: those they are in, for administrators all."""
    every = Group.objects.order_by("name")
    return every if shares_with_everybody(user, None) else every.filter(user=user)


@transaction.atomic
def save_filter(
    *,
    actor: User,
    kind: str,
    name: str,
    shape: ListShape,
    groups: Collection[Group] = (),
    is_for_everybody: bool = False,
) -> SavedFilter:
    """Keep a list under a name; the same list under the same name once more changes nothing.

    Raises InputError for a name one has already and beyond SAVED_MAX, Refused for sharing one may not.
    """
    own = SavedFilter.objects.filter(owner=actor, kind=kind)
    twin = own.filter(name__iexact=_plain(name)).first()
    if twin is not None and twin.asks == shape:
        return twin
    if own.count() >= SAVED_MAX:
        raise InputError(_("You have %(n)d saved filters here. Remove one first.") % {"n": SAVED_MAX}, "name")
    saved = _write(SavedFilter(owner=actor, kind=kind, name=name, shape=shape.as_json()))
    return _share(saved, actor, groups, is_for_everybody=is_for_everybody)


@transaction.atomic
def keep_shape(saved: SavedFilter, *, actor: User, shape: ListShape) -> SavedFilter:
    """Let a saved filter ask for what the list asks for now. Raises Refused."""
    saved = _held(saved)
    require_rule(changes_filter, actor, saved)
    saved.shape = shape.as_json()
    return _write(saved)


@transaction.atomic
def change_filter(
    saved: SavedFilter, *, actor: User, name: str, groups: Collection[Group], is_for_everybody: bool
) -> SavedFilter:
    """Rename a saved filter and say who else sees it. Raises Refused, InputError.

    What it is shared with already stays, though the person could not share so any more.
    """
    saved = _held(saved)
    require_rule(changes_filter, actor, saved)
    saved.name = name
    return _share(_write(saved), actor, groups, is_for_everybody=is_for_everybody)


@transaction.atomic
def remove_filter(saved: SavedFilter, *, actor: User) -> None:
    """Remove a saved filter, for everybody who sees it; lists that open with it open plainly. Raises Refused."""
    saved = _held(saved)
    require_rule(removes_filter, actor, saved)
    saved.delete()


def open_with(user: User, kind: str, saved: SavedFilter | None) -> None:
    """Let a person's list open with a saved filter they see, or plainly. Raises Refused."""
    if saved is not None and not filters_for(user, kind).filter(pk=saved.pk).exists():
        raise Refused(_("You do not see this filter"))
    ListPreference.objects.update_or_create(user=user, kind=kind, defaults={"opens_with": saved})


def _held(saved: SavedFilter) -> SavedFilter:
    """The filter as stored, held until the transaction ends."""
    return SavedFilter.objects.select_for_update(no_key=True).get(pk=saved.pk)


def _plain(name: str) -> str:
    return " ".join(name.split())


def _share(saved: SavedFilter, actor: User, groups: Collection[Group], *, is_for_everybody: bool) -> SavedFilter:
    if is_for_everybody and not saved.is_for_everybody:
        require_rule(shares_with_everybody, actor, saved)
    added = {group.pk for group in groups} - set(saved.groups.values_list("pk", flat=True))
    if added - set(groups_to_share_with(actor).values_list("pk", flat=True)):
        raise Refused(_("You share filters with groups you are in"))
    saved.is_for_everybody = is_for_everybody
    saved.save(update_fields=["is_for_everybody"])
    saved.groups.set(groups)
    return saved


def _write(saved: SavedFilter) -> SavedFilter:
    saved.name, saved.changed = _plain(saved.name), timezone.now()
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError as error:
        raise InputError(_("You have a saved filter of this name here. Choose another name."), "name") from error
    return saved
