"""A page with a short form that calls one verb: adding to a record, ending something, taking an action."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect

from people import kept_forms
from records.forms.parts import ReasonForm
from records.views.base import REFUSALS, KindView, already_done, say_refusal

if TYPE_CHECKING:
    from http import HTTPStatus

    from django.http import HttpRequest, HttpResponse

    from records.forms.parts import PartForm


class ShortFormView(KindView):
    """Shows the form, calls the verb with its answers, and says why when the verb refuses.

    Subclasses say ``action`` (asked of the rules before the verb is called), ``form_class``,
    ``template``, ``carry_out``, ``done`` and ``next_url``; ``look_up`` finds what the address names.
    """

    template: ClassVar[str]
    action: str
    form_class: type[Any] = ReasonForm
    #: What is said when it was done.
    done: Any
    record: Any

    def look_up(self, reference: str, **_address: Any) -> None:
        """Find what the address names; raises Http404, Refused."""
        self.record = self.find(reference)

    def carry_out(self, **answers: Any) -> Any:
        """Call the verb with the form's answers."""
        raise NotImplementedError

    @property
    def next_url(self) -> str:
        """Where one goes when it was done."""
        raise NotImplementedError

    def first_values(self) -> dict[str, Any]:
        """Values the form proposes."""
        return {}

    def context(self) -> dict[str, Any]:
        """What the template shows beside the form."""
        return {}

    def get(self, request: HttpRequest, **address: Any) -> HttpResponse:
        """The form, with what was typed before the session ended, where there is any."""
        self.look_up(**address)
        kept = kept_forms.take(request)
        return self.draw(self.form_class(kept, user=self.user, initial=self.first_values()))

    def post(self, request: HttpRequest, **address: Any) -> HttpResponse:
        """Do it, or say at the form why not."""
        self.look_up(**address)
        self.require(self.action, self.record)
        form = self.form_class(request.POST, request.FILES, user=self.user)
        if not form.is_valid():
            return self.draw(form, status=422)
        if status := self._refusal(form):
            self.look_up(**address)
            return self.draw(form, status=status)
        messages.success(request, self.done)
        return redirect(self.next_url)

    def draw(self, form: PartForm, status: int = 200) -> HttpResponse:
        """The page of the form."""
        about = {"record": self.record, "author_field": kept_forms.author_field(self.user), **self.context()}
        return self.page(self.template, form=form, status=status, **about)

    def _refusal(self, form: PartForm) -> HTTPStatus | None:
        """Call the verb; the status of its refusal, or None when it did it, now or when the form was first sent."""
        try:
            self.carry_out(**form.cleaned_data)
        except IntegrityError as error:
            already_done(form.cleaned_data["token"], self.user, error)
        except REFUSALS as error:
            return say_refusal(form, error)
        return None
