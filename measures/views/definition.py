"""Defining an indicator by a saved filter, with a look at what it would have been."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from measures import pictures
from measures.domain.asking import last_period
from measures.domain.keeping import define
from measures.enums import Source
from measures.figures import name_of, series
from measures.forms import DefineForm
from measures.models import Measurement
from measures.panels.indicator import definition_text
from measures.queries import SHOWN, Point, Standing
from measures.shown import badge_of, value_text
from measures.views.values import OfIndicatorView
from people.calendar import today
from records.access.permits import Refused
from records.domain.errors import InputError
from records.domain.saved_filters import filters_for
from records.kind import all_kinds
from records.models import SavedFilter
from shell.registry import Computed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from measures.domain.shapes import Shape
    from people.calendar import Period
    from records.forms.parts import PartForm


class DefineView(OfIndicatorView):
    """Which records are counted, by which day, and what of them; previewed over thirteen periods."""

    template, action, form_class = "define.html", "define", DefineForm
    done = _("The definition was kept. Values that were counted before keep the one they were counted by.")
    preview: Any = None

    def make_form(self, *sent: Any) -> PartForm:
        """The form, with the filters that this person has or was given."""
        saved = self._saved()
        asked = self.request.POST.get("among") or self.request.GET.get("among", "")
        form: Any = super().make_form(*sent)
        form.offer(saved, saved.get(asked))
        form.initial["among"] = asked
        self.form = form
        return form  # type: ignore[no-any-return]

    def post(self, request: HttpRequest, **address: Any) -> HttpResponse:
        """Go on with a filter, keep the definition, or show what it would have counted."""
        if "go_on" in request.POST:
            return redirect(f"{request.path}?{urlencode({'among': request.POST.get('among', '')})}")
        if "preview" not in request.POST:
            return super().post(request, **address)
        self.look_up(**address)
        self.authorise()
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.draw(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            self.preview = self._look_ahead(self.form.shape)
        except InputError as error:
            form.add_error(None, str(error))
            return self.draw(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return self.draw(form)

    def carry_out(self, **answers: Any) -> Any:
        """Keep it."""
        if "aggregate" not in answers:
            raise InputError(_("Choose the filter and go on, then say what is counted"), "among")
        shape = self.form.shape
        shape.require_lasting()
        return define(self.record, actor=self.user, shape=shape, reason=answers["reason"], token=answers["token"])

    def authorise(self) -> None:
        """Only where a saved filter is to count."""
        super().authorise()
        if self.record.source != Source.FILTER:
            raise Refused(_("Its values are not counted by a saved filter: change that first"))

    def context(self) -> dict[str, Any]:
        """The definition as it is, and what the new one would have counted."""
        return {"definition": definition_text(self.record), "preview": self.preview, "has_filters": bool(self._saved())}

    def _saved(self) -> dict[str, SavedFilter]:
        kinds = [kind.key for kind in all_kinds() if kind.has_page("saved")]
        return {str(each.pk): each for kind in kinds for each in filters_for(self.user, kind)}

    def _look_ahead(self, shape: Shape) -> dict[str, Any]:
        """Thirteen periods, counted as this person sees the records; nothing is kept."""
        shape.require_lasting()
        periods = series(self.record.frequency, last_period(self.record), SHOWN)
        points = [Point(period, _as_measurement(period, shape.count(period, self.user))) for period in periods]
        standing = Standing(self.record, points)
        rows = [
            (
                name_of(self.record.frequency, point.period),
                value_text(self.record, point.value),
                point.measurement,
                badge_of(standing.status_at(point)),
            )
            for point in reversed(points)
        ]
        return {"picture": pictures.chart(standing), "rows": rows, "day": today()}


def _as_measurement(period: Period, found: Computed) -> Measurement:
    return Measurement(
        first=period.first,
        last=period.last,
        value=found.value,
        numerator=found.numerator,
        denominator=found.denominator,
    )
