"""Ending or moving what hangs on a record: each a page with a short form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from records.access.permits import require_rule
from records.access.predicates import Predicate
from records.access.task_rules import finishes, reassigns, replans
from records.domain.evidence import set_clauses, withdraw_evidence
from records.domain.files import withdraw_attachment
from records.domain.links import unlink
from records.domain.sharing import BY_HAND, SHARES, end_share
from records.domain.tasks import cancel_task, finish_task, reassign_task, replan_task
from records.forms import parts as forms
from records.labels import labels_for
from records.models import Link, RecordGroupPermission, RecordUserPermission
from records.views.short_form import ShortFormView

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class EndingView(ShortFormView):
    """Something on a record is ended or moved.

    Subclasses say ``part`` to return to, ``title``, ``button``, ``done``, and ``pick`` and ``carry_out``.
    """

    template = "form/ending.html"
    part: ClassVar[str]
    title: ClassVar[Any]
    button: ClassVar[Any]
    thing: Any

    def pick(self, key: int) -> Any:
        """The thing with this key, of this record alone, or None."""
        raise NotImplementedError

    def describe(self) -> Any:
        """What is ended, in words that name it."""
        return str(self.thing)

    def look_up(self, reference: str, key: int = 0, **_address: Any) -> None:
        """The record, and the thing on it."""
        super().look_up(reference)
        self.thing = self.pick(key)
        if self.thing is None:
            raise Http404

    @property
    def next_url(self) -> str:
        """The part it stood in."""
        return self.kind.record_url(self.record, self.part)

    def context(self) -> dict[str, Any]:
        """What is ended, and the words of the page."""
        return {"about": self.describe(), "title": self.title, "button": self.button, "back": self.next_url}


class ClausesView(ShortFormView):
    """Saying which clauses a record belongs to, beside those of its kind."""

    template, action, form_class, done = "form/ending.html", "evidence", forms.ClausesForm, _("The clauses were noted.")

    def first_values(self) -> dict[str, Any]:
        """The clauses it belongs to now."""
        numbers = self.record.clause_links.order_by("clause__sort_key").values_list("clause__number", flat=True)
        return {"clauses": ", ".join(numbers)}

    def carry_out(self, **fields: Any) -> None:
        """Note them."""
        set_clauses(self.record, fields.pop("clauses"), actor=self.user, **fields)

    @property
    def next_url(self) -> str:
        """Where its evidence stands."""
        return self.kind.record_url(self.record, "evidence")

    def context(self) -> dict[str, Any]:
        """The words of the page."""
        about = f"{self.record.reference} {self.record.title}"
        return {"title": _("Clauses it belongs to"), "about": about, "button": _("Save"), "back": self.next_url}


class UnlinkView(EndingView):
    """Taking a link away."""

    part, action, title, button = "links", "link", _("Take the link away"), _("Take away")
    done = _("The link is taken away.")
    form_class = forms.ConfirmForm

    def pick(self, key: int) -> Any:
        """A link of the record, from either side."""
        ends = Q(source_id=self.record.pk) | Q(target_id=self.record.pk)
        return Link.objects.filter(ends, pk=key, ended=None).first()

    def describe(self) -> Any:
        """The record at the other end, as far as the person sees it."""
        other = self.thing.other_end(self.record.pk)
        return labels_for({other}, self.user)[other]

    def carry_out(self, **fields: Any) -> None:
        """End it on both sides."""
        unlink(self.record, self.thing, actor=self.user, **fields)


class DetachView(EndingView):
    """Taking a file off the record."""

    part, action, title, button = "files", "attach", _("Take the file off"), _("Take off")
    done = _("The file is taken off.")

    def pick(self, key: int) -> Any:
        """A file of the record."""
        return self.record.attachments.filter(pk=key, withdrawn=None).first()

    def carry_out(self, **fields: Any) -> None:
        """Take it off; its entry and hash stay."""
        withdraw_attachment(self.thing, actor=self.user, **fields)


class WithdrawEvidenceView(EndingView):
    """Taking back what the record was evidence for."""

    part, action, title, button = "evidence", "evidence", _("Take the evidence back"), _("Take back")
    done = _("The evidence is taken back.")

    def pick(self, key: int) -> Any:
        """Evidence of the record."""
        return self.record.evidence.filter(pk=key, withdrawn=None).select_related("item").first()

    def carry_out(self, **fields: Any) -> None:
        """Take it back."""
        withdraw_evidence(self.thing, actor=self.user, **fields)


class RevokeView(EndingView):
    """Ending a share."""

    part, action, title, button = "sharing", "share", _("End the sharing"), _("End sharing")
    done = _("The sharing has ended.")
    form_class = forms.ConfirmForm

    def pick(self, key: int) -> Any:
        """A share of the record with a person."""
        return RecordUserPermission.objects.filter(pk=key, content_object_id=self.record.pk, **BY_HAND).first()

    def describe(self) -> Any:
        """Who will see it no longer."""
        return str(self.thing.holder)

    def carry_out(self, **_fields: Any) -> None:
        """End it."""
        end_share(self.record, self.thing.holder, actor=self.user)


class RevokeGroupView(RevokeView):
    """Ending a share with a group."""

    def pick(self, key: int) -> Any:
        """A share of the record with a group."""
        return RecordGroupPermission.objects.filter(pk=key, content_object_id=self.record.pk, **SHARES).first()


class TaskEndingView(EndingView):
    """Something is done with a task, by those its rule names."""

    part = "tasks"
    action = "comment"
    rule: ClassVar[Predicate]

    def pick(self, key: int) -> Any:
        """A task of the record; one that is done answers politely, since lists that are still open lead to it."""
        return self.record.tasks.filter(pk=key).select_related("assignee").first()

    def get(self, request: HttpRequest, **address: Any) -> HttpResponse:
        """The form; for a task that is done meanwhile, where its outcome stands."""
        answer = super().get(request, **address)
        if self.thing.done is None:
            return answer
        messages.info(request, _("The task is done already. What came of it stands here."))
        return redirect(self.next_url)

    def authorise(self) -> None:
        """For those the task's rule names."""
        super().authorise()
        require_rule(self.rule, self.user, self.thing)


