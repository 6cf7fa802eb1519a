"""How calendars look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from records.kind import Action, FieldGroup, FieldPanel, Kind, State, Tab
from services.domain.moves import move
from services.models import Calendar


class CalendarKind(Kind):
    """Hours of service and of support."""

    model = Calendar
    room = "services"
    slug = "calendars"
    label = _("Calendar")
    plural = _("Calendars")
    new_label = _("New calendar")
    lead = _("The hours in which services are offered and supported; what is agreed is counted by them.")
    empty = _("Hours of service and of support stand here, so that agreements can be counted by them.")
    icon = "calendar"
    weight = 60

    clauses = ("8.3.3",)
    states = (
        State("in_use", _("In use"), "good", "circle-check", is_step=False),
        State("retired", _("Retired"), "wait", "archive", is_step=False, is_over=True),
    )
    tabs = (Tab(_("All")), Tab(_("In use"), {"state": "in_use"}))
    groups = (FieldGroup(_("The calendar"), ("title", "about", "owner", "restricted")),)
    facts = ("owner",)
    panels = (FieldPanel(_("What it is for"), ("about",)),)
    actions = (
        Action(key="retire", label=_("Retire"), run=move("retire")),
        Action(key="resume", label=_("Use again"), run=move("resume")),
    )
