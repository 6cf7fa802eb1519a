"""Celery, for installations with Redis. Messages may get lost: the job table is the truth (jobs/)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smsapp.settings")

app = Celery("smsapp")  # type: ignore[no-untyped-call]
app.config_from_object("django.conf:settings", namespace="CELERY")  # type: ignore[no-untyped-call]
app.autodiscover_tasks()  # type: ignore[no-untyped-call]
# For every thread: a web process hands jobs over from many, and one without this app would look for another broker.
app.set_default()  # type: ignore[no-untyped-call]
