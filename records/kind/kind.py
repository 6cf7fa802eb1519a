"""One class per kind of record: what it declares is all its pages need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Q
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from records.domain.withdrawal import restore, withdraw
from records.domain.write import write
from records.kind.actions import Action
from records.kind.columns import CREATED, DUE, OWNER, RECORDED_BY, REFERENCE, RESTRICTED, TITLE, UPDATED, Column
from records.kind.filters import Filter, PersonFilter, Tab, restricted_filter, withdrawn_filter
from shell.html import badge, day, due
from shell.registry import NavigationEntry

if TYPE_CHECKING:
    from records.forms import RecordForm
    from records.models import Record, Task
    from shell.registry import Text


#: Pages that hang on another, and are left out with it.
BELOW = {
    "replan": "tasks",
    "finish": "tasks",
    "reassign": "tasks",
    "cancel-task": "tasks",
    "unlink": "links",
    "download": "files",
    "detach": "files",
    "withdraw-evidence": "evidence",
    "revoke": "sharing",
    "revoke-group": "sharing",
    "bulk-report": "bulk",
    "import": "create",
    **dict.fromkeys(("save", "open-saved", "change-saved", "keep-saved", "remove-saved"), "saved"),
}


@dataclass(frozen=True)
class State:
    """A state in words and tone; ``is_step`` puts it in the line of progress."""

    key: str
    label: Text
    tone: str = "wait"
    icon: str | None = None
    is_step: bool = True
    #: Nothing is awaited any more: a due date that has gone by is not late.
    is_over: bool = False


@dataclass(frozen=True)
class FieldGroup:
    """Fields of the form under a heading, with the reason they are asked for."""

    title: Text
    fields: tuple[str, ...]
    reason: Text = ""


@dataclass(frozen=True)
class FieldPanel:
    """Fields of the record's page under a heading, on the pages of those records for which ``shows`` says so."""

    title: Text
    fields: tuple[str, ...]
    shows: Callable[[Any], bool] = lambda _record: True


@dataclass(frozen=True)
class Shows:
    """A requirement item that every record of the kind is evidence for, and what it shows."""

    item: str
    text: Text


@dataclass(frozen=True)
class Wording:
    """What an action of the kind that has no button is called, and how its timeline tells of one.

    ``told`` follows the name of who did it, and may name what the event's detail holds: "signed %(version)s".
    """

    label: Text
    told: Text


