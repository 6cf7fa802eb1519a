"""The scope: which services are in, what differs between two editions, and its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from jobs.domain.queue import enqueue
from records.labels import labels_for
from records.views.action import ActionView
from records.views.base import KindView
from records.views.short_form import ShortFormView
from services.domain.editions import difference
from services.domain.scopes import set_services
from services.forms import ScopedServicesForm
from services.paper import SCOPE_JOB

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from services.models import SmsScope


class StepView(ActionView):
    """An action on an edition; a new edition is where one goes on."""

    made: SmsScope | None = None

    def carry_out(self, **answers: Any) -> Any:
        """Take it, and remember an edition that was begun."""
        self.made = super().carry_out(**answers)
        return self.made

    @property
    def next_url(self) -> str:
        """The edition that was begun, else the one at hand."""
        return str((self.made or self.record).page_url)


class ServicesView(ShortFormView):
    """Which services are in and which are out."""

    template = "scope_services.html"
    action, form_class, done = "set_services", ScopedServicesForm, _("The services of this edition are kept.")

    @property
    def next_url(self) -> str:
        """The edition."""
        return str(self.record.page_url)

    def carry_out(self, **answers: Any) -> Any:
        """Keep where each service stands."""
        return set_services(self.record, actor=self.user, **answers)


class DifferenceView(KindView):
    """What changed from another edition to this one."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The page: against the edition named, else the one that it follows, else the one before."""
        scope = self.find(reference)
        others = list(self.kind.model.objects.visible_to(self.user).exclude(pk=scope.pk).order_by("-edition"))
        other = self._chosen(others, scope)
        found = difference(other, scope) if other else None
        names = {
            field.name: self.kind.label_of(field) for field in self.kind.model._meta.get_fields() if field.concrete
        }
        return self.page(
            "scope_difference.html",
            record=scope,
            other=other,
            others=others,
            moved=found.moved if found else [],
            words=[(names[name], before, after) for name, before, after in found.words] if found else [],
            labels=labels_for({line.service for line in found.moved}, self.user) if found else {},
            is_same=found is not None and found.is_none,
        )

    def _chosen(self, others: list[SmsScope], scope: SmsScope) -> SmsScope | None:
        asked = self.request.GET.get("with")
        if asked:
            found = next((other for other in others if other.reference == asked.upper()), None)
            if found is None:
                raise Http404
            return found
        followed = [other for other in others if other.pk == scope.follows_id]
        earlier = [other for other in others if other.edition < scope.edition]
        return next(iter([*followed, *earlier, *others]), None)


class PrintView(KindView):
    """An edition as a PDF."""

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Ask for it; one goes to the page of the job."""
        scope = self.find(reference)
        return redirect(enqueue(SCOPE_JOB, actor=self.user, scope=scope.pk, by=self.user.pk).page_url)
