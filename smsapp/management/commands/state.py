"""Say whether this installation is new."""

from typing import Any

from django.core.management.base import BaseCommand

from people.models import Installation, User


class Command(BaseCommand):
    """``manage.py state``: "new" before the set-up, "used" after it."""

    help = "Say whether this installation is new or used."

    def handle(self, **_options: Any) -> None:
        """Print one word."""
        is_used = User.objects.exists() or Installation.objects.exclude(set_up_at=None).exists()
        self.stdout.write("used" if is_used else "new")
