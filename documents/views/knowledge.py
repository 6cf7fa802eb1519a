"""What people say of a knowledge article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.domain.knowledge import doubt, note_use, thank
from documents.forms import DoubtForm
from records.views.base import KindView
from records.views.short_form import ShortFormView

if TYPE_CHECKING:
    from django.http import HttpRequest


class HelpedView(KindView):
    """A person's word that it helped: a button on its page."""

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Keep it."""
        article = self.find(reference)
        thank(article, actor=self.user)
        messages.success(request, _("Thank you: whoever wrote it can see that it helps."))
        return redirect(article.page_url)


class UsedView(KindView):
    """An article's page tells that it was opened.

    It does so by a small POST of its script, as pages tell the search what was opened lately: looking at a page writes
    nothing, so no reader waits for a write, what only fetches pages in advance counts as no reader, and who looked for
    less than a second is not counted. Without scripts one is not counted, which is the smaller fault.
    """

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Count it."""
        note_use(self.find(reference), by=self.user)
        return HttpResponse(status=204)


class DoubtView(ShortFormView):
    """A person's word that it is out of date."""

    template = "doubt.html"
    action, form_class, done = "doubt", DoubtForm, gettext_lazy("Thank you: its owner is asked to see to it.")

    @property
    def next_url(self) -> str:
        """The article."""
        return str(self.record.page_url)

    def carry_out(self, **fields: Any) -> Any:
        """Keep it."""
        return doubt(self.record, actor=self.user, **fields)
