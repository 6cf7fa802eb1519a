"""Creating and editing a record, and what happens when two people edit at once."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from people import kept_forms
from records.access.permits import Refused, refusal
from records.conflict import conflicting_fields, resolved, with_values
from records.domain.errors import StaleError
from records.forms.record import form_class_of
from records.history import last_change
from records.views.base import REFUSALS, KindView, done_before, once, say_refusal
from standard.queries import expectations

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from records.forms import RecordForm
    from shell.registry import Text

logger = logging.getLogger(__name__)


class FormView(KindView):
    """A form of the kind."""

    def form(self, instance: Any, data: Any = None, files: Any = None) -> RecordForm:
        """The form over a record; a new one begins with what the address proposes: ``new/?owner=7``."""
        made = form_class_of(self.kind)
        proposed = {} if instance.pk else {name: self.request.GET[name] for name in self._proposed()}
        return made(data, files, instance=instance, initial=proposed, kind=self.kind, user=self.user)

    def _proposed(self) -> set[str]:
        return set(self.kind.form_fields) & set(self.request.GET)

    def open(self, action: str, instance: Any, record: Any = None) -> HttpResponse:
        """The form as it is first shown: with what was typed before the session ended, where there is any."""
        kept = kept_forms.take(self.request)
        if (why := refusal(self.user, action, record or type(instance))) is not None:
            return self.refuse(why, instance, kept, record)
        return self.draw(self.form(instance, kept), record)

    def is_redraw(self) -> bool:
        """Whether htmx asks for the fields anew because one that others depend on has changed."""
        return bool(self.request.htmx) and "_redraw" in self.request.GET  # type: ignore[attr-defined]

    def redraw(self, instance: Any) -> HttpResponse:
        """The fields that now apply, with what was typed and without complaints.

        A field that did not apply until now was not sent: it begins with the record's value.
        """
        first, sent = self.form(instance), self.request.POST
        unsent = [
            name for name in self.kind.depends if first.fields[name].widget.value_omitted_from_data(sent, {}, name)
        ]
        form = self.form(instance, with_values(sent, first, unsent))
        form.is_draft = True
        return self.page("form/_parts.html", form=form)

    def refuse(self, why: Text, instance: Any, typed: QueryDict | None, record: Any = None) -> HttpResponse:
        """403, with what was typed to be copied: the right may have ended meanwhile. Raises Refused for nothing typed."""
        if typed is None or self.is_redraw():
            raise Refused(why)
        form = self.form(instance, typed)
        form.lock()
        return self.draw(form, record, refused=why, status=HTTPStatus.FORBIDDEN)

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


def say_why(form: RecordForm, error: Exception) -> HTTPStatus:
    """Say at the form why it was not saved; returns the status of the answer."""
    if not isinstance(error, IntegrityError):
        return say_refusal(form, error)
    form.look_for_clash()
    if not form.errors:
        logger.error("%s: the database refused a record that its form took", form.kind.key, exc_info=error)
        form.add_error(None, _("Another record has this value already. Change what only one record may have."))
    return HTTPStatus.UNPROCESSABLE_ENTITY


class CreateView(FormView):
    """A new record."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form."""
        return self.open("create", self.kind.model())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Record it, or show what needs another look."""
        record = self.kind.model()
        if (why := refusal(self.user, "create", self.kind.model)) is not None:
            return self.refuse(why, record, request.POST)
        if self.is_redraw():
            return self.redraw(record)
        form = self.form(record, request.POST, request.FILES)
        if not form.is_valid():
            return self.draw(form, status=422)
        return self._create(form)

    def _create(self, form: RecordForm) -> HttpResponse:
        token = once(self.request, form.own_cleaned["token"])
        try:
            made = self.kind.create(form.instance, actor=self.user, action="create", token=token, **form.extra_answers)
        except (IntegrityError, *REFUSALS) as error:
            made = done_before(token, self.user)
            if made is None:
                return self.draw(form, status=say_why(form, error))
        messages.success(self.request, _("%(reference)s was recorded.") % {"reference": made.reference})
        return HttpResponseRedirect(made.page_url)


class EditView(FormView):
    """Changing a record."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The form with the record's values."""
        record = self.find(reference)
        return self.open("edit", record, record)

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Save; show what needs another look, or both versions when somebody was faster."""
        record, stored = self.find(reference), self.find(reference)
        if (why := refusal(self.user, "edit", record)) is not None:
            return self.refuse(why, record, request.POST, stored)
        if self.is_redraw():
            return self.redraw(record)
        form = self.form(record, resolved(request.POST, self.form(stored)), request.FILES)
        if not form.is_valid():
            return self.draw(form, stored, status=422)
        if not form.changes_record and form.own_cleaned["version"] == stored.version:
            messages.info(request, _("Nothing was changed."))
            return redirect(stored.page_url)
        return self._save(form, stored)

    def _save(self, form: RecordForm, stored: Any) -> HttpResponse:
        record, own = form.instance, form.own_cleaned
        record.version = own["version"] or 0
        token = once(self.request, own["token"])
        about = {"action": "edit", "reason": own["reason"] or "", "token": token, **form.extra_answers}
        try:
            self.kind.edit(record, actor=self.user, **about)
        except (IntegrityError, *REFUSALS) as error:
            if done_before(token, self.user) is None:
                return self._not_saved(form, stored, error)
        messages.success(self.request, _("%(reference)s was saved.") % {"reference": record.reference})
        return redirect(record.page_url)

    def _not_saved(self, form: RecordForm, stored: Any, error: Exception) -> HttpResponse:
        if isinstance(error, StaleError):
            return self._conflict(form)
        return self.draw(form, stored, status=say_why(form, error))

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
