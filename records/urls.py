"""Addresses of the trunk, and those of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from records.kind import all_kinds
from records.views import chase, notices
from records.views.action import ActionView
from records.views.beside import BesideView
from records.views.bulk import BulkReportView, BulkView
from records.views.detail import DetailView
from records.views.ending import (
    CancelTaskView,
    ClausesView,
    DetachView,
    FinishView,
    ReassignView,
    ReplanView,
    RevokeGroupView,
    RevokeView,
    UnlinkView,
    WithdrawEvidenceView,
)
from records.views.files import DownloadView, OffersView
from records.views.form import CreateView, EditView
from records.views.history import AsOfView, CompareView, HistoryView, ReadersView
from records.views.importing import FailedRowsView, ImportRunView, ImportView, TemplateView
from records.views.list import ColumnsView, ExportView, ListView
from records.views.parts import (
    AcknowledgeView,
    CommentsView,
    EvidenceView,
    FilesView,
    LinksView,
    SharingView,
    TasksView,
)
from records.views.saved import (
    ChangeSavedView,
    KeepSavedView,
    OpenSavedView,
    RemoveSavedView,
    SavedView,
    SaveView,
)
from records.views.search import OpenedView, PinView, SearchView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.urls import URLPattern

    from records.kind import Kind
    from records.views.base import KindView

app_name = "records"
urlpatterns = [
    path("offers/<slug:kind>/", OffersView.as_view(), name="offers"),
    path("search/", SearchView.as_view(), name="search"),
    path("<slug:reference>/opened/", OpenedView.as_view(), name="opened"),
    path("<slug:reference>/pin/", PinView.as_view(), name="pin"),
    path("notifications/", notices.notices, name="notices"),
    path("notifications/<int:pk>/read/", notices.read, name="read-notice"),
    path("notifications/read/", notices.read_all, name="read-all-notices"),
    path("notifications/settings/", notices.notice_settings, name="notice-settings"),
    path("notifications/lead-times/", notices.own_lead_times, name="own-lead-times"),
    path("notifications/lead-times/all/", notices.lead_times, name="lead-times"),
    path("import/", ImportView.as_view(), name="import"),
    path("import/<int:key>/", ImportRunView.as_view(), name="import-run"),
    path("import/<int:key>/failed.csv", FailedRowsView.as_view(), name="import-failed"),
    path("late/", chase.LateView.as_view(), name="late"),
    path("late/nudge/", chase.NudgeView.as_view(), name="nudge-late"),
    path("late/escalate/", chase.EscalateView.as_view(), name="escalate-late"),
    path("late/move/", chase.ReplanLateView.as_view(), name="replan-late"),
]

RECORD = "<slug:reference>/"
#: Pages of a kind: the end of the name, the end of the address, the view.
PAGES = (
    ("list", "", ListView),
    ("create", "new/", CreateView),
    ("columns", "columns/", ColumnsView),
    ("export", "export.<str:form>", ExportView),
    ("import", "import.<str:form>", TemplateView),
    ("bulk", "bulk/", BulkView),
    ("bulk-report", "bulk/<int:key>/", BulkReportView),
    ("beside", "compare/", BesideView),
    ("saved", "saved/", SavedView),
    ("save", "saved/new/", SaveView),
    ("open-saved", "saved/<int:key>/", OpenSavedView),
    ("change-saved", "saved/<int:key>/edit/", ChangeSavedView),
    ("keep-saved", "saved/<int:key>/keep/", KeepSavedView),
    ("remove-saved", "saved/<int:key>/remove/", RemoveSavedView),
    ("detail", RECORD, DetailView),
    ("edit", f"{RECORD}edit/", EditView),
    ("action", f"{RECORD}do/<slug:action>/", ActionView),
    ("acknowledge", f"{RECORD}acknowledge/", AcknowledgeView),
    ("readers", f"{RECORD}readers/", ReadersView),
    ("tasks", f"{RECORD}tasks/", TasksView),
    ("replan", f"{RECORD}tasks/<int:key>/move/", ReplanView),
    ("finish", f"{RECORD}tasks/<int:key>/finish/", FinishView),
    ("reassign", f"{RECORD}tasks/<int:key>/give/", ReassignView),
    ("cancel-task", f"{RECORD}tasks/<int:key>/cancel/", CancelTaskView),
    ("links", f"{RECORD}links/", LinksView),
    ("unlink", f"{RECORD}links/<int:key>/end/", UnlinkView),
    ("files", f"{RECORD}files/", FilesView),
    ("download", f"{RECORD}files/<int:key>/", DownloadView),
    ("detach", f"{RECORD}files/<int:key>/end/", DetachView),
    ("evidence", f"{RECORD}evidence/", EvidenceView),
    ("withdraw-evidence", f"{RECORD}evidence/<int:key>/end/", WithdrawEvidenceView),
    ("clauses", f"{RECORD}clauses/", ClausesView),
    ("comments", f"{RECORD}comments/", CommentsView),
    ("sharing", f"{RECORD}sharing/", SharingView),
    ("revoke", f"{RECORD}sharing/<int:key>/end/", RevokeView),
    ("revoke-group", f"{RECORD}sharing/groups/<int:key>/end/", RevokeGroupView),
    ("history", f"{RECORD}history/", HistoryView),
    ("compare", f"{RECORD}history/compare/", CompareView),
    ("as-of", f"{RECORD}history/as-of/", AsOfView),
)


#: What everything else leads to.
ALWAYS = frozenset({"list", "detail", "history", "compare", "as-of"})


def kind_urls(kind: type[Kind] | Kind, views: Mapping[str, type[KindView]] | None = None) -> list[URLPattern]:
    """The addresses of a kind, below its slug: ``*kind_urls(OpportunityKind)`` in a room's ``urls.py``.

    ``views`` swaps the view of a page by its name; ``Kind.without`` leaves pages out. Raises ValueError
    for a page there is not, or that no kind can be without.
    """
    declared, own = _declared(kind), views or {}
    if unknown := {*own, *declared.without} - {name for name, _, _ in PAGES} | declared.without & ALWAYS:
        message = f"{declared.key} cannot swap or leave out {sorted(unknown)}"
        raise ValueError(message)
    return [
        path(f"{declared.slug}/{address}", own.get(name, view).as_view(kind=declared), name=f"{declared.key}-{name}")
        for name, address, view in PAGES
        if declared.has_page(name)
    ]


def _declared(kind: type[Kind] | Kind) -> Kind:
    """The instance its room registered."""
    if not isinstance(kind, type):
        return kind
    return next((found for found in all_kinds() if type(found) is kind), None) or kind()