class Kind:
    """A kind of record; a room declares a subclass in ``kind.py`` and registers an instance.

    ``create`` and ``edit`` are called with the instance as the form filled it, ``actor``, ``action``,
    ``token`` (``edit`` with ``reason`` too), and an argument for each field of ``form_class`` that is
    no column: many-to-many, child rows, a file. A kind with such fields names verbs that take them.
    """

    #: The store of the registry it is filed under.
    store: ClassVar[type]
    weight: ClassVar[int] = 100

    model: ClassVar[type[Record]]
    #: Key of its room, which is also the namespace of its addresses.
    room: ClassVar[str]
    #: Its part of the address: "opportunities".
    slug: ClassVar[str]
    label: ClassVar[Text]
    plural: ClassVar[Text]
    #: What "New" says: "New opportunity".
    new_label: ClassVar[Text]
    #: One line under the list's title, and what an empty list says.
    lead: ClassVar[Text] = ""
    empty: ClassVar[Text] = ""
    icon: ClassVar[str] = "file-text"

    clauses: ClassVar[tuple[str, ...]] = ()
    evidence_for: ClassVar[tuple[Shows, ...]] = ()
    states: ClassVar[tuple[State, ...]] = ()
    columns: ClassVar[tuple[Column, ...]] = ()
    filters: ClassVar[tuple[Filter, ...]] = ()
    tabs: ClassVar[tuple[Tab, ...]] = ()
    groups: ClassVar[tuple[FieldGroup, ...]] = ()
    #: Fields shown only while another has one of these values: {"party": ("source", {"customer"})}.
    depends: ClassVar[dict[str, tuple[str, frozenset[str]]]] = {}
    facts: ClassVar[tuple[str, ...]] = ("owner", "due")
    panels: ClassVar[tuple[FieldPanel, ...]] = ()
    #: Fields that a panel of the room's own shows.
    in_own_panels: ClassVar[frozenset[str]] = frozenset()
    actions: ClassVar[tuple[Action, ...]] = ()
    #: Words for actions that its rules name and its page has no button for, and for buttons whose event tells more.
    wordings: ClassVar[Mapping[str, Wording]] = {}
    #: Values of fields by which its rules differ: the authority matrix asks them of each.
    variants: ClassVar[tuple[Mapping[str, Any], ...]] = ({},)
    #: Its records have a due day that no field of the form asks for: their verbs set it.
    sets_due: ClassVar[bool] = False
    #: Pairs of its fields: a first day, and the last, which is on or after it.
    periods: ClassVar[tuple[tuple[str, str], ...]] = ()
    #: How many days before its records' due day people are reminded, where nobody said otherwise.
    days_before: ClassVar[tuple[int, ...]] = (14, 3)
    #: How many days after it what is late is brought to owner and scope, and to the service management representative.
    days_late: ClassVar[tuple[int, int]] = (7, 21)
    #: The room sets a task for the due day itself: people are reminded of the task, with the days of the kind, not of both.
    due_by_task: ClassVar[bool] = False
    #: A form of the room's own, where checks across fields are asked for.
    form_class: ClassVar[type[RecordForm] | None] = None
    #: Labels of fields that this kind calls otherwise: {"title": _("Name")}.
    labels: ClassVar[dict[str, Text]] = {}
    #: Pages it does not have, by the names in ``records.urls.PAGES``; what leads to them is left out too.
    without: ClassVar[frozenset[str]] = frozenset()
    #: Foreign keys whose rows its pages read with the record, such as "meeting".
    joined: ClassVar[tuple[str, ...]] = ()
    #: Why its records cannot be imported from a table, and how they come in instead; it is without "import" then.
    not_imported: ClassVar[Text] = ""
    #: The room's verbs, where creating or editing means more than writing.
    create: ClassVar[Callable[..., Any]] = staticmethod(write)
    edit: ClassVar[Callable[..., Any]] = staticmethod(write)

    @property
    def key(self) -> str:
        """The kind's key, as its model has it."""
        return self.model.kind_key

    def url(self, page: str = "list", **kwargs: Any) -> str:
        """The address of one of its pages."""
        return reverse(f"{self.room}:{self.key}-{page}", kwargs=kwargs)

    def record_url(self, record: Record, page: str = "detail", **kwargs: Any) -> str:
        """The address of a page of one of its records."""
        return self.url(page, reference=record.reference, **kwargs)

    def answer_url(self, task: Task) -> str:
        """Where a task about one of its records gets done: by saying what came of it, where the kind knows no better."""
        return f"{task.record.page_url}tasks/{task.pk}/finish/"

    def has_page(self, page: str) -> bool:
        """Whether it has a page of this name."""
        return page not in self.without and (page not in BELOW or self.has_page(BELOW[page]))

    def label_of(self, field: Any) -> str:
        """What it calls a field of its model."""
        return str(self.labels.get(field.name) or capfirst(field.verbose_name))

    def navigation(self) -> NavigationEntry:
        """Its entry in the navigation, under its room."""
        return NavigationEntry(
            key=f"{self.room}.{self.key}",
            room=self.room,
            label=self.plural,
            url_name=f"{self.room}:{self.key}-list",
            weight=self.weight,
        )

    @cached_property
    def all_columns(self) -> dict[str, Column]:
        """Columns to choose from, by key: those of every record and its own."""
        state = Column(
            key="state",
            label=_("State"),
            value=lambda record: str(self.state_of(record).label),
            cell=lambda record, _shown: self.badge(record),
            css="c-state",
        )
        found = (
            REFERENCE,
            replace(TITLE, label=self.labels.get("title", TITLE.label)),
            *self.columns,
            state,
            replace(OWNER, default="owner" in self.form_fields),
            replace(DUE, default=self.has_due, cell=lambda record, _shown: self.due_of(record)),
            UPDATED,
            CREATED,
            RECORDED_BY,
            RESTRICTED,
        )
        return {column.key: column for column in found}

    @cached_property
    def all_filters(self) -> dict[str, Filter]:
        """Filters of its list, by key."""
        state = Filter(
            key="state",
            label=_("State"),
            options=lambda _user: [(state.key, state.label) for state in self.states],
            condition=lambda value, _user: Q(state=value),
        )
        found = (state, PersonFilter("owner", _("Owner")), *self.filters, restricted_filter(), withdrawn_filter())
        return {each.key: each for each in found}

    @cached_property
    def all_actions(self) -> dict[str, Action]:
        """Actions on its records, by key: its own, and withdraw and restore; none without their page."""
        if not self.has_page("action"):
            return {}
        return {action.key: action for action in (*self.actions, WITHDRAW, RESTORE)}

    @cached_property
    def _badges(self) -> dict[tuple[str, str], SafeString]:
        """Badges drawn already, by state and language: a list shows the same few over and over."""
        return {}

    @cached_property
    def _states(self) -> dict[str, State]:
        return {state.key: state for state in self.states}

    def state_of(self, record: Any) -> State:
        """The state of a record; one that is no longer declared is named by its key."""
        return self._states.get(record.state) or State(record.state, record.state)

    def due_of(self, record: Any) -> SafeString:
        """The record's due date: late or near while something is awaited, else the day alone."""
        if not record.due:
            return SafeString()
        return day(record.due) if record.withdrawn or self.state_of(record).is_over else due(record.due)

    def badge(self, record: Any) -> SafeString:
        """The record's state as a badge; a withdrawn record says that instead."""
        if record.withdrawn:
            return badge("wait", str(_("Withdrawn")), "archive")
        key = (record.state, get_language())
        if key not in self._badges:
            state = self.state_of(record)
            self._badges[key] = badge(state.tone, str(state.label), state.icon)
        return self._badges[key]

    @property
    def has_due(self) -> bool:
        """Whether its records may have a due day, of which people are reminded."""
        return self.sets_due or "due" in self.form_fields

    @property
    def form_fields(self) -> Sequence[str]:
        """The fields of its form, in order."""
        return [name for group in self.groups for name in group.fields]


Kind.store = Kind


WITHDRAW = Action(
    key="withdraw",
    label=_("Withdraw"),
    run=withdraw,
    explain=_("The record leaves the lists. It stays readable, with your reason."),
    is_grave=True,
)
RESTORE = Action(
    key="restore",
    label=_("Restore"),
    run=restore,
    explain=_("The record returns to the lists."),
)
