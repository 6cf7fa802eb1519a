"""Two people changed one record: both versions side by side, and the choice line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from records.display import names_for, show
from records.history import version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.forms import BoundField
    from django.http import QueryDict
    from django.utils.safestring import SafeString

    from people.models import User
    from records.forms import RecordForm

#: Before a field's name: whose value is kept, "mine" or "theirs".
KEEP = "keep_"


@dataclass(frozen=True)
class Line:
    """A field that differs; ``keeps_mine`` proposes the side that was changed."""

    field: BoundField
    mine: SafeString
    theirs: SafeString
    keeps_mine: bool


def conflicting_fields(form: RecordForm, stored: RecordForm, user: User) -> list[Line]:
    """The fields whose value as sent differs from the one now stored."""
    fields = {name: form.instance._meta.get_field(name) for name in form.columns if name not in form.OWN}
    mine, theirs = form.instance, stored.instance
    differing = {n: f for n, f in fields.items() if getattr(mine, f.attname) != getattr(theirs, f.attname)}
    pairs = [(field, getattr(side, field.attname)) for field in differing.values() for side in (mine, theirs)]
    names = names_for(pairs, user)
    base = version(theirs, form.cleaned_data.get("version") or 0)
    return [
        Line(
            form[name],
            show(field, getattr(mine, field.attname), names),
            show(field, getattr(theirs, field.attname), names),
            keeps_mine=base is None or getattr(base, field.attname) != getattr(mine, field.attname),
        )
        for name, field in differing.items()
    ]


def resolved(data: QueryDict, stored: RecordForm) -> QueryDict:
    """What was sent, with the stored value put back where "theirs" was chosen."""
    chosen = [key.removeprefix(KEEP) for key, value in data.items() if key.startswith(KEEP) and value == "theirs"]
    return with_values(data, stored, [name for name in chosen if name not in stored.OWN])


def with_values(data: QueryDict, stored: RecordForm, names: Iterable[str]) -> QueryDict:
    """What was sent, with the values that another form shows put in for some fields."""
    merged = data.copy()
    for name in names:
        if name in stored.fields:
            _put_in(merged, name, stored[name].value())
    return merged


def _put_in(data: QueryDict, name: str, value: Any) -> None:
    data.pop(name, None)
    if value is True:
        data[name] = "on"
    elif isinstance(value, list | tuple):
        data.setlist(name, [str(getattr(each, "pk", each)) for each in value])
    elif value not in (None, False):
        data[name] = str(value)
