"""What the trunk declares."""

from django.utils.translation import gettext_lazy as _

from jobs.kinds import JobKind
from records.in_bulk import JOB, run_job
from records.panels import records_of_clause
from shell.registry import Panel, registry
from standard.queries import CLAUSE_PAGE

registry.add(
    JobKind(key=JOB, label=_("Change many records"), run=run_job),
    Panel(
        key="records.clause",
        kind=CLAUSE_PAGE,
        room="records",
        title=_("Records that answer it"),
        rows=records_of_clause,
        template="records/panels/clause.html",
    ),
)
