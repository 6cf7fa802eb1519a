"""What hangs on a record: tasks, links, files, evidence, comments, shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.db.models import F, Q
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import kept_forms
from records.access.permits import meets, permits
from records.access.standing import in_term
from records.access.task_rules import finishes, replans
from records.domain.acknowledgements import acknowledge
from records.domain.comments import add_comment
from records.domain.errors import StaleError
from records.domain.evidence import add_evidence
from records.domain.files import attach
from records.domain.links import link
from records.domain.sharing import BY_HAND, SHARES, share
from records.domain.tasks import set_task
from records.forms import parts as forms
from records.labels import labels_for
from records.models import Link, RecordGroupPermission, RecordUserPermission
from records.views.base import KindView, number
from records.views.detail import frame
from records.views.short_form import ShortFormView

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from records.models import Task


class PartView(ShortFormView):
    """A part of a record's pages: what is there, and a form to add to it.

    Subclasses say ``part``, ``action`` (asked of the rules), ``form_class``, ``done``, ``rows`` and ``carry_out``.
    """

    part: ClassVar[str]

    def rows(self) -> Any:
        """What there is, ready for the template."""
        raise NotImplementedError

    @property
    def template(self) -> str:  # type: ignore[override]
        """Each part has its own."""
        return f"record/{self.part}.html"

    @property
    def next_url(self) -> str:
        """The part itself."""
        return self.kind.record_url(self.record, self.part)

    def get(self, request: HttpRequest, **address: Any) -> HttpResponse:
        """What there is, for everybody who sees the record; the form for those who may add."""
        self.look_up(**address)
        return self.draw(self.make_form(kept_forms.take(request)))

    def context(self) -> dict[str, Any]:
        """What there is, and whether one may add to it."""
        return {
            **frame(self, self.record, self.part),
            "rows": self.rows(),
            "may_add": permits(self.user, self.action, self.record),
            "today": timezone.localdate(),
        }


class CommentsView(PartView):
    """What people said about the record."""

    part, action, form_class, done = "comments", "comment", forms.CommentForm, _("Your comment was added.")

    def rows(self) -> Any:
        """Comments in their order."""
        return self.record.comments.select_related("author")

    def carry_out(self, **fields: Any) -> Any:
        """Say something."""
        return add_comment(self.record, actor=self.user, **fields)


class LinksView(PartView):
    """Records that this one has to do with, from both sides."""

    part, action, form_class, done = "links", "link", forms.LinkForm, _("The records are linked.")

    def rows(self) -> Any:
        """Links with the relation read from this side, and the other record as far as it is seen."""
        ends = Q(source_id=self.record.pk) | Q(target_id=self.record.pk)
        links = list(Link.objects.filter(ends, ended=None))
        labels = labels_for({found.other_end(self.record.pk) for found in links}, self.user)
        return [
            {
                "link": found,
                "relation": found.relation_from(self.record.pk),
                "label": labels[found.other_end(self.record.pk)],
            }
            for found in links
        ]

    def carry_out(self, **fields: Any) -> Any:
        """Link to another record."""
        return link(self.record, actor=self.user, **fields)


class FilesView(PartView):
    """Files on the record."""

    part, action, form_class, done = "files", "attach", forms.AttachmentForm, _("The file was attached.")

    def rows(self) -> Any:
        """Files that were not taken off."""
        return self.record.attachments.filter(withdrawn=None).select_related("added_by", "blob")

    def carry_out(self, **fields: Any) -> Any:
        """Check the file, keep it and hang it on the record."""
        return attach(self.record, fields.pop("file"), actor=self.user, **fields)


class EvidenceView(PartView):
    """Requirement items that the record shows to be met."""

    part, action, form_class, done = "evidence", "evidence", forms.EvidenceForm, _("The evidence was noted.")

    def rows(self) -> Any:
        """What was said of this record; the template adds what its kind says of all."""
        return self.record.evidence.filter(withdrawn=None).select_related("item", "added_by")

    def context(self) -> dict[str, Any]:
        """The evidence, and the clauses that were chosen for this record."""
        links = self.record.clause_links.select_related("clause").order_by("clause__sort_key")
        return {**super().context(), "clauses": [found.clause for found in links]}

    def first_values(self) -> dict[str, Any]:
        """What the kind is usually evidence for."""
        first = next(iter(self.kind.evidence_for), None)
        return {"item": first.item, "shows": first.text} if first else {}

    def carry_out(self, **fields: Any) -> Any:
        """Note the evidence."""
        return add_evidence(self.record, fields.pop("item"), actor=self.user, **fields)


class TasksView(PartView):
    """What is to be done about the record."""

    part, action, form_class, done = "tasks", "task", forms.TaskForm, _("The task was set.")

    def rows(self) -> Any:
        """Tasks, those waiting first, each with what this person may do with it."""
        tasks = self.record.tasks.select_related("assignee").order_by(F("done").asc(nulls_first=True), "due", "id")
        return [self._row(task) for task in tasks]

    def _row(self, task: Task) -> dict[str, Any]:
        task.record = self.record
        return {
            "task": task,
            "may_replan": meets(replans, self.user, task),
            "may_finish": meets(finishes, self.user, task),
            "answer_url": self.kind.answer_url(task),
        }

    def carry_out(self, **fields: Any) -> Any:
        """Set the task."""
        return set_task(self.record, actor=self.user, **fields)


class SharingView(PartView):
    """Who may see the record beside those its rules name."""

    part, action, form_class, done = "sharing", "share", forms.ShareForm, _("The record is shared.")

    def rows(self) -> Any:
        """The groups and people the record is shared with just now."""
        groups = RecordGroupPermission.objects.filter(in_term(), content_object_id=self.record.pk, **SHARES)
        people = RecordUserPermission.objects.filter(in_term(), content_object_id=self.record.pk, **BY_HAND)
        return [*groups.select_related("group"), *people.select_related("user")]

    def carry_out(self, **fields: Any) -> Any:
        """Share it."""
        return share(self.record, fields["holder"], actor=self.user, until=fields["until"])


class AcknowledgeView(KindView):
    """Confirming that one has read the version at hand."""

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Confirm."""
        record = self.find(reference)
        self.require("acknowledge", record)
        version = number(request.POST.get("version", "")) or 0
        try:
            acknowledge(record, actor=self.user, version=version)
        except StaleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Noted that you have read version %(n)s.") % {"n": version})
        return redirect(record.page_url)
