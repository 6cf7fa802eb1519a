"""Chasing what is late: the page that shows it, and what is done with what was chosen there."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View

from people import kept_forms
from people.models import User
from records.access.permits import require_rule
from records.access.task_rules import chases
from records.forms.chase import ChaseForm, EscalateForm, NudgeForm, ReplanForm
from records.reminders.chasing import NUDGE, chased_before, escalate, nudge, replan
from records.reminders.due import RECORD, TASK
from records.reminders.late import NOBODY, VACANT, Filters, LateThings, late_things, rooms_with_days, vacant_roles
from records.reminders.told import Audience
from records.views.base import REFUSALS, done_before, number, once
from shell.html import moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    from records.models import Event
    from records.reminders.due import Due

PAGE = 50
#: Ways to group what is late.
GROUPS = (
    ("person", gettext_lazy("By person")),
    ("role", gettext_lazy("By role")),
    ("room", gettext_lazy("By room")),
)
WHAT = ((TASK, gettext_lazy("Tasks")), (RECORD, gettext_lazy("Records")))
DAYS = (
    (7, gettext_lazy("7 days or more")),
    (21, gettext_lazy("21 days or more")),
    (90, gettext_lazy("90 days or more")),
)


class ChaserView(View):
    """A page for those who chase."""

    @property
    def user(self) -> User:
        """The person who asks."""
        return self.request.user  # type: ignore[return-value]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse with 403 those who do not chase."""
        require_rule(chases, self.user, None)
        return super().dispatch(request, *args, **kwargs)


class LateView(ChaserView):
    """What is late, by whom it waits for."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        filters = _filters(request)
        things = LateThings(self.user, filters)
        page = Paginator(things.in_order(), PAGE).get_page(request.GET.get("page"))
        found = late_things([(source, key) for source, key, _day in page.object_list], self.user)
        by = request.GET.get("by", "")
        by = by if by in dict(GROUPS) else GROUPS[0][0]
        context = {
            "page": page,
            "rows": _rows(found),
            "groups": getattr(LateThings(self.user, Filters()), f"by_{by}")(),
            "by": by,
            "ways": GROUPS,
            "filters": filters,
            "whom": _name_of(filters.who),
            "choices": {"room": rooms_with_days(), "what": WHAT, "days": DAYS},
        }
        return render(request, "records/chase/late.html", context)


class ChosenView(ChaserView):
    """Something done with the things chosen, each by itself; what is refused is said with the reason.

    Subclasses say ``form_class``, ``title``, ``lead``, ``button``, ``carry_out`` and ``said``.
    """

    form_class: ClassVar[type[ChaseForm]]
    title: ClassVar[Any]
    lead: ClassVar[Any]
    button: ClassVar[Any]

    def carry_out(self, due: Due, audience: Audience, **answers: Any) -> None:
        """Call the verb for one thing."""
        raise NotImplementedError

    def said(self, count: int) -> str:
        """What is said when so many were done."""
        raise NotImplementedError

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, over what was chosen, or with what was typed before the session ended."""
        kept = kept_forms.take(request)
        form = (
            self.form_class(kept) if kept else self.form_class(initial={"chosen": request.GET.getlist("chosen")[:PAGE]})
        )
        return self.draw(form, request.GET.getlist("chosen"))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it for each, and say what was done and what was not."""
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.draw(form, request.POST.getlist("chosen"), HTTPStatus.UNPROCESSABLE_ENTITY)
        answers = dict(form.cleaned_data)
        token = once(request, answers.pop("token"))
        things = late_things(answers.pop("chosen"), self.user)
        refused = self._refused(things, token, answers)
        if len(refused) == len(things):
            form.add_error(None, _told(refused) or _("Nothing of what was chosen is there any more"))
            return self.draw(form, request.POST.getlist("chosen"), HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.success(request, self.said(len(things) - len(refused)))
        if refused:
            messages.warning(request, _told(refused))
        return redirect("records:late")

    def draw(self, form: ChaseForm, chosen: Sequence[str], status: int = HTTPStatus.OK) -> HttpResponse:
        """The form's page, with what was chosen."""
        field = form.fields["chosen"]
        try:
            things = late_things(field.clean(chosen), self.user)
        except ValidationError:
            things = []
        context = {
            "form": form,
            "rows": _rows(things),
            "title": self.title,
            "lead": self.lead,
            "button": self.button,
            "back": reverse("records:late"),
            "author_field": kept_forms.author_field(self.user),
        }
        return render(self.request, "records/chase/chosen.html", context, status=status)

    def _refused(self, things: Sequence[Due], token: str, answers: dict[str, Any]) -> dict[Due, str]:
        """Do it for each thing; why it was not done for those it was not."""
        audience = Audience()
        audience.prepare(things)
        refused = {}
        for due in things:
            own = hashlib.sha256(f"{token} {due.source} {due.thing}".encode()).hexdigest()
            if done_before(own, self.user) is not None:
                continue
            try:
                self.carry_out(due, audience, token=own, **answers)
            except REFUSALS as error:
                refused[due] = str(error)
            except IntegrityError:
                if done_before(own, self.user) is None:
                    raise
        return refused


