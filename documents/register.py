"""What the documentation managers' room declares."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from documents.conditions import CONDITIONS
from documents.domain.publishing import take_effect
from documents.domain.reading import ASK_JOB, ask_newcomers, carry_out_asking
from documents.kind import DocumentKind
from documents.panels import readers_panel, versions_panel
from jobs.kinds import JobKind, Schedule
from shell.registry import Group, NavigationEntry, Panel, RoleSight, Room, registry
from standard.roles import DOCUMENTATION_MANAGER, PROCESS_OWNER, RISK_COMPLIANCE_MANAGER, SMR, TOP_MANAGEMENT

DOCUMENT = DocumentKind()

registry.add(
    Room(
        key="documents",
        label=_("Documents"),
        group=Group.SUPPORT,
        icon="file-text",
        roles=(DOCUMENTATION_MANAGER, SMR, PROCESS_OWNER, TOP_MANAGEMENT, RISK_COMPLIANCE_MANAGER),
    ),
    NavigationEntry(
        key="documents.register", room="documents", label=_("Register"), url_name="documents:register", weight=10
    ),
    DOCUMENT,
    DOCUMENT.navigation(),
    RoleSight(key="documents.manager", role=DOCUMENTATION_MANAGER, kind="document"),
    Panel(
        key="documents.versions",
        kind="document",
        room="documents",
        title=_("Versions"),
        rows=versions_panel,
        template="documents/panels/versions.html",
        weight=10,
    ),
    Panel(
        key="documents.readers",
        kind="document",
        room="documents",
        title=_("Readers"),
        rows=readers_panel,
        template="documents/panels/readers.html",
        weight=20,
    ),
    *CONDITIONS,
    JobKind(key=ASK_JOB, label=_("Ask people to read a document"), run=carry_out_asking),
    JobKind(key="documents.ask_newcomers", label=_("Ask new readers to read documents"), run=ask_newcomers),
    Schedule(key="documents.ask_newcomers", job="documents.ask_newcomers", every=timedelta(hours=1)),
    JobKind(key="documents.take_effect", label=_("Bring approved versions into force"), run=take_effect),
    Schedule(key="documents.take_effect", job="documents.take_effect", every=timedelta(hours=1)),
)
