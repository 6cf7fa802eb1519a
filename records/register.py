"""What the trunk declares."""

from django.utils.translation import gettext_lazy as _

from records.access.standing import standing_of
from records.panels import records_of_clause
from shell.registry import Panel, RolesOf, registry
from standard.queries import CLAUSE_PAGE

registry.add(
    RolesOf(key="records.roles", of=lambda user: standing_of(user).roles),
    Panel(
        key="records.clause",
        kind=CLAUSE_PAGE,
        room="records",
        title=_("Records that answer it"),
        rows=records_of_clause,
        template="records/panels/clause.html",
    ),
)
