"""Print the one-time link of the set-up page."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from people.domain.errors import AccountError
from people.domain.installation import new_set_up_token


class Command(BaseCommand):
    """``manage.py setup_link``: a new link; an older one stops working."""

    help = "Print the one-time link of the set-up page."

    def handle(self, **_options: Any) -> None:
        """Make the token and print the link."""
        try:
            token = new_set_up_token()
        except AccountError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(settings.SITE_URL + reverse("people:set-up", args=[token]))
