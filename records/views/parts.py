"""What hangs on a record: tasks, links, files, evidence, comments, shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Q
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import kept_forms
from records.access.permits import Refused, permits
from records.domain.acknowledgements import acknowledge
from records.domain.comments import add_comment
from records.domain.evidence import add_evidence
from records.domain.files import attach
from records.domain.links import link
from records.domain.sharing import grant
from records.domain.tasks import set_task
from records.forms import parts as forms
from records.labels import labels_for
from records.models import Link, RecordUserPermission
from records.views.base import DOMAIN_ERRORS, KindView, already_done
from records.views.detail import frame

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse


class PartView(KindView):
    """A part of a record's pages: what is there, and a form to add to it.

    Subclasses say ``part``, ``action`` (asked of the rules), ``form_class``, ``rows`` and ``add``.
    """

    part: ClassVar[str]
    action: ClassVar[str]
    form_class: ClassVar[type[forms.PartForm]]
    done: ClassVar[Any]

    def rows(self, record: Any) -> Any:
        """What there is, ready for the template."""
        raise NotImplementedError

    def add(self, record: Any, **fields: Any) -> Any:
        """Call the verb that adds to the part."""
        raise NotImplementedError

    def first_values(self, record: Any) -> dict[str, Any]:
        """Values the form proposes."""
        return {}

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """The part, with the form for those who may add."""
        record = self.find(reference)
        kept = kept_forms.take(request)
        form = self.form_class(kept, user=self.user, initial=self.first_values(record))
        return self._draw(record, form)

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Add to the part, or show what needs another look."""
        record = self.find(reference)
        self.require(self.action, record)
        form = self.form_class(request.POST, request.FILES, user=self.user)
        if not form.is_valid():
            return self._draw(record, form, status=422)
        try:
            self.add(record, **form.cleaned_data)
        except IntegrityError as error:
            already_done(form.cleaned_data["token"], self.user, error)
        except (*DOMAIN_ERRORS, Refused) as error:
            form.add_error(None, str(error))
            return self._draw(record, form, status=422)
        messages.success(request, self.done)
        return redirect(self.kind.record_url(record, self.part))

    def _draw(self, record: Any, form: Form, **context: Any) -> HttpResponse:
        return self.page(
            f"record/{self.part}.html",
            **frame(self, record, self.part),
            rows=self.rows(record),
            form=form,
            may_add=permits(self.user, self.action, record),
            author_field=kept_forms.author_field(self.user),
            today=timezone.localdate(),
            **context,
        )


class CommentsView(PartView):
    """What people said about the record."""

    part, action, form_class, done = "comments", "comment", forms.CommentForm, _("Your comment was added.")

    def rows(self, record: Any) -> Any:
        """Comments in their order."""
        return record.comments.select_related("author")

    def add(self, record: Any, **fields: Any) -> Any:
        """Say something."""
        return add_comment(record, actor=self.user, **fields)


class LinksView(PartView):
    """Records that this one has to do with, from both sides."""

    part, action, form_class, done = "links", "link", forms.LinkForm, _("The records are linked.")

    def rows(self, record: Any) -> Any:
        """Links with the relation read from this side, and the other record as far as it is seen."""
        links = list(
            Link.objects.filter(Q(source_id=record.pk) | Q(target_id=record.pk), ended=None).select_related(
                "created_by"
            )
        )
        labels = labels_for({found.target_id for found in links} | {found.source_id for found in links}, self.user)
        return [
            {
                "link": found,
                "relation": found.get_relation_display()
                if found.source_id == record.pk
                else Link.REVERSED[Link.Relation(found.relation)],
                "label": labels[found.target_id if found.source_id == record.pk else found.source_id],
            }
            for found in links
        ]

    def add(self, record: Any, **fields: Any) -> Any:
        """Link to another record."""
        return link(record, actor=self.user, **fields)


class FilesView(PartView):
    """Files on the record."""

    part, action, form_class, done = "files", "attach", forms.AttachmentForm, _("The file was attached.")

    def rows(self, record: Any) -> Any:
        """Files that were not taken off."""
        return record.attachments.filter(withdrawn=None).select_related("added_by", "blob")

    def add(self, record: Any, **fields: Any) -> Any:
        """Check the file, keep it and hang it on the record."""
        return attach(record, fields.pop("file"), actor=self.user, **fields)


class EvidenceView(PartView):
    """Requirement items that the record shows to be met."""

    part, action, form_class, done = "evidence", "evidence", forms.EvidenceForm, _("The evidence was noted.")

    def rows(self, record: Any) -> Any:
        """What was said of this record; the template adds what its kind says of all."""
        return record.evidence.filter(withdrawn=None).select_related("item", "item__clause", "added_by")

    def first_values(self, record: Any) -> dict[str, Any]:
        """What the kind is usually evidence for."""
        first = next(iter(self.kind.evidence_for), None)
        return {"item": first.item, "shows": first.text} if first else {}

    def add(self, record: Any, **fields: Any) -> Any:
        """Note the evidence."""
        return add_evidence(record, fields.pop("item"), actor=self.user, **fields)


class TasksView(PartView):
    """What is to be done about the record."""

    part, action, form_class, done = "tasks", "task", forms.TaskForm, _("The task was set.")

    def rows(self, record: Any) -> Any:
        """Tasks, those waiting first."""
        return record.tasks.select_related("assignee", "created_by", "done_by").order_by("done", "due", "id")

    def add(self, record: Any, **fields: Any) -> Any:
        """Set the task."""
        return set_task(record, actor=self.user, **fields)


class SharingView(PartView):
    """Who may see the record beside those its rules name."""

    part, action, form_class, done = "sharing", "share", forms.ShareForm, _("The record is shared.")

    def rows(self, record: Any) -> Any:
        """People the record was shared with."""
        return RecordUserPermission.objects.filter(content_object_id=record.pk).select_related("user", "permission")

    def add(self, record: Any, **fields: Any) -> Any:
        """Share with a person."""
        fields.pop("token")
        return grant(record, fields["person"], actor=self.user, until=fields["until"])


class AcknowledgeView(KindView):
    """Confirming that one has read the version at hand."""

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Confirm."""
        record = self.find(reference)
        self.require("acknowledge", record)
        acknowledge(record, actor=self.user)
        messages.success(request, _("Noted that you have read version %(n)s.") % {"n": record.version})
        return redirect(record.page_url)
