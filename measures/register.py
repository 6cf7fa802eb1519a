"""What the measures room declares."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jobs.kinds import JobKind, Schedule
from measures import review_inputs
from measures.decisions import DECISIONS
from measures.domain.computing import COMPUTE_JOB, FILL_JOB, compute_due, run_fill_in
from measures.importing import ValuesSettingsForm, may_import, open_values
from measures.kind import DutyKind, IndicatorKind
from measures.models import Indicator
from measures.panels import duty, indicator
from measures.queries import to_talk_about
from records.access.permits import permits
from records.labels import job_about
from shell.registry import (
    AgendaInput,
    Group,
    Importer,
    KeptAs,
    NavigationEntry,
    Panel,
    ReviewInput,
    RoleSight,
    Room,
    registry,
)
from standard.roles import PROCESS_OWNER, SMR, TOP_MANAGEMENT

INDICATOR = IndicatorKind()

DUTY = DutyKind()

registry.add(
    *DECISIONS,
    Room(
        key="measures",
        label=_("Measures"),
        group=Group.CHECK,
        icon="chart-line",
        roles=(PROCESS_OWNER, SMR, TOP_MANAGEMENT),
    ),
    NavigationEntry(
        key="measures.dashboard", room="measures", label=_("Indicators"), url_name="measures:dashboard", weight=10
    ),
    NavigationEntry(
        key="measures.enter", room="measures", label=_("Bring values"), url_name="measures:enter", weight=20
    ),
    INDICATOR,
    INDICATOR.navigation(),
    NavigationEntry(
        key="measures.library",
        room="measures",
        label=_("Library"),
        url_name="measures:library",
        weight=40,
        shows=lambda user: permits(user, "create", Indicator),
    ),
    AgendaInput(key="measures.missed", title=_("Indicators that miss their target"), collect=to_talk_about, weight=20),
    KeptAs(key="9.1/measurement-results", kind="indicator", states=("in_use", "retired")),
    Panel(
        key="measures.series",
        kind="indicator",
        room="measures",
        title=_("Values"),
        rows=indicator.series_panel,
        template="measures/panels/series.html",
        leads=True,
        weight=10,
    ),
    Importer(
        key="values",
        label=_("Values of indicators"),
        explain=_("From a table by the template: one row an indicator and period."),
        room="measures",
        form=ValuesSettingsForm,
        open=open_values,
        may=may_import,
        records_url=lambda _settings: reverse("measures:dashboard"),
        source=lambda _settings: "measures:values",
        template_url=lambda: reverse("measures:values-import", args=["csv"]).removesuffix("csv"),
        weight=20,
    ),
    JobKind(
        key=COMPUTE_JOB,
        label=_("Compute indicators and ask for values"),
        run=compute_due,
        time_limit=timedelta(minutes=30),
    ),
    Schedule(key=COMPUTE_JOB, job=COMPUTE_JOB, every=timedelta(hours=1)),
    JobKind(key=FILL_JOB, label=_("Compute the past of an indicator"), run=run_fill_in, about=job_about("indicator")),
    DUTY,
    DUTY.navigation(),
    NavigationEntry(
        key="measures.calendar", room="measures", label=_("Calendar"), url_name="measures:calendar", weight=15
    ),
    RoleSight(key="measures.duties", role=SMR, kind="duty"),
    Panel(
        key="measures.duty",
        kind="duty",
        room="measures",
        title=_("How often"),
        rows=duty.shown,
        template="measures/panels/duty.html",
        leads=True,
    ),
    ReviewInput(
        key="measures.scorecard",
        code="c2",
        title=_("Indicators"),
        collect=review_inputs.scorecard,
        weight=10,
    ),
)
