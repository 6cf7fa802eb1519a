"""What the trunk declares."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from jobs.kinds import JobKind
from records.domain.reading import read_file
from records.in_bulk import JOB, run_job
from records.panels import records_of_clause
from shell.registry import Panel, TopBarItem, registry
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
    TopBarItem(key="records.search", template="records/search/_box.html"),
    JobKind(
        key="records.read_file",
        label=_("Read the text of a file"),
        run=read_file,
        time_limit=timedelta(minutes=3),
        memory_limit=1024**3,
    ),
)
