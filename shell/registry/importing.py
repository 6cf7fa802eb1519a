"""What rooms bring in from elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shell.registry.declaration import Text


@dataclass(frozen=True, kw_only=True)
class Importer:
    """Something that tables of other tools are brought in as: tickets, or the records of a kind.

    ``form(data, open_table=, user=, proposed=)`` asks how a table is to be read and shows what was found in it, as
    ``records.importing.settings`` has it;
    ``open(table, settings, actor)`` begins an import by those settings, as ``records.importing.engine`` has it.
    ``may(user)`` says who does so; ``source(settings)`` and ``profile(settings)`` name where it comes from and
    by what it is read; ``records_url(settings)`` leads to what was brought in.
    """

    key: str
    label: Text
    explain: Text
    room: str
    form: Callable[..., Any]
    open: Callable[..., Any]
    may: Callable[[Any], bool]
    records_url: Callable[[Mapping[str, Any]], str]
    source: Callable[[Mapping[str, Any]], str]
    profile: Callable[[Mapping[str, Any]], str] = lambda _settings: ""
    #: Keys of the kinds whose lists lead to it.
    kinds: tuple[str, ...] = ()
    #: Where its template is, up to the ending; empty where other tools write the table.
    template_url: Callable[[], str] = str
    weight: int = 100
