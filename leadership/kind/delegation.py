"""How delegations look."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from leadership.domain import delegations
from leadership.forms.delegation import DelegationForm
from leadership.models import Delegation
from leadership.panels.delegation import holds_today, limit_text
from records.kind import (
    Action,
    DateRangeFilter,
    FieldGroup,
    FieldPanel,
    Kind,
    PersonFilter,
    Shows,
    State,
    Tab,
    computed_column,
    date_column,
    person_column,
    record_column,
    yes_no_column,
)
from records.models import Task as TaskModel

if TYPE_CHECKING:
    from records.models import Task


class DelegationKind(Kind):
    """Authority that somebody lets another have, within limits (clauses 5.1 and 5.3)."""

    model = Delegation
    room = "leadership"
    slug = "delegations"
    label = _("Delegation")
    plural = _("Delegations")
    new_label = _("Delegate authority")
    lead = _("Who lets whom decide what, up to what and until when. A delegation shows authority; roles give rights.")
    empty = _("Delegations stand here once somebody with a role lets another decide something.")
    icon = "user-share"
    weight = 80
    labels = {"owner": _("Delegated by")}
    without = frozenset({"import"})
    not_imported = _("Authority is delegated by whoever has it, and accepted by whoever gets it.")

    clauses = ("5.3", "5.1")
    evidence_for = (
        Shows("5.1-03", _("Authority to decide that was given")),
        Shows("5.3-01", _("Authority that was assigned and accepted")),
    )
    states = (
        State("given", _("To accept"), "busy", "circle-dashed"),
        State("accepted", _("Accepted"), "good", "circle-check"),
        State("declined", _("Declined"), "wait", "circle-x", is_step=False, is_over=True),
        State("revoked", _("Revoked"), "bad", "circle-minus", is_step=False, is_over=True),
    )
    columns = (
        replace(person_column("owner", _("Delegated by")), key="delegator"),
        person_column("delegate", _("To")),
        record_column("role", _("By the role"), default=False),
        computed_column("limit", _("Up to"), limit_text, css="n text-end text-nowrap"),
        date_column("starts", _("From"), default=False),
        date_column("ends", _("Until")),
        yes_no_column("may_pass_on", _("May be passed on"), default=False),
        computed_column("today", _("Holds today"), holds_today, css="text-nowrap"),
    )
    filters = (PersonFilter("delegate", _("To")), DateRangeFilter("ends", _("Until")))
    tabs = (
        Tab(_("All")),
        Tab(_("Accepted"), {"state": "accepted"}),
        Tab(_("To accept"), {"state": "given"}),
        Tab(_("Given by me"), {"owner": "me"}),
        Tab(_("Given to me"), {"delegate": "me"}),
    )
    groups = (
        FieldGroup(
            _("What may be decided"),
            ("title", "authority", "decides"),
            _("It gives no right in the system by itself: rights come with roles."),
        ),
        FieldGroup(_("By whom"), ("delegate", "role", "passed_from", "may_pass_on")),
        FieldGroup(_("Up to what and until when"), ("limit", "currency", "starts", "ends", "restricted")),
    )
    form_class = DelegationForm
    create = staticmethod(delegations.give)
    edit = staticmethod(delegations.change)
    periods = (("starts", "ends"),)
    facts = ("owner", "delegate", "role", "passed_from", "starts", "ends", "may_pass_on", "accepted_at")
    panels = (FieldPanel(_("What may be decided"), ("authority",)),)
    in_own_panels = frozenset({"decides", "limit", "currency"})
    actions = (
        Action(
            key="accept",
            label=_("Accept"),
            run=delegations.accept,
            asks_reason=False,
            explain=_("You take on to decide this, within its limits."),
            is_next=True,
        ),
        Action(key="decline", label=_("Decline"), run=delegations.decline),
        Action(
            key="revoke",
            label=_("Revoke"),
            run=delegations.revoke,
            explain=_("It holds no longer, and neither does what was passed on from it."),
            is_grave=True,
        ),
    )

    def answer_url(self, task: Task) -> str:
        """Who it is given to reads it before they answer."""
        if task.created_by_id is None and task.kind == TaskModel.Kind.ANSWER:
            return str(task.record.page_url)
        return super().answer_url(task)
