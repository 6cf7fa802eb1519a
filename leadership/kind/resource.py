"""How resources look."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from leadership.domain import resources
from leadership.forms.resource import ResourceForm
from leadership.models import Resource
from leadership.models.resource import ResourceType
from leadership.panels.amounts import amount_text
from records.kind import (
    Action,
    ChoiceFilter,
    DateRangeFilter,
    FieldGroup,
    FieldPanel,
    Filter,
    Kind,
    Shows,
    State,
    Tab,
    Wording,
    choice_column,
    computed_column,
    date_column,
    record_column,
)

GAP = Filter(
    key="gap",
    label=_("Gap"),
    options=lambda _user: [("short", _("Less allocated than needed")), ("enough", _("Enough"))],
    condition=lambda value, _user: Q(allocated__lt=F("needed")) if value == "short" else Q(allocated__gte=F("needed")),
)
AMOUNTS = "n text-end text-nowrap"


class ResourceKind(Kind):
    """People, technology, information and money for the system and its services (clause 7.1)."""

    model = Resource
    room = "leadership"
    slug = "resources"
    label = _("Resource")
    plural = _("Resources")
    new_label = _("Plan a resource")
    lead = _("People, technology, information and money: what is needed in a period, and what was allocated.")
    empty = _("Resources stand here: of all four kinds, for the system as a whole, for processes and for services.")
    icon = "coin"
    weight = 60

    clauses = ("7.1",)
    evidence_for = (
        Shows("7.1-01", _("What the system needs, and what was allocated")),
        Shows("7.1-02", _("What services need, and what was allocated")),
    )
    states = (
        State("planned", _("Planned"), "wait", "circle-dashed"),
        State("agreed", _("Agreed"), "good", "circle-check"),
        State("closed", _("Closed"), "wait", "archive", is_step=False, is_over=True),
    )
    columns = (
        choice_column("type", _("Kind")),
        record_column("serves", _("For")),
        date_column("starts", _("From"), default=False),
        date_column("ends", _("Until")),
        computed_column("needed", _("Needed"), lambda each: amount_text(each.needed, each), css=AMOUNTS),
        computed_column("allocated", _("Allocated"), lambda each: amount_text(each.allocated, each), css=AMOUNTS),
        computed_column(
            "gap", _("Gap"), lambda each: amount_text(each.gap, each) if each.gap else _("none"), css=AMOUNTS
        ),
        computed_column(
            "forecast", _("Forecast"), lambda each: amount_text(each.forecast, each), default=False, css=AMOUNTS
        ),
    )
    filters = (ChoiceFilter("type", _("Kind"), ResourceType.choices), GAP, DateRangeFilter("ends", _("Until")))
    tabs = (
        Tab(_("All")),
        Tab(_("With a gap"), {"gap": "short"}),
        Tab(_("To agree"), {"state": "planned"}),
        Tab(_("My own"), {"owner": "me"}),
    )
    groups = (
        FieldGroup(_("What it is"), ("title", "type", "serves", "starts", "ends")),
        FieldGroup(
            _("How much"),
            ("unit", "currency", "needed", "allocated", "forecast", "judged_by"),
            _("People are counted in full-time equivalents. Once agreed, the allocation changes by decisions alone."),
        ),
        FieldGroup(_("What they must be able to do"), ("capabilities",)),
        FieldGroup(_("Who looks after it"), ("owner", "restricted")),
    )
    depends = {
        "unit": ("type", frozenset({"technology", "information"})),
        "currency": ("type", frozenset({"money"})),
        "capabilities": ("type", frozenset({"people", "technology"})),
    }
    wordings = {"allocate": Wording(_("Allocate"), _("allocated %(became)s instead of %(was)s"))}
    form_class = ResourceForm
    create = staticmethod(resources.create)
    edit = staticmethod(resources.edit)
    periods = (("starts", "ends"),)
    facts = ("type", "serves", "starts", "ends", "owner")
    panels = (FieldPanel(_("What it is judged by"), ("judged_by",)),)
    in_own_panels = frozenset({"needed", "allocated", "forecast", "unit", "currency"})
    actions = (
        Action(
            key="agree",
            label=_("Agree"),
            run=resources.agree,
            asks_reason=False,
            explain=_("Top management stands by it. From now on the allocation changes by decisions on requests."),
            is_next=True,
        ),
        Action(key="close", label=_("Close"), run=resources.close),
    )