class ReplanView(TaskEndingView):
    """Moving a task to another day."""

    title, button, form_class, rule = _("Move the task"), _("Move"), forms.ReplanForm, replans
    done = _("The task has its new day.")

    def carry_out(self, **fields: Any) -> None:
        """Move it, with the reason."""
        replan_task(self.thing, actor=self.user, **fields)


class ReassignView(TaskEndingView):
    """Giving a task to somebody else."""

    title, button, form_class, rule = _("Give the task to somebody else"), _("Give"), forms.ReassignForm, reassigns
    done = _("The task was given on.")

    def carry_out(self, **fields: Any) -> None:
        """Give it, with the reason."""
        reassign_task(self.thing, actor=self.user, **fields)


class CancelTaskView(TaskEndingView):
    """Ending a task that nobody needs any more."""

    title, button, form_class, rule = _("Take the task back"), _("Take back"), forms.CancelForm, reassigns
    done = _("The task is taken back.")

    def carry_out(self, **fields: Any) -> None:
        """End it, with the reason."""
        cancel_task(self.thing, actor=self.user, **fields)


class FinishView(TaskEndingView):
    """Getting a task done; one that is done elsewhere leads there."""

    title, button, form_class, rule = _("Finish the task"), _("Finish"), forms.FinishForm, finishes
    done = _("The task is done.")

    def get(self, request: HttpRequest, **address: Any) -> HttpResponse:
        """The form, or where the kind has such tasks done."""
        answer = super().get(request, **address)
        place = self.kind.answer_url(self.thing)
        return answer if self.thing.done or place == request.path else redirect(place)

    def carry_out(self, **fields: Any) -> None:
        """Say what came of it."""
        finish_task(self.thing, actor=self.user, **fields)
