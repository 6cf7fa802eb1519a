"""Doing something to many records: what can be done and what cannot, then doing it, then what came of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from jobs.domain.queue import retry
from people import kept_forms
from records.access.list_rules import asked_for_it, reads_act
from records.access.permits import require_rule
from records.domain.bulk_acts import summary
from records.in_bulk import AT_ONCE, CHOSEN_MAX, ask_for, bulk_actions, carry_out, why_not
from records.labels import labels_for
from records.listing import Listing
from records.models import BulkAct, BulkLine
from records.views.base import KindView, number, once

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest, HttpResponse

    from records.forms.parts import PartForm
    from records.in_bulk import BulkAction

#: Rows of each part of the page that are shown; the others are counted.
SHOWN = 100


class BulkView(KindView):
    """One action on the records chosen in a list."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """How many of them can be done, which cannot and why; and what the action asks for."""
        action = self._action(request.GET.get("action", ""))
        keys = self._keys(request.GET)
        if len(keys) > CHOSEN_MAX:
            words = _("More than %(n)d records are chosen. Narrow the list by a filter, and choose again.")
            return self._back(request.GET, words % {"n": CHOSEN_MAX})
        records = self._find_all(keys)
        if not records:
            return self._back(request.GET, _("No record is chosen. Tick the boxes in front of some."))
        return self._draw(action, action.form(kept_forms.take(request), user=self.user), records, request.GET)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it to those that can be done; what was typed stays where something needs another look."""
        action = self._action(request.POST.get("action", request.GET.get("action", "")))
        versions = _versions(request.POST.get("chosen", ""))
        records = self._find_all(list(versions)[:CHOSEN_MAX])
        asked = QueryDict(request.POST.get("list", ""))
        if not records:
            return self._back(asked, _("No record is chosen. Tick the boxes in front of some."))
        form = action.form(request.POST, user=self.user)
        if not form.is_valid():
            return self._draw(action, form, records, asked, HTTPStatus.UNPROCESSABLE_ENTITY)
        act = ask_for(
            self.kind,
            action,
            actor=self.user,
            answers={name: request.POST.get(name, "") for name in form.fields},
            chosen=[(record.pk, versions[record.pk]) for record in records],
            token=once(request, form.cleaned_data["token"]),
        )
        return self._after(act, asked)

    def _action(self, key: str) -> BulkAction:
        if (action := bulk_actions(self.kind).get(key)) is None:
            raise Http404
        return action

    def _keys(self, asked: QueryDict) -> list[int]:
        """The keys that were chosen, or of all that the filters leave; one more than can be."""
        if asked.get("all"):
            found = Listing(self.kind, self.user, asked).records.values_list("pk", flat=True)
            return list(found[: CHOSEN_MAX + 1])
        return list(dict.fromkeys(key for text in asked.getlist("chosen") if (key := number(text))))

    def _find_all(self, keys: Sequence[int]) -> list[Any]:
        """Those of the records that this person sees, in the order they were chosen; others are not there."""
        seen = self.kind.model.objects.visible_to(self.user).filter(pk__in=keys)
        found = {record.pk: record for record in seen}
        return [found[key] for key in keys if key in found]

    def _draw(
        self, action: BulkAction, form: PartForm, records: list[Any], asked: QueryDict, status: int = HTTPStatus.OK
    ) -> HttpResponse:
        judged = [(record, why_not(action, record, self.user, self.kind)) for record in records]
        able, unable = [pair for pair in judged if pair[1] is None], [pair for pair in judged if pair[1] is not None]
        listing = Listing(self.kind, self.user, asked)
        return self.page(
            "list/bulk.html",
            status=status,
            action=action,
            form=form,
            able=able[:SHOWN],
            unable=unable[:SHOWN],
            counts={"able": len(able), "unable": len(unable), "all": len(records)},
            more={"able": len(able) - SHOWN, "unable": len(unable) - SHOWN},
            is_long=len(able) > AT_ONCE,
            chosen=",".join(f"{record.pk}:{record.version}" for record, _why in able),
            list=listing.address().removeprefix("?"),
            author_field=kept_forms.author_field(self.user),
        )

    def _back(self, asked: QueryDict, words: str) -> HttpResponse:
        messages.error(self.request, words)
        return redirect(self.kind.url() + Listing(self.kind, self.user, asked).address())

    def _after(self, act: BulkAct, asked: QueryDict) -> HttpResponse:
        """To the job, to the report where something was left, or back to the list."""
        if act.job is not None and act.job.is_open:
            return redirect(act.job.page_url)
        if act.lines.exclude(outcome=BulkLine.Outcome.DONE).exists():
            return redirect(self.kind.url("bulk-report", key=act.pk))
        messages.success(self.request, summary(act))
        return redirect(self.kind.url() + Listing(self.kind, self.user, asked).address())


class BulkReportView(KindView):
    """What came of an act on many records, record by record."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        """The report: what was left first, with the reason; records are named as far as they are seen."""
        act = self._find_act(key)
        lines = list(act.lines.all())
        labels = labels_for({line.record_id for line in lines}, self.user)
        rows = [(line, labels[line.record_id]) for line in lines]
        is_over = act.job is None or not act.job.is_open
        return self.page(
            "list/report.html",
            act=act,
            action=bulk_actions(self.kind).get(act.action),
            summary=summary(act),
            parts=[(outcome, _of(rows, outcome)) for outcome in ("left", "waiting", "done")],
            may_go_on=is_over and asked_for_it(self.user, act) and bool(_of(rows, "waiting")),
        )

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """Go on with what was not tried yet."""
        act = self._find_act(key)
        require_rule(asked_for_it, self.user, act)
        if act.job is None:
            carry_out(act)
            return redirect(self.kind.url("bulk-report", key=act.pk))
        retry(act.job, actor=self.user)
        return redirect(act.job.page_url)

    def _find_act(self, key: int) -> BulkAct:
        act = BulkAct.objects.filter(pk=key, kind=self.kind.key).select_related("actor", "job").first()
        if act is None or not reads_act(self.user, act):
            raise Http404
        return act


def _of(rows: Iterable[tuple[BulkLine, Any]], outcome: str) -> list[tuple[BulkLine, Any]]:
    return [(line, label) for line, label in rows if line.outcome == outcome]


def _versions(text: str) -> dict[int, int]:
    """The keys and versions of a choice, as its form carries them: “12:3,14:1”."""
    pairs = [part.partition(":") for part in text.split(",")]
    return {key: version for one, _sign, two in pairs if (key := number(one)) and (version := number(two))}
