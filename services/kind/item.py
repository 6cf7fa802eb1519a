"""How catalogue items look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from records.kind import Action, FieldGroup, FieldPanel, Kind, State, Tab, record_column, yes_no_column
from services.domain.items import offer
from services.domain.moves import move
from services.models import CatalogueItem


class CatalogueItemKind(Kind):
    """What users can ask for."""

    model = CatalogueItem
    room = "services"
    slug = "items"
    label = _("Catalogue item")
    plural = _("Catalogue items")
    new_label = _("New item")
    lead = _("What users can ask for, who approves it, and the steps to fulfil it.")
    empty = _("What users can ask for stands here: an account, a laptop, access to a service.")
    icon = "list-check"
    weight = 30
    labels = {"title": _("Name")}

    clauses = ("8.2.4", "8.6.2")
    evidence_for = ()
    states = (
        State("draft", _("Draft"), "wait", "circle-dashed"),
        State("offered", _("Offered"), "good", "circle-check"),
    )
    columns = (record_column("service", _("Service")), yes_no_column("needs_approval", _("Approved first")))
    tabs = (Tab(_("All")), Tab(_("Offered"), {"state": "offered"}))
    groups = (
        FieldGroup(_("What it is"), ("title", "service", "description", "questions")),
        FieldGroup(_("How it is fulfilled"), ("needs_approval", "approver", "steps")),
        FieldGroup(_("Who looks after it"), ("owner", "restricted")),
    )
    facts = ("service", "owner", "needs_approval", "approver")
    panels = (FieldPanel(_("What it is"), ("description",)),)
    #: Drawn as lines: see ``services.panels.steps_panel``.
    in_own_panels = frozenset({"questions", "steps"})
    actions = (
        Action(
            key="offer",
            label=_("Offer"),
            run=offer,
            explain=_("Users find it in the catalogue and can ask for it."),
            is_next=True,
        ),
        Action(key="close", label=_("Offer no more"), run=move("close")),
    )
