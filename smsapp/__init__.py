"""The project: settings, addresses, start-up. Nothing imports it."""

from smsapp.celery import app as celery_app

__all__ = ["celery_app"]
