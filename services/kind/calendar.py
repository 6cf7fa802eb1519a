"""How calendars look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from records.kind import Action, FieldGroup, FieldPanel, Kind, State, Tab, Wording
from services.domain.calendars import add_edition, create_calendar
from services.domain.moves import move
from services.forms import CalendarForm, EditionForm
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
    labels = {"title": _("Name")}

    clauses = ("8.3.3",)
    states = (
        State("in_use", _("In use"), "good", "circle-check", is_step=False),
        State("retired", _("Retired"), "wait", "archive", is_step=False, is_over=True),
    )
    tabs = (Tab(_("All")), Tab(_("In use"), {"state": "in_use"}))
    groups = (
        FieldGroup(_("The calendar"), ("title", "about")),
        FieldGroup(
            _("Its hours"),
            CalendarForm.hours_fields,
            _(
                "They are counted by from the beginning on. Later changes hold from a day on, and change nothing before."
            ),
        ),
        FieldGroup(_("Who looks after it"), ("owner", "restricted")),
    )
    form_class = CalendarForm
    facts = ("owner",)
    panels = (FieldPanel(_("What it is for"), ("about",)),)
    actions = (
        Action(
            key="add_edition",
            label=_("New edition from a day on"),
            run=add_edition,
            form=EditionForm,
            explain=_("What was counted before that day stays counted as it was."),
        ),
        Action(key="retire", label=_("Retire"), run=move("retire")),
        Action(key="resume", label=_("Use again"), run=move("resume")),
    )
    wordings = {
        "add_edition": Wording(_("New edition from a day on"), _("changed its hours from %(from)s on: %(hours)s"))
    }
    create = staticmethod(create_calendar)
