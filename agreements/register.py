"""What the room of agreements declares."""

from django.utils.translation import gettext_lazy as _

from agreements import review_inputs
from agreements.domain.life import renewals_due
from agreements.kind import AgreementKind
from agreements.panels import agreed_about, agreed_out_of_scope, agreed_with, terms_panel
from agreements.paper import PRINT_JOB, print_agreement
from jobs.kinds import JobKind
from records.labels import job_about
from shell.registry import (
    Group,
    KeptAs,
    NavigationEntry,
    Panel,
    Reminder,
    ReviewInput,
    Room,
    ScopeCheck,
    registry,
)
from standard.roles import CUSTOMER_LIAISON, SERVICE_MANAGEMENT_TEAM, SMR

AGREEMENT = AgreementKind()

registry.add(
    Room(
        key="agreements",
        label=_("Agreements"),
        group=Group.DELIVER,
        icon="file-text",
        roles=(SERVICE_MANAGEMENT_TEAM, CUSTOMER_LIAISON, SMR),
    ),
    AGREEMENT,
    AGREEMENT.navigation(),
    NavigationEntry(
        key="agreements.priorities",
        room="agreements",
        label=_("Priorities"),
        url_name="agreements:priorities",
        weight=90,
    ),
    KeptAs(key="8.3.3/slas", kind="sla"),
    Panel(
        key="agreements.terms",
        kind="sla",
        room="agreements",
        title=_("What is agreed"),
        rows=terms_panel,
        template="agreements/panels/terms.html",
        leads=True,
        weight=10,
    ),
    Panel(
        key="agreements.with",
        kind="customer-relationship",
        room="agreements",
        title=_("Agreements"),
        rows=agreed_with,
        weight=15,
    ),
    Panel(
        key="agreements.about",
        kind="service",
        room="agreements",
        title=_("Agreements"),
        rows=agreed_about,
        weight=60,
    ),
    Reminder(
        key="agreements.renewal",
        title=_("It runs out, and its next edition was not begun"),
        due=renewals_due,
        days_before=(90, 30),
    ),
    ScopeCheck(
        key="agreements.agreed",
        label=_("Agreements about a service that is not in scope"),
        explain=_("Take the service in, or agree anew without it."),
        find=agreed_out_of_scope,
        weight=60,
    ),
    JobKind(key=PRINT_JOB, label=_("Print an agreement"), run=print_agreement, about=job_about("agreement")),
    ReviewInput(
        key="agreements.ending",
        code="l",
        title=_("Agreements that end"),
        collect=review_inputs.ending,
        weight=30,
    ),
)
