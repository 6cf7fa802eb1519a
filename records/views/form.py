"""Creating and editing a record, and what happens when two people edit at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from people import kept_forms
from records.conflict import conflicting_fields, resolved
from records.domain.errors import StaleError
from records.forms.record import form_class_of
from records.history import last_change
from records.views.base import REFUSALS, KindView, done_before, once, say_refusal
from standard.queries import expectations

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from records.forms import RecordForm
    from records.models import Record


class FormView(KindView):
    """A form of the kind."""

    def form(self, instance: Any, data: Any = None, **options: Any) -> RecordForm:
        """The form over a record."""
        made = form_class_of(self.kind)
        return made(data, instance=instance, kind=self.kind, user=self.user, **options)

    def opened(self, instance: Any) -> RecordForm:
        """The form as it is first shown: with what was typed before the session ended, where there is any."""
        kept = kept_forms.take(self.request)
        return self.form(instance, kept) if kept is not None else self.form(instance)

    def _done_before(self, token: str, error: IntegrityError) -> Record:
        """The record that the same answer was about when it first came; raises the error when it never did."""
        if (found := done_before(token, self.user)) is None:
            raise error
        return found

    def is_redraw(self) -> bool:
        """Whether htmx asks for the fields anew because one that others depend on has changed."""
        return bool(self.request.htmx) and "_redraw" in self.request.GET  # type: ignore[attr-defined]

    def redraw(self, instance: Any) -> HttpResponse:
        """The fields that now apply, with what was typed and without complaints."""
        form = self.form(instance, initial=self.request.POST.dict())
        return self.page("form/_parts.html", form=form)

    def draw(self, form: RecordForm, record: Any = None, **context: Any) -> HttpResponse:
        """The page of the form."""
        return self.page(
            "form/page.html",
            form=form,
            record=record,
            expectations=expectations(self.kind.clauses),
            author_field=kept_forms.author_field(self.user),
            **context,
        )


class CreateView(FormView):
    """A new record."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form."""
        self.require("create", self.kind.model)
        return self.draw(self.opened(self.kind.model()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Record it, or show what needs another look."""
        self.require("create", self.kind.model)
        record = self.kind.model()
        if self.is_redraw():
            return self.redraw(record)
        form = self.form(record, request.POST)
        if not form.is_valid():
            return self.draw(form, status=422)
        token = once(request, form.own_cleaned["token"])
        try:
            made = self.kind.create(form.instance, actor=self.user, action="create", token=token)
        except IntegrityError as error:
            made = self._done_before(token, error)
        except REFUSALS as error:
            return self.draw(form, status=say_refusal(form, error))
        messages.success(request, _("%(reference)s was recorded.") % {"reference": made.reference})
        return HttpResponseRedirect(made.page_url)


class EditView(FormView):
    """Changing a record."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The form with the record's values."""
        record = self.find(reference)
        self.require("edit", record)
        return self.draw(self.opened(record), record)

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Save; show what needs another look, or both versions when somebody was faster."""
        record = self.find(reference)
        self.require("edit", record)
        if self.is_redraw():
            return self.redraw(record)
        data = resolved(request.POST, self.form(self.find(reference)))
        form = self.form(record, data)
        stored = self.find(reference)
        if not form.is_valid():
            return self.draw(form, stored, status=422)
        if not form.changes_record and form.own_cleaned["version"] == stored.version:
            messages.info(request, _("Nothing was changed."))
            return redirect(stored.page_url)
        return self._save(form, stored)

    def _save(self, form: RecordForm, stored: Any) -> HttpResponse:
        record, own = form.instance, form.own_cleaned
        token = once(self.request, own["token"])
        record.version = own["version"] or 0
        try:
            self.kind.edit(record, actor=self.user, action="edit", reason=own["reason"] or "", token=token)
        except IntegrityError as error:
            return redirect(self._done_before(token, error).page_url)
        except StaleError:
            done = done_before(token, self.user)
            return redirect(done.page_url) if done else self._conflict(form)
        except REFUSALS as error:
            return self.draw(form, stored, status=say_refusal(form, error))
        messages.success(self.request, _("%(reference)s was saved.") % {"reference": record.reference})
        return redirect(record.page_url)

    def _conflict(self, form: RecordForm) -> HttpResponse:
        """Both versions side by side; what was typed is in the page, line by line."""
        stored = self.find(form.instance.reference)
        event = last_change(stored)
        return self.page(
            "form/conflict.html",
            status=409,
            form=form,
            record=stored,
            event=event,
            fields=conflicting_fields(form, self.form(stored), self.user),
            author_field=kept_forms.author_field(self.user),
        )
