"""Comparing two records of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.utils.http import urlencode

from records.beside import lines_of
from records.forms.lists import CompareForm
from records.views.base import KindView, number

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: How many are compared.
TWO = 2


class BesideView(KindView):
    """Two records side by side: ``a`` and ``b`` are their references."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Their fields, or the form that asks for the second; two chosen in a list by their keys."""
        if chosen := request.GET.getlist("chosen"):
            return self._chosen(chosen)
        left = self.find(request.GET["a"]) if request.GET.get("a", "").isascii() and "a" in request.GET else None
        form = CompareForm(request.GET if "b" in request.GET else None, model=self.kind.model, user=self.user)
        form.initial = {"a": str(left) if left else ""}
        is_found = form.is_bound and form.is_valid()
        if not is_found:
            return self.page("list/compare.html", picker=form, status=404 if form.errors else 200)
        return self._beside(form)

    def _beside(self, form: CompareForm) -> HttpResponse:
        left, right = (form.cleaned_data[name] for name in ("a", "b"))
        lines = lines_of(self.kind, left, right, self.user)
        asked = {"a": left.reference, "b": right.reference}
        is_short = "only" in self.request.GET
        return self.page(
            "list/compare.html",
            picker=form,
            left=left,
            right=right,
            lines=[line for line in lines if line.differs or not is_short],
            differing=sum(line.differs for line in lines),
            is_short=is_short,
            switch=f"?{urlencode(asked if is_short else {**asked, 'only': 'yes'})}",
        )

    def _chosen(self, texts: list[str]) -> HttpResponse:
        """From the boxes of a list; 404 unless two that are seen."""
        keys = [number(text) for text in texts]
        found = list(
            self.kind.model.objects.visible_to(self.user).filter(pk__in=[key for key in keys if key])[: TWO + 1]
        )
        if len(found) != TWO or len(texts) != TWO:
            raise Http404
        left, right = sorted(found, key=lambda record: keys.index(record.pk))
        return redirect(f"{self.kind.url('beside')}?{urlencode({'a': left.reference, 'b': right.reference})}")
