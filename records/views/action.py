"""Carrying out an action: a page that says what will happen, and asks why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from people import kept_forms
from records.access.permits import Refused
from records.domain.write import StaleError
from records.forms.parts import ConfirmForm, ReasonForm
from records.views.base import DOMAIN_ERRORS, KindView, already_done

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from records.kind import Action


class ActionView(KindView):
    """A transition, withdrawal, or another verb of the kind."""

    def get(self, request: HttpRequest, reference: str, action: str) -> HttpResponse:
        """What will happen, and the form."""
        record, found = self._find(reference, action)
        kept = kept_forms.take(request)
        return self._draw(record, found, self._form(found, kept))

    def post(self, request: HttpRequest, reference: str, action: str) -> HttpResponse:
        """Carry it out, or say at the form why not."""
        record, found = self._find(reference, action)
        form = self._form(found, request.POST)
        if not form.is_valid():
            return self._draw(record, found, form, status=422)
        fields: dict[str, Any] = {"reason": "", **form.cleaned_data}
        try:
            found.run(record, actor=self.user, **fields)
        except IntegrityError as error:
            already_done(fields["token"], self.user, error)
        except (*DOMAIN_ERRORS, StaleError, Refused) as error:
            form.add_error(None, str(error))
            return self._draw(self.find(reference), found, form, status=409)
        messages.success(request, _("%(action)s: done.") % {"action": found.label})
        return redirect(record.page_url)

    def _find(self, reference: str, action: str) -> tuple[Any, Action]:
        record = self.find(reference)
        if action not in self.kind.all_actions:
            raise Http404
        self.require(action, record)
        return record, self.kind.all_actions[action]

    def _form(self, action: Action, data: Any) -> Form:
        form_class: Any = action.form or (ReasonForm if action.asks_reason else ConfirmForm)
        form: Form = form_class(data, user=self.user)
        return form

    def _draw(self, record: Any, action: Action, form: Form, **context: Any) -> HttpResponse:
        return self.page(
            "form/action.html",
            record=record,
            action=action,
            form=form,
            author_field=kept_forms.author_field(self.user),
            **context,
        )
