"""Addresses of the conformity room."""

from django.urls import path

import standard.urls  # noqa: F401 - brings the converter of clauses' numbers
from conformity.kind import AssessmentKind, RoadmapKind, SmsChangeKind
from conformity.views import changes, clause, overview, roadmap
from records.kind import find_kind
from records.urls import RECORD, kind_urls

app_name = "conformity"

ASSESSMENT, ROADMAP, CHANGE = find_kind("assessment"), find_kind("roadmap"), find_kind("sms-change")
#: Pages of a kind beside those of every kind: the kind, the end of the name, the end of the address, the view.
OF_KINDS = (
    (ASSESSMENT, "assess", "assess/", clause.AssessView),
    (ASSESSMENT, "name-evidence", "name-evidence/", clause.NameEvidenceView),
    (ASSESSMENT, "take-back", "name-evidence/<int:key>/end/", clause.TakeBackView),
    (ROADMAP, "phases", "phases/", roadmap.PhasesView),
    (ROADMAP, "raise", "actions/new/", roadmap.RaiseView),
    (ROADMAP, "place", "actions/<int:key>/", roadmap.PlaceView),
    (ROADMAP, "take-off", "actions/<int:key>/end/", roadmap.TakeOffView),
    (CHANGE, "take-name-back", "versions/<int:key>/end/", changes.TakeNameBackView),
)
urlpatterns = [
    path("", overview.by_clause, name="overview"),
    path("begin/", overview.begin_assessment, name="begin"),
    path("clauses/<clause:number>/", clause.clause_page, name="clause"),
    path("versions/<slug:reference>/", changes.NameChangeView.as_view(kind=CHANGE), name="name-change"),
    *(
        path(f"{kind.slug}/{RECORD}{address}", view.as_view(kind=kind), name=f"{kind.key}-{name}")
        for kind, name, address, view in OF_KINDS
    ),
    *kind_urls(AssessmentKind),
    *kind_urls(RoadmapKind),
    *kind_urls(SmsChangeKind),
]
