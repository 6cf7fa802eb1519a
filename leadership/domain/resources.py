"""Planning resources: need, allocation, and what people and technology must be able to do (clause 7.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from leadership.models import Capability, Resource
from leadership.models.resource import LEVEL_MAX, SERVED, ResourceType
from records.domain.entering import enter_in_sight
from records.domain.errors import InputError, NotNowError
from records.domain.write import write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import User

#: Kinds of resource of which one says what they must be able to do.
CAPABLE = frozenset({ResourceType.PEOPLE, ResourceType.TECHNOLOGY})
#: Characters of a capability, and of what is done about it.
NAME_MAX, ABOUT_MAX = 200, 1000


@transaction.atomic
def create(resource: Resource, *, actor: User | None, capabilities: str = "", **about: Any) -> Resource:
    """Plan a resource. Raises Refused; InputError where the same is planned already for a day of its period."""
    lines = parse_capabilities(capabilities)
    resource.owner = resource.owner or actor
    _require_sound(resource, actor)
    write(resource, actor=actor, **{"action": "create", **about})
    _put(resource, lines)
    return resource


@transaction.atomic
def edit(resource: Resource, *, actor: User | None, capabilities: str | None = None, **about: Any) -> Resource:
    """Change what is planned. Raises as ``create`` does, StaleError, and NotNowError once it is closed.

    Once top management agreed, the allocation changes by its decisions alone.
    """
    stored = Resource.objects.get(pk=resource.pk)
    if stored.state == "closed":
        raise NotNowError(_("It is closed: plan another one for the next period"))
    if stored.state == "agreed" and stored.allocated != resource.allocated:
        raise InputError(_("It was agreed: ask for more, and top management decides"), "allocated")
    _require_sound(resource, actor)
    lines = None if capabilities is None else parse_capabilities(capabilities)
    write(resource, actor=actor, **{"action": "edit", **about})
    if lines is not None:
        _put(resource, lines)
    return resource


def agree(resource: Resource, *, actor: User, reason: str = "", token: str | None = None) -> Resource:
    """Let top management stand by need and allocation. Raises Refused for whoever planned it."""
    return write(resource, actor=actor, action="agree", reason=reason, token=token)


def close(resource: Resource, *, actor: User, reason: str, token: str | None = None) -> Resource:
    """Say that its period is over, or that nobody needs it any more."""
    return write(resource, actor=actor, action="close", reason=reason, token=token)


def parse_capabilities(text: str) -> list[Capability]:
    """Capabilities, one a line: "Name | level needed | level there | what is done". Raises InputError for the line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [_capability(place, line) for place, line in enumerate(lines, 1)]


def text_of(capabilities: Sequence[Capability]) -> str:
    """The same as text, as a form asks for them."""
    return "\n".join(f"{each.name} | {each.needed} | {each.there} | {each.about}".rstrip(" |") for each in capabilities)


def require_unit(thing: Any) -> None:
    """Raise InputError unless it says in what it is counted; what does not belong to its kind is dropped."""
    if thing.type == ResourceType.MONEY:
        thing.unit = ""
        if not thing.currency:
            raise InputError(_("Say in which currency"), "currency")
        return
    thing.currency = ""
    if thing.type == ResourceType.PEOPLE:
        thing.unit = ""
    elif not thing.unit:
        raise InputError(_("Say in what it is counted"), "unit")


def _require_sound(resource: Resource, actor: User | None) -> None:
    if resource.ends < resource.starts:
        raise InputError(_("The last day must be on or after the first"), "ends")
    require_unit(resource)
    if resource.serves is not None:
        served = enter_in_sight(resource.serves, actor=actor)
        if served.kind not in SERVED:
            raise InputError(_("Choose a process or a service, or leave it empty for the whole system"), "serves")
    _require_once(resource)


def _require_once(resource: Resource) -> None:
    """The same thing is planned once for a day, so that no need is counted twice."""
    same = Resource.objects.current().exclude(pk=resource.pk).exclude(state="closed")
    same = same.filter(type=resource.type, serves=resource.serves_id, title__iexact=resource.title)
    other = same.filter(starts__lte=resource.ends, ends__gte=resource.starts).first()
    if other is not None:
        said = {"reference": other.reference, "starts": other.starts, "ends": other.ends}
        raise InputError(
            _("%(reference)s plans the same from %(starts)s to %(ends)s: change that one") % said, "starts"
        )


def _capability(place: int, line: str) -> Capability:
    name, needed, there, about = (*(part.strip() for part in line.split("|", 3)), "", "", "")[:4]
    for length, text in ((NAME_MAX, name), (ABOUT_MAX, about)):
        if len(text) > length:
            said = {"line": place, "most": length}
            raise InputError(_("Line %(line)s is too long: %(most)s characters at most") % said, "capabilities")
    return Capability(place=place, name=name, needed=_level(place, needed), there=_level(place, there), about=about)


def _level(place: int, text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:3]) <= LEVEL_MAX):
        said = {"line": place, "most": LEVEL_MAX}
        message = _("Line %(line)s needs both levels, from 0 to %(most)s: Name | needed | there | what is done") % said
        raise InputError(message, "capabilities")
    return int(text)


def _put(resource: Resource, lines: Sequence[Capability]) -> None:
    kept = lines if resource.type in CAPABLE else ()
    resource.capabilities.all().delete()
    for line in kept:
        line.resource = resource
    Capability.objects.bulk_create(kept)
