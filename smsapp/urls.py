"""The addresses of the house: one line a room."""

from django.urls import include, path

from shell.health import healthz
from smsapp.home.views import home

handler400 = "shell.errors.bad_request"
handler429 = "people.views.entry.too_many"  # django-allauth asks for it
handler403 = "shell.errors.refused"
handler404 = "shell.errors.not_found"

urlpatterns = [
    path("", home, name="home"),
    path("my-work/", include("smsapp.home.urls")),
    path("healthz", healthz, name="healthz"),
    path("account/", include("people.account_urls")),
    path("people/", include("people.urls")),
    path("jobs/", include("jobs.urls")),
    path("standard/", include("standard.urls")),
    path("records/", include("records.urls")),
    path("roles/", include("roles.urls")),
    path("parties/", include("parties.urls")),
    path("documents/", include("documents.urls")),
    path("measures/", include("measures.urls")),
    path("improvement/", include("improvement.urls")),
    path("communication/", include("communication.urls")),
    path("processes/", include("processes.urls")),
    path("services/", include("services.urls")),
    path("customers/", include("customers.urls")),
    path("agreements/", include("agreements.urls")),
    path("operations/", include("operations.urls")),
    path("leadership/", include("leadership.urls")),
    path("conformity/", include("conformity.urls")),
]
