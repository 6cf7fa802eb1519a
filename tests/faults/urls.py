"""The product's addresses, and one that asks for a job, a mail, or for something to fall due; its answer is the acknowledgement."""

from django.core.mail import send_mail
from django.http import HttpResponse
from django.urls import include, path

from jobs.domain.queue import enqueue
from tests.faults.reminding import fall_due


def ask(_request, what, key):
    """Ask for a job of a kind, for a mail, or for things that fall due."""
    if what == "mail":
        send_mail(key, "Text", None, [f"{key}@example.org"])
    elif what == "due":
        fall_due(key)
    else:
        enqueue(f"faults.{what}", name=key)
    return HttpResponse("asked")


urlpatterns = [path("faults/<str:what>/<str:key>/", ask), path("", include("smsapp.urls"))]
