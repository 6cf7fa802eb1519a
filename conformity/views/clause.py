"""The page of a clause, on which its items are assessed one by one; each saves itself while one writes."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from conformity import pictures
from conformity.domain import assessing
from conformity.forms import NameEvidenceForm
from conformity.forms.assessment import state_said, typed_about
from conformity.queries.clause import clause_shown, items_shown
from conformity.queries.overview import overview
from conformity.queries.roadmap import current_roadmap
from conformity.shown import counts_of
from records.access.permits import Refused
from records.domain.errors import InputError, NotNowError, StaleError
from records.kind import find_kind
from records.labels import labels_for
from records.models import Evidence, Record
from records.views.base import KindView, number
from records.views.ending import EndingView
from records.views.short_form import ShortFormView
from standard.catalogue import clauses
from standard.models import Clause

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from conformity.models import Assessment
    from records.forms.parts import PartForm


def clause_url(assessment: Assessment) -> str:
    """Where an item is assessed: the page of its clause, at the item."""
    return f"{reverse('conformity:clause', args=[assessment.item.clause.number])}#item-{assessment.reference}"


@require_safe
def clause_page(request: HttpRequest, number: str) -> HttpResponse:
    """The page of a clause; of a heading, what stands below it."""
    return draw(request, get_object_or_404(Clause, number=number, is_current=True))


def draw(
    request: HttpRequest, clause: Clause, *, failed: Mapping[str, Any] | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    """The page, with what was not saved of one item where there is such."""
    user: Any = request.user
    rows = overview(user)
    place = next(number for number, row in enumerate(rows) if row.clause.pk == clause.pk)
    about = clauses().get(clause.number, {})
    below = [row for row in rows if row.clause.number.startswith(f"{clause.number}.")]
    found = clause_shown(clause, user)
    context = {
        "kind": find_kind("assessment"),
        "found": found,
        "clause": clause,
        "row": rows[place],
        "bar": pictures.states_bar(rows[place].tally, is_high=True),
        "counts": counts_of(rows[place].tally),
        "below": [(row, pictures.states_bar(row.tally), counts_of(row.tally)) for row in below],
        "previous": rows[place - 1].clause if place else None,
        "next": rows[place + 1].clause if place + 1 < len(rows) else None,
        "about": about,
        "documents": about.get("documented_information", {}).get("items", []),
        "roadmap": current_roadmap(user),
        "failed": failed or {},
    }
    return render(request, "conformity/clause.html", context, status=status)


class AssessView(KindView):
    """What is said of an item, and how far it is: to htmx a piece of the page, else the page of the clause."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Keep it; where somebody else wrote meanwhile, show both."""
        record, typed = self.find(reference), {"how": request.POST.get("how", "")}
        read = number(request.POST.get("version", "")) or 0
        try:
            typed = typed_about(request.POST)
            if "both" in request.POST:
                typed, read = assessing.both(record, typed), number(request.POST["both"]) or 0
            record.version = read
            record = assessing.assess(record, actor=self.user, typed=typed, state=state_said(request.POST))
        except StaleError:
            about = {"typed": typed, "read": read, "is_conflict": True}
            return self.answer(self.find(reference), HTTPStatus.CONFLICT, **about)
        except (InputError, NotNowError, Refused) as error:
            stored = self.find(reference)
            status = HTTPStatus.FORBIDDEN if isinstance(error, Refused) else HTTPStatus.UNPROCESSABLE_ENTITY
            return self.answer(stored, status, typed=typed, read=read, wrong=str(error))
        return self.answer(record, read=record.version, is_saved=True)

    def answer(self, record: Assessment, status: int = HTTPStatus.OK, **about: Any) -> HttpResponse:
        """What became of it; htmx gets 422 in place of what it would not show."""
        if not self.request.htmx:  # type: ignore[attr-defined]
            if status == HTTPStatus.OK:
                return redirect(clause_url(record))
            return draw(self.request, record.item.clause, failed={"pk": record.pk, **about}, status=status)
        (shown,) = items_shown([record.item], self.user)
        shows = HTTPStatus.OK if status == HTTPStatus.OK else HTTPStatus.UNPROCESSABLE_ENTITY
        return self.page("_saved.html", status=shows, shown=shown, **about)


class NameEvidenceView(ShortFormView):
    """A record that shows an item to be met: a form within the page of the clause, or one by itself."""

    template, action, form_class = "form/ending.html", "name_evidence", NameEvidenceForm
    done = gettext_lazy("The evidence is named.")

    def make_form(self, *sent: Any) -> NameEvidenceForm:
        """The form; its ids tell it from those of other items."""
        return NameEvidenceForm(*sent, user=self.user, record=self.record, key=self.record.pk)

    def post(self, request: HttpRequest, **address: Any) -> HttpResponse:
        """Name it; the piece of the page shows it then."""
        if not request.htmx:  # type: ignore[attr-defined]
            return super().post(request, **address)
        self.look_up(**address)
        form = self.make_form(request.POST)
        status = self.attempt(form)
        return self.piece() if status is None else self.draw(form, status)

    def draw(self, form: PartForm, status: int = HTTPStatus.OK) -> HttpResponse:
        """The form, within the page or by itself."""
        return self.piece(form, status) if self.request.htmx else super().draw(form, status)  # type: ignore[attr-defined]

    def piece(self, form: PartForm | None = None, status: int = HTTPStatus.OK) -> HttpResponse:
        """What shows the item, with the form where it is asked for; 422 in place of what htmx would not show."""
        (shown,) = items_shown([self.record.item], self.user)
        shows = HTTPStatus.OK if status == HTTPStatus.OK else HTTPStatus.UNPROCESSABLE_ENTITY
        return self.page("_evidence.html", status=shows, shown=shown, name_form=form)

    @property
    def next_url(self) -> str:
        """The item on the page of its clause."""
        return clause_url(self.record)

    def context(self) -> dict[str, Any]:
        """The words of the page."""
        about = {"title": _("Name evidence"), "button": _("Name it"), "about": self.record.title}
        return {**about, "back": self.next_url}

    def carry_out(self, **answers: Any) -> Any:
        """Name it."""
        named = answers.pop("evidence")
        return assessing.name_evidence(self.record, actor=self.user, record=named, **answers)


class TakeBackView(EndingView):
    """Saying that a record does not show an item to be met after all."""

    part, action = "detail", "name_evidence"
    title, button = gettext_lazy("Take the evidence back"), gettext_lazy("Take back")
    done = gettext_lazy("The evidence is taken back.")

    def pick(self, key: int) -> Any:
        """Evidence for this item, of a record that the person sees."""
        found = Evidence.objects.filter(pk=key, item=self.record.item_id, withdrawn=None)
        return found.filter(record__in=Record.objects.visible_to(self.user)).first()

    def describe(self) -> Any:
        """The record, and what it was said to show."""
        label = labels_for({self.thing.record_id}, self.user)[self.thing.record_id]
        return format_html("{}: {}", label, self.thing.shows)

    @property
    def next_url(self) -> str:
        """The item on the page of its clause."""
        return clause_url(self.record)

    def carry_out(self, **fields: Any) -> None:
        """Take it back."""
        assessing.take_back(self.record, self.thing, actor=self.user, **fields)
