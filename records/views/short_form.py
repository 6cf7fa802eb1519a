"""A page with a short form that calls one verb: adding to a record, ending something, taking an action."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect

from people import kept_forms
from records.forms.parts import ReasonForm
from records.views.base import REFUSALS, KindView, done_before, once, say_refusal

if TYPE_CHECKING:
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
        """Find what the address names; raises Http404."""
        self.record = self.find(reference)

    def authorise(self) -> None:
        """Raise Refused unless the rules allow it; the verb asks once more, of the record as stored."""
        self.require(self.action, self.record)

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

    def make_form(self, *sent: Any) -> PartForm:
        """The form, empty or with what was sent."""
        form: PartForm = self.form_class(*sent, user=self.user, record=self.record, initial=self.first_values())
        return form

    def get(self, request: HttpRequest, **address: Any) -> HttpResponse:
        """The form, with what was typed before the session ended, where there is any."""
        self.look_up(**address)
        self.authorise()
        return self.draw(self.make_form(kept_forms.take(request)))

    def post(self, request: HttpRequest, **address: Any) -> HttpResponse:
        """Do it, or say at the form why not; what was typed stays."""
        self.look_up(**address)
        form = self.make_form(request.POST, request.FILES)
        if status := self.attempt(form):
            self.look_up(**address)
            return self.draw(form, status=status)
        messages.success(request, self.done)
        return redirect(self.next_url)

    def draw(self, form: PartForm, status: int = HTTPStatus.OK) -> HttpResponse:
        """The page of the form; without its button for those who may not (any more)."""
        about = {"record": self.record, "author_field": kept_forms.author_field(self.user), **self.context()}
        return self.page(self.template, form=form, status=status, is_refused=status == HTTPStatus.FORBIDDEN, **about)

    def attempt(self, form: PartForm) -> HTTPStatus | None:
        """Call the verb; the status of its refusal, or None when it did it, now or when the form was first sent."""
        is_valid = form.is_valid()
        token = once(self.request, self.request.POST.get("token", ""))
        try:
            self.authorise()
            if not is_valid:
                return HTTPStatus.UNPROCESSABLE_ENTITY
            self.carry_out(**{**form.cleaned_data, "token": token})
        except (IntegrityError, *REFUSALS) as error:
            if done_before(token, self.user) is not None:
                return None
            if isinstance(error, IntegrityError):
                raise
            return say_refusal(form, error)
        return None
