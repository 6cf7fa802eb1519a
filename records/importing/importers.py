"""What can be brought in: what rooms declare, and the records of every kind that a form alone makes."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from django.core.cache import cache as cached
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from records.access.permits import permits
from records.importing.columns import columns_of, places_in
from records.importing.records import RecordImporter
from records.importing.settings import Found, SettingsForm, only_form, sample_of
from records.kind import all_kinds, find_kind
from shell.registry import Importer, registry

if TYPE_CHECKING:
    from people.models import User
    from records.importing.tables import Table
    from records.kind import Kind

#: What the keys of importers of kinds begin with.
PREFIX = "kind-"


def find_importer(key: str) -> Importer:
    """The importer with this key; raises KeyError when there is none."""
    if key.startswith(PREFIX):
        return importer_of(find_kind(key.removeprefix(PREFIX)).key)
    return registry.get(Importer, key)


def importers_for(user: User) -> list[Importer]:
    """What a person may bring in: what rooms declare, then kinds of record by name."""
    return [importer for importer in _every() if importer.may(user)]


def may_import(user: User) -> bool:
    """Whether a person may bring anything in."""
    return any(importer.may(user) for importer in _declared())


def offers_import(user: User) -> bool:
    """Whether the navigation offers it: every page asks, rooms may look through records, so it is up to a minute old."""
    return bool(cached.get_or_set(f"may-import-{user.pk}", lambda: may_import(user), 60))


def _every() -> list[Importer]:
    """What rooms declare, then kinds by name."""
    own = len(registry.all(Importer))
    return [*_declared()[:own], *sorted(_declared()[own:], key=lambda importer: str(importer.label))]


@cache
def _declared() -> tuple[Importer, ...]:
    """What rooms declare, then kinds: known once the registry is sealed, and asked for by every page."""
    return (*registry.all(Importer), *(importer_of(kind.key) for kind in all_kinds() if kind.has_page("import")))


def import_url(kind: Kind, user: User) -> str:
    """Where records of a kind are brought in by this person, or nothing."""
    found = next((importer for importer in _every() if kind.key in importer.kinds and importer.may(user)), None)
    return f"{reverse('records:import')}?what={found.key}" if found else ""


def left_out() -> list[Kind]:
    """Kinds that no table makes, each with why."""
    return [kind for kind in all_kinds() if kind.not_imported]


@cache
def importer_of(key: str) -> Importer:
    """The importer of the records of a kind. Raises KeyError."""
    kind = find_kind(key)
    return Importer(
        key=PREFIX + key,
        label=kind.plural,
        explain=_("From a table by the template: one row a record."),
        room=kind.room,
        form=partial(KindSettingsForm, kind),
        open=partial(_open, kind),
        may=lambda user: kind.has_page("import") and permits(user, "create", kind.model),
        records_url=lambda _settings: kind.url(),
        kinds=(key,),
        template_url=lambda: f"{kind.url()}import.",
        source=lambda _settings: f"kind:{key}",
    )


class KindSettingsForm(SettingsForm):
    """How a table of records is to be read."""

    def __init__(self, kind: Kind, *args: Any, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)

    def look_into(self, table: Table) -> None:
        """Show which columns are read, and its days."""
        columns = columns_of(self.kind, self.user)
        places = places_in(table, columns)
        labels = [column.label for column in columns if column.key in places]
        others = [title for place, title in enumerate(table.header) if title and place not in places.values()]
        self.found.append(Found(str(_("Read")), (", ".join(labels),), is_open=not labels))
        if others:
            self.found.append(Found(str(_("Not read")), (", ".join(others)[:300],), is_open=True))
        if not labels:
            self.wrong.append(
                (None, str(_("None of its columns is known: take the template, or choose what it is of")))
            )
        days = [places[column.key] for column in columns if column.is_day and column.key in places]
        self.show_days(sample_of(table, days))


def _open(kind: Kind, table: Table, settings: dict[str, Any], actor: User) -> RecordImporter:
    form = settings.get("date_format", "") or _form_of(kind, table, actor)
    return RecordImporter(table, kind, actor=actor, date_format=form, zone=settings.get("zone") or "UTC")


def _form_of(kind: Kind, table: Table, actor: User) -> str:
    """The one form in which its days fit; raises TableError where there are several."""
    columns = columns_of(kind, actor)
    places = places_in(table, columns)
    days = [places[column.key] for column in columns if column.is_day and column.key in places]
    return only_form(sample_of(table, days))
