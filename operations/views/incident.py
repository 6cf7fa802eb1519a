"""Recording an incident while somebody tells of it: what it will be, what is like it and what is known stand beside."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.utils.translation import gettext as _

from agreements.enums import Metric
from operations.domain.foresight import foresee
from operations.domain.merging import merge
from operations.domain.similar import similar_to
from operations.enums import Level, Priority
from operations.kind.target import span_words
from operations.models import Incident
from people import kept_forms
from records.forms.record import form_class_of
from records.labels import labels_for
from records.views.base import REFUSALS, KindView
from records.views.form import CreateView

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from operations.domain.foresight import Foreseen
    from records.forms import RecordForm

#: What one fills in while the caller speaks; the rest is folded away.
FIRST = ("title", "caller", "service", "customer", "impact", "urgency", "priority", "priority_reason", "description")
#: What the advice beside the form goes by.
ASKED = ("title", "caller", "service", "customer", "impact", "urgency", "priority", "priority_reason", "opened_at")


class NewIncidentView(CreateView):
    """A form one fills in within a minute, on the telephone."""

    def draw(self, form: RecordForm, record: Any = None, **context: Any) -> HttpResponse:
        """The form, with what is asked first apart from the rest."""
        others = [form[name] for name in self.kind.form_fields if name not in FIRST]
        return self.page(
            "incident/new.html",
            form=form,
            first={name: form[name] for name in FIRST},
            others=others,
            is_open=any(field.errors for field in others),
            asked=",".join(ASKED),
            author_field=kept_forms.author_field(self.user),
            **(_advice(self.kind, self.user, form.data or self.request.GET)),
            **context,
        )

    def _create(self, form: RecordForm) -> HttpResponse:
        answer = super()._create(form)
        if form.instance.pk and (reference := self.request.POST.get("same_as", "")):
            self._merge(form.instance, reference)
        return answer

    def _merge(self, incident: Incident, reference: str) -> None:
        """Say that the one just recorded is the same as another; where that cannot be, say why."""
        into = Incident.objects.visible_to(self.user).filter(reference=reference).first()
        if into is None:
            return
        try:
            merge(incident, actor=self.user, into=into)
            messages.success(self.request, _("It is the same as %(reference)s.") % {"reference": into.reference})
        except REFUSALS as error:
            messages.error(self.request, str(error))


class AdviceView(KindView):
    """The advice beside the form, drawn anew while one types."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Priority and due times as they would be, and what is like it."""
        self.require("create", self.kind.model)
        return self.page("incident/_advice.html", **_advice(self.kind, self.user, request.GET))


def _advice(kind: Any, user: Any, typed: Any) -> dict[str, Any]:
    """What the form would record as it stands; answers that make no sense yet count as not given."""
    form = form_class_of(kind)(
        {"impact": 2, "urgency": 2, **{name: typed[name] for name in ASKED if name in typed}}, kind=kind, user=user
    )
    form.full_clean()
    incident = Incident(
        **{
            name: value
            for name, value in form.cleaned_data.items()
            if name in {*ASKED} and (value or name == "priority")
        }
    )
    foreseen = foresee(incident)
    return {
        "foreseen": foreseen,
        "matrix": _matrix(foreseen),
        "similar": similar_to(incident.title, incident.service_id, user),
        "priority_label": Priority(incident.priority).label,
        "agreement_label": labels_for([incident.agreement_id], user).get(incident.agreement_id)
        if incident.agreement_id
        else "",
        "customer_label": labels_for([incident.customer_id], user).get(incident.customer_id)
        if incident.customer_id
        else "",
        "lines": [
            {
                "metric": Metric(each.metric).label,
                "target": span_words(timedelta(seconds=each.target.seconds)),
                "due": each.reading.due,
                "is_missed": bool(each.breached),
            }
            for each in foreseen.counted
        ],
    }


def _matrix(foreseen: Foreseen) -> list[dict[str, Any]]:
    """The table of priorities, row by row of impact, with the case at hand marked."""
    here = (foreseen.incident.impact, foreseen.incident.urgency)
    return (
        [
            {
                "label": impact.label,
                "cells": [
                    {"priority": foreseen.table.get((impact, urgency)), "on": (impact, urgency) == here}
                    for urgency in Level
                ],
            }
            for impact in (Level(value) for value in Level.values)
        ]
        if foreseen.table
        else []
    )
