"""The authority matrix: who may do what, asked of the very rules that are enforced (clause 5.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from people.models import User
from records.access.permits import meets
from records.access.standing import Standing, imagine
from records.words import ACTIONS
from roles.models import Role
from standard.catalogue import role_label
from standard.roles import ROLES, SHORT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from records.access.predicates import Predicate
    from records.kind import Kind
    from shell.registry import Text

#: Keys of a record nobody has and of its scope, of somebody and somebody else, to ask the rules about.
RECORD, SCOPE, PERSON, OTHER = -1, -2, -3, -4
#: The columns beside those of the roles.
EVERYBODY, ADMINISTRATOR = "everybody", "administrator"
#: What a holder may do: with any record, with some variants of the kind, or with those in the scope they hold the role for.
ANY, SOME, IN_SCOPE, NOT = "any", "some", "scope", ""
#: People whom every rule is asked about for a column, each with the mark they set where they meet it: the first counts.
Asked = tuple[tuple[str, User], ...]


@dataclass(frozen=True)
class Line:
    """One action on a kind of record: the rule in words, and what each column may."""

    action: str
    label: Text
    rule: Text
    marks: Sequence[str]


@dataclass(frozen=True)
class Section:
    """The actions on one kind of record."""

    kind: Kind
    lines: Sequence[Line]


@dataclass(frozen=True)
class Column:
    """A column of the matrix: everybody, a role by its key, or administrators."""

    key: str
    label: Text
    short: Text

    def standing(self, *, is_scoped: bool, reach: str) -> Standing:
        """What somebody has who is this and nothing else; ``is_scoped`` for the record's scope alone."""
        if self.key not in ROLES:
            return Standing()
        scopes = frozenset({SCOPE} if is_scoped else ())
        governs = scopes if reach == Role.Reach.GOVERN else frozenset()
        return Standing(roles={self.key: scopes}, governs=governs)


def columns() -> list[Column]:
    """Everybody, the twelve roles, administrators."""
    return [
        Column(EVERYBODY, _("Everybody"), _("All")),
        *(Column(key, role_label(key), SHORT[key]) for key in ROLES),
        Column(ADMINISTRATOR, _("Administrators"), _("Adm")),
    ]


def authority_matrix(kinds: Iterable[Kind], reaches: Mapping[str, str]) -> list[Section]:
    """Each kind with its actions and what each column may do; ``reaches`` has the reach of each role by its key."""
    asked = [_asked(column, reaches.get(column.key, "")) for column in columns()]
    return [Section(kind, _lines(kind, asked)) for kind in kinds]


def _lines(kind: Kind, asked: Sequence[Asked]) -> list[Line]:
    records = [_record(kind, variant) for variant in kind.variants]
    return [_line(kind, action, rule, asked, records) for action, rule in _rules(kind)]


def _rules(kind: Kind) -> Iterable[tuple[str, Predicate]]:
    """The kind's own actions first, as its page offers them, then the common ones."""
    own = [action.key for action in kind.actions]
    common = [action for action in ACTIONS if action in kind.model.rules and action not in own]
    rest = [action for action in kind.model.rules if action not in {*own, *common}]
    return [(action, kind.model.rules[action]) for action in ("create", *own, *rest, *common[1:])]


def _line(kind: Kind, action: str, rule: Predicate, asked: Sequence[Asked], records: Sequence[Any]) -> Line:
    of_it = [None] if action == "create" else records
    return Line(action, _label(kind, action), rule.label, [_mark(rule, of_it, people) for people in asked])


def _label(kind: Kind, action: str) -> Text:
    if action in kind.all_actions:
        return kind.all_actions[action].label
    return kind.wordings[action].label if action in kind.wordings else ACTIONS.get(action, action)


def _mark(rule: Predicate, records: Sequence[Any], people: Asked) -> str:
    """What somebody may do who is nothing but what the column says: with any record, in scope, or not at all.

    ``records`` has one of each variant of the kind.
    """
    found = {next((mark for mark, person in people if meets(rule, person, record)), NOT) for record in records}
    return found.pop() if len(found) == 1 else SOME


def _asked(column: Column, reach: str) -> Asked:
    """Who is what the column says for all records, then who is it for the record's scope alone."""
    return tuple(
        (mark, imagine(_person(column), column.standing(is_scoped=mark == IN_SCOPE, reach=reach)))
        for mark in (ANY, IN_SCOPE)
    )


def _person(column: Column) -> User:
    return User(pk=PERSON, is_administrator=column.key == ADMINISTRATOR)


def _record(kind: Kind, variant: Mapping[str, Any]) -> Any:
    """A record of a variant of the kind in a scope; everybody it names is somebody else."""
    people = {field.attname: OTHER for field in kind.model._meta.concrete_fields if field.related_model is User}
    made = kind.model(kind=kind.key, scope_id=SCOPE, **people, **variant)
    made.pk = RECORD
    return made
