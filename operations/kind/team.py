"""How teams look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from operations.domain import teams
from operations.forms import TeamForm
from operations.models import Team
from records.kind import Action, FieldGroup, FieldPanel, Kind, State, Tab


class TeamKind(Kind):
    """Teams that tickets are given to."""

    model = Team
    room = "operations"
    slug = "teams"
    label = _("Team")
    plural = _("Teams")
    new_label = _("New team")
    lead = _("Who tickets are given to.")
    empty = _("Teams stand here, so that tickets can be given to them.")
    icon = "users"
    weight = 80
    labels = {"title": _("Name"), "owner": _("Led by")}

    clauses = ("8.6.1", "8.6.2")
    states = (
        State("active", _("Active"), "good", "circle-check", is_step=False),
        State("dissolved", _("Dissolved"), "wait", "archive", is_step=False, is_over=True),
    )
    tabs = (Tab(_("All")), Tab(_("Active"), {"state": "active"}))
    groups = (FieldGroup(_("The team"), ("title", "about", "owner", "people", "restricted")),)
    facts = ("owner",)
    panels = (FieldPanel(_("What it works on"), ("about",)),)
    actions = (
        Action(key="dissolve", label=_("Dissolve"), run=teams.dissolve),
        Action(key="resume", label=_("Use again"), run=teams.resume),
    )
    form_class = TeamForm
    create = staticmethod(teams.create_team)
    edit = staticmethod(teams.edit_team)
