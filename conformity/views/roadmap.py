"""Pages of the roadmap: its phases, and the actions in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conformity.domain import roadmaps
from conformity.forms import PhasesForm, PlaceForm, RaiseForm
from conformity.models import Assessment, Placement
from improvement.models import Action
from records.labels import plain_labels_for
from records.views.base import number
from records.views.ending import EndingView
from records.views.short_form import ShortFormView

if TYPE_CHECKING:
    from records.forms.parts import PartForm


class OfRoadmap(ShortFormView):
    """A form about a roadmap; one goes back to it."""

    template = "form/ending.html"
    title: Any
    button: Any = gettext_lazy("Keep")

    @property
    def next_url(self) -> str:
        """The roadmap."""
        return str(self.record.page_url)

    def context(self) -> dict[str, Any]:
        """The words of the page."""
        about = f"{self.record.reference} {self.record.title}"
        return {"title": self.title, "about": about, "button": self.button, "back": self.record.page_url}


class PhasesView(OfRoadmap):
    """Which phases there are."""

    template = "phases.html"
    action, form_class, done = "set_phases", PhasesForm, gettext_lazy("The phases are kept.")
    title = gettext_lazy("Phases")
    form: PhasesForm

    def make_form(self, *sent: Any) -> PartForm:
        """The form, which has the rows."""
        form: Any = super().make_form(*sent)
        self.form = form
        return self.form

    def carry_out(self, **fields: Any) -> Any:
        """Keep them, at the version that was on the page."""
        self.record.version = number(self.request.POST.get("version", "")) or 0
        return roadmaps.set_phases(self.record, actor=self.user, lines=self.form.lines, token=fields["token"])

    @property
    def next_url(self) -> str:
        """The roadmap, or the page again, with more empty rows."""
        return self.request.path if "more" in self.request.POST else str(self.record.page_url)


class Placing(OfRoadmap):
    """A form that places an action: it names the others as far as the person sees them."""

    action = "place"

    def labels(self) -> dict[int, str]:
        """The actions of the roadmap, as the person may read them."""
        keys = set(Placement.objects.filter(roadmap=self.record.pk).values_list("action_id", flat=True))
        return plain_labels_for(keys, self.user)


class RaiseView(Placing):
    """A new action of the roadmap."""

    form_class, done = RaiseForm, gettext_lazy("The action is raised and placed.")
    title, button = gettext_lazy("New action"), gettext_lazy("Raise and place")

    def first_values(self) -> dict[str, Any]:
        """What the address proposes: the assessment it comes from."""
        asked = self.request.GET.get("source", "")[:40]
        found = Assessment.objects.visible_to(self.user).filter(reference=asked.upper()).first() if asked else None
        return {"source": found.pk, "owner": found.owner_id} if found else {}

    def make_form(self, *sent: Any) -> PartForm:
        """The form."""
        about: dict[str, Any] = {"user": self.user, "record": self.record, "initial": self.first_values()}
        return RaiseForm(*sent, labels=self.labels(), **about)

    def carry_out(self, **answers: Any) -> Any:
        """Raise it."""
        return roadmaps.raise_and_place(self.record, actor=self.user, **answers)


class PlaceView(Placing):
    """Where an action that there is stands on the roadmap."""

    form_class, done = PlaceForm, gettext_lazy("The action is placed.")
    title = gettext_lazy("Place the action")
    thing: Action

    def look_up(self, reference: str, key: int = 0, **_address: Any) -> None:
        """The roadmap, and an action that the person sees."""
        super().look_up(reference)
        found = Action.objects.visible_to(self.user).current().filter(pk=key).first()
        if found is None:
            raise Http404
        self.thing = found

    @property
    def placement(self) -> Placement | None:
        """Where it stands now."""
        return Placement.objects.filter(roadmap=self.record.pk, action=self.thing.pk).first()

    def make_form(self, *sent: Any) -> PartForm:
        """The form, with where it stands now."""
        about: dict[str, Any] = {"user": self.user, "record": self.record}
        return PlaceForm(*sent, labels=self.labels(), placement=self.placement, **about)

    def context(self) -> dict[str, Any]:
        """Which action."""
        return {**super().context(), "about": f"{self.thing.reference} {self.thing.title}"}

    def carry_out(self, **answers: Any) -> Any:
        """Place it."""
        return roadmaps.place(self.record, self.thing, actor=self.user, **answers)


class TakeOffView(EndingView):
    """Taking an action off the roadmap."""

    part, action = "detail", "place"
    title, button = gettext_lazy("Take the action off the roadmap"), gettext_lazy("Take off")
    done = gettext_lazy("The action is taken off. It goes on by itself.")

    def pick(self, key: int) -> Any:
        """Its place on this roadmap, by the action's key, where the person sees the action."""
        seen = Action.objects.visible_to(self.user).filter(pk=key).values("pk")
        return Placement.objects.filter(roadmap=self.record.pk, action__in=seen).first()

    def describe(self) -> Any:
        """The action."""
        return plain_labels_for({self.thing.action_id}, self.user).get(self.thing.action_id, _("an action"))

    @property
    def next_url(self) -> str:
        """The roadmap."""
        return str(self.record.page_url)

    def carry_out(self, **fields: Any) -> None:
        """Take it off."""
        roadmaps.take_off(self.thing, actor=self.user, **fields)
