"""What the conformity room declares."""

from django.utils.translation import gettext_lazy as _

from conformity import review_inputs
from conformity.conditions import CONDITIONS
from conformity.decisions import DECISIONS
from conformity.domain.changes import raise_change
from conformity.kind import AssessmentKind, RoadmapKind, SmsChangeKind
from conformity.measures import computed_measures
from conformity.panels import changes, standing
from shell.registry import (
    EVERY_KIND,
    FollowUp,
    Group,
    NavigationEntry,
    Panel,
    RecordOffer,
    ReviewInput,
    RoleSight,
    Room,
    registry,
)
from standard.queries import CLAUSE_PAGE
from standard.roles import SMR

ASSESSMENT, ROADMAP, SMS_CHANGE = AssessmentKind(), RoadmapKind(), SmsChangeKind()
TOUCHING = _("Changes of the SMS that touch it")

registry.add(
    *DECISIONS,
    Room(
        key="conformity",
        label=_("Conformity"),
        group=Group.LEAD,
        icon="list-check",
        roles=(SMR,),
    ),
    NavigationEntry(
        key="conformity.overview",
        room="conformity",
        label=_("Conformity by clause"),
        url_name="conformity:overview",
        weight=10,
    ),
    ASSESSMENT,
    ASSESSMENT.navigation(),
    ROADMAP,
    ROADMAP.navigation(),
    SMS_CHANGE,
    SMS_CHANGE.navigation(),
    *CONDITIONS,
    FollowUp(key="sms-change", raise_one=raise_change),
    *computed_measures(),
    *(RoleSight(key=f"conformity.{kind.key}", role=SMR, kind=kind.key) for kind in (ASSESSMENT, ROADMAP, SMS_CHANGE)),
    Panel(
        key="conformity.clause",
        kind=CLAUSE_PAGE,
        room="conformity",
        title=_("How it stands here"),
        rows=standing.on_clause,
        template="conformity/panels/clause.html",
        weight=1,
    ),
    Panel(
        key="conformity.item",
        kind="assessment",
        room="conformity",
        title=_("What shows it"),
        rows=standing.of_assessment,
        template="conformity/panels/item.html",
        leads=True,
    ),
    Panel(
        key="conformity.roadmap",
        kind="roadmap",
        room="conformity",
        title=_("Where it stands"),
        rows=standing.of_roadmap,
        template="conformity/panels/roadmap.html",
        leads=True,
    ),
    Panel(
        key="conformity.touches",
        kind="sms-change",
        room="conformity",
        title=_("What it touches"),
        rows=changes.touches,
        template="conformity/panels/touches.html",
        weight=2,
    ),
    Panel(
        key="conformity.of_document",
        kind="document",
        room="conformity",
        title=TOUCHING,
        rows=changes.on_document,
        template="conformity/panels/changes.html",
        weight=20,
    ),
    Panel(
        key="conformity.of_any",
        kind=EVERY_KIND,
        room="conformity",
        title=TOUCHING,
        rows=changes.on_any,
        template="conformity/panels/changes.html",
        weight=20,
    ),
    RecordOffer(key="conformity.change", label=_("Plan a change of the SMS"), url=changes.propose_url, weight=110),
    RecordOffer(key="conformity.name_change", label=_("Name the change it came of"), url=changes.name_url, weight=111),
    ReviewInput(
        key="conformity.changes",
        code="l",
        title=_("Changes of the system"),
        collect=review_inputs.changes,
        weight=20,
    ),
)