class NudgeView(ChosenView):
    """Nudging those it waits for."""

    form_class = NudgeForm
    title = gettext_lazy("Nudge")
    lead = gettext_lazy("Each for whom these wait is told now, with your sentence.")
    button = gettext_lazy("Nudge")

    def carry_out(self, due: Due, audience: Audience, **answers: Any) -> None:
        """Nudge."""
        nudge(due, audience, actor=self.user, **answers)

    def said(self, count: int) -> str:
        """How many were nudged."""
        return ngettext("%(n)d nudged.", "%(n)d nudged.", count) % {"n": count}


class EscalateView(ChosenView):
    """Bringing it to the next of the ladder."""

    form_class = EscalateForm
    title = gettext_lazy("Escalate")
    lead = gettext_lazy(
        "Late things are brought to the record's owner and the holders of its scope, then to the service management "
        "representative. These go one step on now."
    )
    button = gettext_lazy("Escalate")

    def carry_out(self, due: Due, audience: Audience, **answers: Any) -> None:
        """Escalate."""
        escalate(due, audience, actor=self.user, **answers)

    def said(self, count: int) -> str:
        """How many were brought on."""
        return ngettext("%(n)d escalated.", "%(n)d escalated.", count) % {"n": count}


class ReplanLateView(ChosenView):
    """Giving them another day."""

    form_class = ReplanForm
    title = gettext_lazy("Move to another day")
    lead = gettext_lazy(
        "Each gets the new day, or moves by so many days from its own. The reason stands in each history."
    )
    button = gettext_lazy("Move")

    def carry_out(self, due: Due, audience: Audience, **answers: Any) -> None:
        """Move."""
        replan(due, actor=self.user, **answers)

    def said(self, count: int) -> str:
        """How many were moved."""
        return ngettext("%(n)d moved.", "%(n)d moved.", count) % {"n": count}


def _filters(request: HttpRequest) -> Filters:
    """What the address asks for, as far as it makes sense."""
    asked = request.GET
    what, _sign, key = asked.get("who", "").partition("-")
    is_known = asked.get("who") in {NOBODY, VACANT} or (what in {"person", "role"} and number(key) is not None)
    days = number(asked.get("days", "")) or 0
    return Filters(
        who=asked["who"] if is_known else "",
        room=asked.get("room", "") if asked.get("room") in dict(rooms_with_days()) else "",
        what=asked.get("what", "") if asked.get("what") in dict(WHAT) else "",
        days=days if days in dict(DAYS) else 0,
    )


def _name_of(who: str) -> str:
    """The name of whom the page is narrowed to, where it is one person or a heading."""
    what, _sign, key = who.partition("-")
    if what == "person":
        return str(User.objects.filter(pk=key).values_list("display_name", flat=True).first() or "")
    return {NOBODY: _("Nobody"), VACANT: _("Nobody holds this role"), "role": _("One role")}.get(what, "")


def _rows(things: Sequence[Due]) -> list[dict[str, Any]]:
    """Things as the page shows them: whose, and how often they were chased."""
    chased = chased_before(things) if things else {}
    vacant = vacant_roles(due.task.role_id for due in things if due.task and due.task.role_id)
    return [
        {
            "due": due,
            "key": f"{due.source}-{due.thing}",
            "whose": _whose(due),
            "is_vacant": bool(due.task and due.task.role_id in vacant) or _whose(due) == "",
            "chased": _chased(chased[due.source, due.thing]),
        }
        for due in things
    ]


def _whose(due: Due) -> str:
    if due.task is not None:
        return due.task.whose
    return due.record.owner.display_name if due.record.owner else ""


def _chased(events: Sequence[Event]) -> list[SafeString]:
    """How often it was nudged and brought on, and when last."""
    nudges = [event for event in events if event.action == NUDGE]
    others = [event for event in events if event.action != NUDGE]
    words = []
    if nudges:
        said = ngettext("nudged once, {last}", "nudged {n} times, last {last}", len(nudges))
        words.append(format_html(said, n=len(nudges), last=moment(nudges[-1].at)))
    if others:
        words.append(format_html(_("brought to {to}"), to=others[-1].detail.get("to", "")))
    return words


def _told(refused: dict[Due, str]) -> str:
    """What was not done, each reason once with the records it holds for."""
    by_reason: dict[str, list[str]] = {}
    for due, why in refused.items():
        by_reason.setdefault(why, []).append(due.record.reference)
    parts = [f"{', '.join(references)}: {why}" for why, references in by_reason.items()]
    return _("Not done. %(parts)s") % {"parts": "; ".join(parts)} if parts else ""
