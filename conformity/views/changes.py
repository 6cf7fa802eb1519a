"""Naming the change of the system that a version of a document came of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conformity.domain import changes
from conformity.forms import NameChangeForm
from conformity.models import NamedFor
from conformity.queries.changes import versions_to_name
from documents.models import Document
from records.labels import labels_for
from records.views.ending import EndingView
from records.views.short_form import ShortFormView

if TYPE_CHECKING:
    from documents.models import Version


class NameChangeView(ShortFormView):
    """Which change of the system the newest major version of a document came of."""

    template, form_class = "form/ending.html", NameChangeForm
    done = gettext_lazy("The version names its change.")
    version: Version

    def look_up(self, reference: str, **_address: Any) -> None:
        """The document, and its newest major version; raises Http404 for none."""
        found = Document.objects.visible_to(self.user).current().filter(reference=reference.upper()).first()
        versions = versions_to_name(found) if found else []
        if found is None or not versions:
            raise Http404
        self.record, self.version = found, versions[0]

    def authorise(self) -> None:
        """Whoever sees the document may try: the rules are those of the change that is named."""

    def carry_out(self, **answers: Any) -> Any:
        """Name it."""
        change = answers.pop("change")
        return changes.name_for(change, self.version, actor=self.user, **answers)

    @property
    def next_url(self) -> str:
        """The document."""
        return str(self.record.page_url)

    def context(self) -> dict[str, Any]:
        """Of which version."""
        about = {"version": self.version.number_to_be, "title": self.record.title}
        said = _("Version %(version)s of %(title)s came of it.") % about
        return {"title": _("Name the change of the SMS"), "about": said, "button": _("Name it"), "back": self.next_url}


class TakeNameBackView(EndingView):
    """Saying that a version did not come of a change after all."""

    part, action = "detail", "name_version"
    title, button = gettext_lazy("Take it back from the version"), gettext_lazy("Take back")
    done = gettext_lazy("The version names this change no more.")

    def pick(self, key: int) -> Any:
        """A version that names this change."""
        return NamedFor.objects.filter(pk=key, change=self.record.pk, ended=None).select_related("version").first()

    def describe(self) -> Any:
        """The document, as far as the person sees it."""
        key = self.thing.version.document_id
        return labels_for({key}, self.user)[key]

    @property
    def next_url(self) -> str:
        """The change."""
        return str(self.record.page_url)

    def carry_out(self, **fields: Any) -> None:
        """Take it back."""
        changes.take_name_back(self.thing, actor=self.user, **fields)
