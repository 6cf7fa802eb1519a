"""What the documentation managers' room declares."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from documents import review_inputs
from documents.conditions import CONDITIONS
from documents.decisions import DECISIONS
from documents.domain.disposal import DISPOSE_JOB, carry_out_run
from documents.domain.importing.jobs import run_carry, run_look
from documents.domain.importing.running import CARRY_JOB, LOOK_JOB
from documents.domain.matrix import record_missing_types
from documents.domain.pages import PAGES_JOB, draw_pages, forget_pages
from documents.domain.publishing import take_effect
from documents.domain.reading import ASK_JOB, ask_newcomers, carry_out_asking
from documents.domain.retention import LET_GO_JOB, let_go_contents
from documents.domain.reviewing import REVIEW_JOB, ask_for_reviews
from documents.exporters import JOB as DOWNLOAD_JOB
from documents.exporters import pack_documents
from documents.kind import ArticleKind, DisposalKind, DocumentKind, DocumentTypeKind
from documents.measures import computed_measures
from documents.models import Document, Version
from documents.panels import article_panel, proposal_panel, readers_panel, run_panel, versions_panel
from documents.paper import CERTIFICATE_JOB, DISPOSAL_JOB, PRINT_JOB, print_certificate, print_run, print_version
from jobs.kinds import JobKind, Schedule
from records.access.permits import permits
from records.labels import job_about
from shell.registry import (
    Founding,
    Group,
    NavigationEntry,
    Panel,
    ReviewInput,
    RoleSight,
    Room,
    registry,
)
from standard.roles import DOCUMENTATION_MANAGER, PROCESS_OWNER, RISK_COMPLIANCE_MANAGER, SMR, TOP_MANAGEMENT

DOCUMENT = DocumentKind()
ARTICLE = ArticleKind()
DOCUMENT_TYPE = DocumentTypeKind()
DISPOSAL = DisposalKind()

registry.add(
    *DECISIONS,
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
    NavigationEntry(
        key="documents.import",
        room="documents",
        label=_("Import"),
        url_name="documents:import",
        weight=180,
        shows=lambda user: permits(user, "bring_in", Document),
    ),
    NavigationEntry(
        key="documents.download", room="documents", label=_("Download"), url_name="documents:download", weight=190
    ),
    RoleSight(key="documents.manager", role=DOCUMENTATION_MANAGER, kind="document"),
    ARTICLE,
    ARTICLE.navigation(),
    RoleSight(key="documents.knowledge", role=DOCUMENTATION_MANAGER, kind="article"),
    Panel(
        key="documents.article",
        kind="article",
        room="documents",
        title=_("What is known"),
        rows=article_panel,
        template="documents/panels/article.html",
        leads=True,
        weight=10,
    ),
    Panel(
        key="documents.versions",
        kind="document",
        room="documents",
        title=_("Versions"),
        rows=versions_panel,
        template="documents/panels/versions.html",
        leads=True,
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
    DOCUMENT_TYPE,
    DOCUMENT_TYPE.navigation(),
    Founding(key="documents.types", run=record_missing_types),
    Panel(
        key="documents.proposal",
        kind="document_type",
        room="documents",
        title=_("Proposed change"),
        rows=proposal_panel,
        template="documents/panels/proposal.html",
        leads=True,
        weight=10,
    ),
    DISPOSAL,
    DISPOSAL.navigation(),
    Panel(
        key="documents.disposal",
        kind="disposal",
        room="documents",
        title=_("Documents"),
        rows=run_panel,
        template="documents/panels/disposal.html",
        leads=True,
        weight=10,
    ),
    *CONDITIONS,
    *computed_measures(),
    JobKind(key=ASK_JOB, label=_("Ask people to read a document"), run=carry_out_asking, about=job_about("document")),
    JobKind(key="documents.ask_newcomers", label=_("Ask new readers to read documents"), run=ask_newcomers),
    Schedule(key="documents.ask_newcomers", job="documents.ask_newcomers", every=timedelta(hours=1)),
    JobKind(key="documents.take_effect", label=_("Bring approved versions into force"), run=take_effect),
    JobKind(key=REVIEW_JOB, label=_("Ask for reviews of documents"), run=ask_for_reviews),
    Schedule(key=REVIEW_JOB, job=REVIEW_JOB, every=timedelta(hours=1)),
    Schedule(key="documents.take_effect", job="documents.take_effect", every=timedelta(hours=1)),
    JobKind(key=LOOK_JOB, label=_("Look through documents to import"), run=run_look, memory_limit=1536 * 1024**2),
    JobKind(key=CARRY_JOB, label=_("Import documents"), run=run_carry, memory_limit=1536 * 1024**2),
    JobKind(
        key=PAGES_JOB,
        label=_("Draw the pages of a file"),
        run=draw_pages,
        time_limit=timedelta(minutes=3),
        memory_limit=1024**3,
    ),
    JobKind(key="documents.forget_pages", label=_("Forget drawn pages"), run=forget_pages),
    Schedule(key="documents.forget_pages", job="documents.forget_pages", every=timedelta(hours=1)),
    JobKind(
        key=PRINT_JOB, label=_("Print a document"), run=print_version, about=job_about("version", Version, "document")
    ),
    JobKind(
        key=CERTIFICATE_JOB,
        label=_("Print a certificate of approval"),
        run=print_certificate,
        about=job_about("version", Version, "document"),
    ),
    JobKind(key=DISPOSE_JOB, label=_("Dispose of documents"), run=carry_out_run),
    JobKind(key=LET_GO_JOB, label=_("Destroy contents"), run=let_go_contents),
    JobKind(key=DISPOSAL_JOB, label=_("Print a disposal run"), run=print_run),
    JobKind(key=DOWNLOAD_JOB, label=_("Pack documents into an archive"), run=pack_documents),
    ReviewInput(
        key="documents.policies",
        code="f",
        title=_("Policies"),
        collect=review_inputs.policies,
        weight=10,
    ),
)
