"""Show how to sign in to the demo as each role."""

from typing import Any

from django.core.management.base import BaseCommand

from smsapp.demo.accounts import password_of, role_holders


class Command(BaseCommand):
    """``manage.py demo_accounts``: e-mail and password of the person who stands for each role."""

    help = "Show how to sign in to the demo as each role."

    def handle(self, **_options: Any) -> None:
        """Print a line a role."""
        for title, account in role_holders():
            rights = "  (administrator)" if account.is_administrator else ""
            self.stdout.write(f"{title:36} {account.email:40} {password_of(account.email)}{rights}")
