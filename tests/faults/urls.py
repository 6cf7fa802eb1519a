"""The product's addresses, and one that asks for a job or a mail; its answer is the acknowledgement."""

from django.core.mail import send_mail
from django.http import HttpResponse
from django.urls import include, path

from jobs.domain.queue import enqueue


def ask(_request, what, key):
    """Ask for a job of a kind, or for a mail."""
    if what == "mail":
        send_mail(key, "Text", None, [f"{key}@example.org"])
    else:
        enqueue(f"faults.{what}", name=key)
    return HttpResponse("asked")


urlpatterns = [path("faults/<str:what>/<str:key>/", ask), path("", include("smsapp.urls"))]
