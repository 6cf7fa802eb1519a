"""Ending or moving what hangs on a record: each a page with a short form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from people import kept_forms
from records.access.permits import Refused
from records.domain.evidence import withdraw_evidence
from records.domain.files import withdraw_attachment
from records.domain.links import unlink
from records.domain.sharing import revoke
from records.domain.tasks import finish_task, replan_task
from records.forms import parts as forms
from records.labels import labels_for
from records.models import Link, RecordUserPermission
from records.views.base import DOMAIN_ERRORS, KindView, already_done

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse


class EndingView(KindView):
    """Something on a record is ended or moved.

    Subclasses say ``part`` to return to, ``title``, ``button``, ``form_class``, and ``pick`` and ``carry_out``.
    """

    part: ClassVar[str]
    action: ClassVar[str]
    title: ClassVar[Any]
    button: ClassVar[Any]
    form_class: ClassVar[type[forms.PartForm]] = forms.ReasonForm

    def pick(self, record: Any, key: int) -> Any:
        """The thing with this key, of this record alone; raises DoesNotExist."""
        raise NotImplementedError

    def describe(self, record: Any, thing: Any) -> Any:
        """What is ended, in words that name it."""
        return str(thing)

    def carry_out(self, record: Any, thing: Any, **fields: Any) -> None:
        """Call the verb."""
        raise NotImplementedError

    def get(self, request: HttpRequest, reference: str, key: int) -> HttpResponse:
        """What is ended, and the form."""
        record, thing = self._find(reference, key)
        return self._draw(record, thing, self.form_class(kept_forms.take(request), user=self.user))

    def post(self, request: HttpRequest, reference: str, key: int) -> HttpResponse:
        """End it, or say why not."""
        record, thing = self._find(reference, key)
        form = self.form_class(request.POST, user=self.user)
        if not form.is_valid():
            return self._draw(record, thing, form, status=422)
        try:
            self.carry_out(record, thing, **form.cleaned_data)
        except IntegrityError as error:
            already_done(form.cleaned_data["token"], self.user, error)
        except (*DOMAIN_ERRORS, Refused) as error:
            form.add_error(None, str(error))
            return self._draw(record, thing, form, status=409)
        messages.success(request, _("%(title)s: done.") % {"title": self.title})
        return redirect(self.kind.record_url(record, self.part))

    def _find(self, reference: str, key: int) -> tuple[Any, Any]:
        record = self.find(reference)
        self.require(self.action, record)
        thing = self.pick(record, key)
        if thing is None:
            raise Http404
        return record, thing

    def _draw(self, record: Any, thing: Any, form: Form, **context: Any) -> HttpResponse:
        return self.page(
            "form/ending.html",
            record=record,
            about=self.describe(record, thing),
            form=form,
            title=self.title,
            button=self.button,
            back=self.kind.record_url(record, self.part),
            author_field=kept_forms.author_field(self.user),
            **context,
        )


class UnlinkView(EndingView):
    """Taking a link away."""

    part, action, title, button = "links", "link", _("Take the link away"), _("Take away")
    form_class = forms.ConfirmForm

    def pick(self, record: Any, key: int) -> Any:
        """A link of the record, from either side."""
        links = Link.objects.filter(pk=key, ended=None)
        return next((found for found in links if record.pk in {found.source_id, found.target_id}), None)

    def describe(self, record: Any, thing: Any) -> Any:
        """The record at the other end, as far as the person sees it."""
        other = thing.target_id if thing.source_id == record.pk else thing.source_id
        return labels_for({other}, self.user)[other]

    def carry_out(self, record: Any, thing: Any, **fields: Any) -> None:
        """End it on both sides."""
        unlink(record, thing, actor=self.user, **fields)


class DetachView(EndingView):
    """Taking a file off the record."""

    part, action, title, button = "files", "attach", _("Take the file off"), _("Take off")

    def pick(self, record: Any, key: int) -> Any:
        """A file of the record."""
        return record.attachments.filter(pk=key, withdrawn=None).first()

    def carry_out(self, record: Any, thing: Any, **fields: Any) -> None:
        """Take it off; its entry and hash stay."""
        thing.record = record
        withdraw_attachment(thing, actor=self.user, **fields)


class WithdrawEvidenceView(EndingView):
    """Taking back what the record was evidence for."""

    part, action, title, button = "evidence", "evidence", _("Take the evidence back"), _("Take back")

    def pick(self, record: Any, key: int) -> Any:
        """Evidence of the record."""
        return record.evidence.filter(pk=key, withdrawn=None).select_related("item").first()

    def carry_out(self, record: Any, thing: Any, **fields: Any) -> None:
        """Take it back."""
        thing.record = record
        withdraw_evidence(thing, actor=self.user, **fields)


class RevokeView(EndingView):
    """Ending a share."""

    part, action, title, button = "sharing", "share", _("End the sharing"), _("End sharing")
    form_class = forms.ConfirmForm

    def pick(self, record: Any, key: int) -> Any:
        """A share of the record."""
        shares = RecordUserPermission.objects.filter(pk=key, content_object_id=record.pk)
        return shares.select_related("user", "permission").first()

    def describe(self, record: Any, thing: Any) -> Any:
        """Who will see it no longer."""
        return thing.user.display_name

    def carry_out(self, record: Any, thing: Any, **_fields: Any) -> None:
        """End it."""
        revoke(record, thing.user, actor=self.user, codename=thing.permission.codename)


class TaskEndingView(EndingView):
    """Something is done with a task."""

    part = "tasks"
    action = "comment"

    def pick(self, record: Any, key: int) -> Any:
        """A task of the record that waits."""
        return record.tasks.filter(pk=key, done=None).select_related("assignee").first()


class ReplanView(TaskEndingView):
    """Moving a task to another day."""

    title, button, form_class = _("Move the task"), _("Move"), forms.ReplanForm

    def carry_out(self, record: Any, thing: Any, **fields: Any) -> None:
        """Move it, with the reason."""
        replan_task(thing, actor=self.user, **fields)


class FinishView(TaskEndingView):
    """Getting a task done."""

    title, button, form_class = _("Finish the task"), _("Finish"), forms.FinishForm

    def carry_out(self, record: Any, thing: Any, **fields: Any) -> None:
        """Say what came of it."""
        finish_task(thing, actor=self.user, **fields)
