"""What the processes room declares."""

from django.utils.translation import gettext_lazy as _

from jobs.kinds import JobKind
from processes import panels, review_inputs
from processes.decisions import DECISIONS
from processes.kind import ProcessKind, ProcessReviewKind, WaiverKind
from processes.models import ProcessVersion
from processes.paper import PRINT_JOB, print_version
from records.labels import job_about
from shell.registry import (
    AgendaInput,
    Group,
    KeptAs,
    NavigationEntry,
    Panel,
    ReviewInput,
    Room,
    registry,
)
from standard.roles import PROCESS_OWNER, SMR

PROCESS = ProcessKind()
WAIVER = WaiverKind()
REVIEW = ProcessReviewKind()

registry.add(
    *DECISIONS,
    Room(
        key="processes",
        label=_("Processes"),
        group=Group.PLAN,
        icon="sitemap",
        roles=(PROCESS_OWNER, SMR),
    ),
    NavigationEntry(
        key="processes.overview",
        room="processes",
        label=_("Map of processes"),
        url_name="processes:overview",
        weight=10,
    ),
    NavigationEntry(
        key="processes.dashboard",
        room="processes",
        label=_("My processes"),
        url_name="processes:dashboard",
        weight=20,
    ),
    PROCESS,
    WAIVER,
    REVIEW,
    PROCESS.navigation(),
    WAIVER.navigation(),
    REVIEW.navigation(),
    KeptAs(key="8.1/process-criteria-and-operating-records", kind="process", states=("published",)),
    *(
        Panel(
            key=f"processes.{key}",
            kind="process",
            room="processes",
            title=title,
            rows=rows,
            template=f"processes/panels/{key}.html",
            leads=leads,
            weight=weight,
        )
        for key, title, rows, leads, weight in (
            ("versions", _("Versions"), panels.versions_panel, True, 10),
            ("interfaces", _("Interfaces"), panels.interfaces_panel, True, 20),
            ("activities", _("Activities and who takes part"), panels.activities_panel, False, 10),
            ("items", _("How requirement items are met here"), panels.items_panel, False, 20),
            ("documents", _("Policies and documents that apply"), panels.documents_panel, False, 30),
            ("practice", _("Roll-out"), panels.practice_panel, False, 40),
            ("waivers", _("Waivers"), panels.waivers_panel, False, 50),
            ("holders", _("Who holds the role for it"), panels.holders_panel, False, 80),
        )
    ),
    Panel(
        key="processes.indicators",
        kind="process",
        room="processes",
        title=_("Indicators"),
        rows=panels.indicators_panel,
        template="processes/panels/indicators.html",
        leads=True,
        weight=15,
    ),
    Panel(
        key="processes.reviewed_indicators",
        kind="process-review",
        room="processes",
        title=_("Indicators of the process today"),
        rows=panels.reviewed_indicators_panel,
        template="processes/panels/indicators.html",
        leads=True,
    ),
    Panel(
        key="processes.reviews",
        kind="process",
        room="processes",
        title=_("Reviews"),
        rows=panels.reviews_panel,
        template="processes/panels/reviews.html",
        weight=60,
    ),
    Panel(
        key="processes.improvements",
        kind="process",
        room="processes",
        title=_("Open improvements"),
        rows=panels.improvements_panel,
        weight=70,
    ),
    Panel(
        key="processes.figures",
        kind="process-review",
        room="processes",
        title=_("Figures of that day"),
        rows=panels.figures_panel,
        template="processes/panels/figures.html",
    ),
    AgendaInput(
        key="processes.of_one",
        title=_("Missed targets and waivers of the process"),
        collect=panels.to_talk_about,
        weight=30,
    ),
    JobKind(
        key=PRINT_JOB,
        label=_("Print a process"),
        run=print_version,
        about=job_about("version", ProcessVersion, "process"),
    ),
    ReviewInput(
        key="processes.waivers",
        code="f",
        title=_("Waivers"),
        collect=review_inputs.waivers,
        weight=20,
    ),
)
