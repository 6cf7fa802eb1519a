"""Django's way to send mail, led to the job table: whatever calls ``send_mail`` sends by a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.mail.backends.base import BaseEmailBackend

from jobs.domain.mail import send_later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.mail import EmailMessage


class JobBackend(BaseEmailBackend):
    """Writes each message as a mail to be sent, in the transaction of whoever sends it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write one mail per recipient; returns how many messages were written."""
        for message in email_messages:
            for address in message.recipients():
                send_later(to=address, subject=str(message.subject), text=str(message.body))
        return len(email_messages)
