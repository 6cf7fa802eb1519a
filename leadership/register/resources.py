"""Resources, requests for more, and how they are allocated."""

from django.utils.translation import gettext_lazy as _

from leadership.domain.requests import raise_request
from leadership.kind import ResourceKind, ResourceRequestKind
from leadership.panels import resource
from shell.registry import AgendaInput, FollowUp, NavigationEntry, Panel, RoleSight, registry
from standard.roles import TOP_MANAGEMENT

RESOURCE, REQUEST = ResourceKind(), ResourceRequestKind()

registry.add(
    RESOURCE,
    RESOURCE.navigation(),
    REQUEST,
    REQUEST.navigation(),
    NavigationEntry(
        key="leadership.allocation",
        room="leadership",
        label=_("Allocation"),
        url_name="leadership:allocation",
        weight=65,
    ),
    RoleSight(key="leadership.resources", role=TOP_MANAGEMENT, kind="resource"),
    RoleSight(key="leadership.requests", role=TOP_MANAGEMENT, kind="resource-request"),
    AgendaInput(
        key="leadership.requests",
        title=_("Requests for resources to decide"),
        collect=resource.to_decide,
        weight=40,
    ),
    AgendaInput(
        key="leadership.gaps",
        title=_("Resources with less allocated than needed"),
        collect=resource.with_gap,
        weight=41,
    ),
    Panel(
        key="leadership.resource",
        kind="resource",
        room="leadership",
        title=_("Needed and allocated"),
        rows=resource.shown,
        template="leadership/panels/resource.html",
        leads=True,
    ),
    Panel(
        key="leadership.requests",
        kind="resource",
        room="leadership",
        title=_("Requests"),
        rows=resource.requests_of,
    ),
    Panel(
        key="leadership.asked",
        kind="resource-request",
        room="leadership",
        title=_("What is asked for"),
        rows=resource.asked,
        template="leadership/panels/request.html",
        leads=True,
    ),
    FollowUp(key="resource-request", raise_one=raise_request),
)
