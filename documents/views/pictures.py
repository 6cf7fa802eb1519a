"""Pictures for a text: uploaded from the page it is written on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, JsonResponse

from documents.domain.drafting import attach_picture
from records.forms.parts import AttachmentForm
from records.views.short_form import ShortFormView

if TYPE_CHECKING:
    from django.http import HttpRequest

    from records.models import Attachment

#: What would end the words of a picture early.
MARKS = re.compile(r"([\\\[\]])")


class PicturesView(ShortFormView):
    """Hangs a picture on the document as its page of files does, and answers with the Markdown that shows it.

    It is for the script of the editor; without scripts pictures are attached on that page, as any file is.
    """

    action, form_class = "attach", AttachmentForm

    def get(self, request: HttpRequest, **address: Any) -> HttpResponse:
        """There is nothing to see: the page of files shows them."""
        self.look_up(**address)
        raise Http404

    def post(self, request: HttpRequest, **address: Any) -> HttpResponse:
        """The Markdown, or what is wrong by field; the status says which."""
        self.look_up(**address)
        form = self.make_form(request.POST, request.FILES)
        if status := self.attempt(form):
            errors = {name or "file": " ".join(map(str, found)) for name, found in form.errors.items()}
            return JsonResponse({"errors": errors}, status=status)
        return JsonResponse({"markdown": self._markdown()})

    def carry_out(self, **fields: Any) -> Any:
        """Check it, keep it and hang it on the document."""
        file, alt, token = fields["file"], fields["description"], fields["token"]
        return attach_picture(self.record, file, actor=self.user, alt=alt, token=token)

    def _markdown(self) -> str:
        """The picture that this person hung on it last: also where the form was sent twice."""
        picture: Attachment = self.record.attachments.filter(added_by=self.user, withdrawn=None).latest("pk")
        words = MARKS.sub(r"\\\1", " ".join(picture.description.split()))
        return f"![{words}]({self.kind.record_url(self.record, 'download', key=picture.pk)})"
