"""How roadmaps look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from conformity.domain import roadmaps
from conformity.forms import RoadmapForm
from conformity.models import Roadmap
from records.kind import Action, FieldGroup, FieldPanel, Kind, State, Wording, date_column


class RoadmapKind(Kind):
    """The way to certification (clause 6.3)."""

    model = Roadmap
    room = "conformity"
    slug = "roadmaps"
    label = _("Roadmap")
    plural = _("Roadmap")
    new_label = _("New roadmap")
    lead = _(
        "The way to certification: phases, the actions in them, what waits for what, and whether the day will be met."
    )
    empty = _("The roadmap stands here: one is in force at most. Begin with the day of the certification audit.")
    icon = "route"
    weight = 30
    labels = {"due": _("Certification audit")}

    clauses = ("6.3",)
    states = (
        State("draft", _("Draft"), "wait", "circle-dashed"),
        State("in_force", _("In force"), "good", "circle-check"),
        State("over", _("Over"), "wait", "archive", is_over=True),
    )
    columns = (date_column("starts", _("Begins")),)
    groups = (
        FieldGroup(_("Where it leads"), ("title", "about")),
        FieldGroup(
            _("From when to when"),
            ("starts", "due"),
            _("Phases and actions are placed on its page. Certification bodies expect about three months of records."),
        ),
        FieldGroup(_("Who looks after it"), ("owner", "restricted")),
    )
    facts = ("starts", "due", "owner")
    panels = (FieldPanel(_("What it is to reach"), ("about",)),)
    in_own_panels = frozenset({"is_current"})
    days_before = (90, 30)
    form_class = RoadmapForm
    actions = (
        Action(
            key="enforce",
            label=_("Bring into force"),
            run=roadmaps.enforce,
            explain=_("We go by it from today. The roadmap in force until now is over."),
            asks_reason=False,
            is_next=True,
        ),
        Action(
            key="conclude",
            label=_("End it"),
            run=roadmaps.conclude,
            explain=_("Nobody goes by it any more. Its actions go on by themselves."),
            is_grave=True,
        ),
    )
    wordings = {
        "set_phases": Wording(_("Say which phases there are"), _("said which phases there are (%(count)s)")),
        "place": Wording(_("Place actions"), _("placed %(other)s in “%(phase)s”")),
        "take_off": Wording(_("Take actions off"), _("took %(other)s off")),
    }
    create = staticmethod(roadmaps.create_roadmap)
    edit = staticmethod(roadmaps.change_roadmap)
