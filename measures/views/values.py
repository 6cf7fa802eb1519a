"""Pages over the values of one indicator: bringing, correcting, computing anew, the records behind one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from measures.domain.computing import recompute
from measures.domain.measuring import correct, measure
from measures.domain.shapes import Shape
from measures.enums import Came
from measures.figures import name_of
from measures.forms import CorrectForm, RecomputeForm, ValueForm
from measures.models import Measurement
from measures.shown import value_text
from records.domain.errors import InputError
from records.views.base import KindView, number
from records.views.short_form import ShortFormView

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from records.forms.parts import PartForm

#: Records of one page.
PAGE = 50


class OfIndicatorView(ShortFormView):
    """A page over an indicator, to which it leads back."""

    @property
    def next_url(self) -> str:
        """The indicator."""
        return str(self.record.page_url)


class ValueView(OfIndicatorView):
    """Bringing the value of a period."""

    template, action, form_class = "value.html", "measure", ValueForm
    done = _("The value was kept.")

    def carry_out(self, **answers: Any) -> Any:
        """Keep it."""
        about = {"first": answers["first"], "token": answers["token"]}
        return measure(self.record, self.form.entry, actor=self.user, **about)

    def make_form(self, *sent: Any) -> PartForm:
        """The form, at hand when its answers are carried out."""
        self.form: Any = super().make_form(*sent)
        return self.form  # type: ignore[no-any-return]


class MeasurementView(OfIndicatorView):
    """A page over a value that holds."""

    measurement: Measurement

    def look_up(self, reference: str, key: int = 0, **_address: Any) -> None:
        """The indicator, and its value; 404 for one that was corrected already."""
        super().look_up(reference)
        found = Measurement.objects.current().filter(indicator=self.record.pk, pk=key).first()
        if found is None:
            raise Http404
        self.measurement = found

    def context(self) -> dict[str, Any]:
        """The value as it stands."""
        return {
            "measurement": self.measurement,
            "period": name_of(self.record.frequency, self.measurement.period),
            "shown": value_text(self.record, self.measurement.value),
            "is_computed": self.measurement.came == Came.COMPUTED and not self.record.is_brought,
        }


class CorrectView(MeasurementView):
    """Putting another value in the place of one."""

    template, action, form_class = "correct.html", "correct", CorrectForm
    done = _("The value was corrected. The former one stays, struck through.")

    def make_form(self, *sent: Any) -> PartForm:
        """The form, with what was said before."""
        form: Any = super().make_form(*sent)
        form.propose(self.measurement)
        self.form = form
        return form  # type: ignore[no-any-return]

    def carry_out(self, **answers: Any) -> Any:
        """Correct it."""
        about = {"reason": answers["reason"], "token": answers["token"]}
        return correct(self.record, self.measurement, self.form.entry, actor=self.user, **about)


class RecomputeView(MeasurementView):
    """Computing a period anew."""

    template, action, form_class = "recompute.html", "correct", RecomputeForm
    done = _("The period was computed anew. The former value stays, struck through.")

    def carry_out(self, **answers: Any) -> Any:
        """Compute it."""
        return recompute(self.record, self.measurement, actor=self.user, **answers)


class RecordsView(KindView):
    """The records behind a value that a saved filter counted, as far as the reader sees them."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The page."""
        indicator = self.find(reference)
        first = _day(request.GET.get("first", ""))
        rows = Measurement.objects.current().filter(indicator=indicator.pk).exclude(shape=None)
        found = rows.filter(first=first).first() if first else rows.last()
        if found is None:
            raise Http404
        page, why = self._page_of(found)
        context = {
            "record": indicator,
            "measurement": found,
            "period": name_of(indicator.frequency, found.period),
            "shown": value_text(indicator, found.value),
            "page": page,
            "why": why,
        }
        return self.page("records.html", **context)

    def _page_of(self, found: Measurement) -> tuple[Any, str]:
        try:
            shape: Any = found.shape
            rows = Shape(**shape).records(found.period, self.user).order_by("-created", "-id")
        except InputError as error:
            return None, str(error)
        return Paginator(rows, PAGE).get_page(number(self.request.GET.get("page", "")) or 1), ""


def _day(text: str) -> date | None:
    """A day in an address; None for what is none."""
    try:
        return parse_date(text)
    except ValueError:
        return None
