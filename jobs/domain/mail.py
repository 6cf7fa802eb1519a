"""Sending mail as a job: written with what it is about, tried again when the server refuses, visible."""

from __future__ import annotations

from dataclasses import dataclass
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.domain.errors import JobError, NotYetError
from jobs.domain.queue import enqueue
from jobs.kinds import Result
from jobs.models import Mail

if TYPE_CHECKING:
    from jobs.progress import Progress


@dataclass(frozen=True)
class Enclosed:
    """A file of text that goes with a mail, such as an invitation for calendars."""

    name: str
    media_type: str
    text: str


@transaction.atomic
def send_later(*, to: str, subject: str, text: str, enclosed: Enclosed | None = None) -> Mail:
    """Write a mail and ask for the job that sends it, in the transaction of whoever asks."""
    mail = Mail(to=to, subject=" ".join(subject.split())[:200], text=text)
    if enclosed:
        mail.enclosed_name, mail.enclosed_type, mail.enclosed_text = enclosed.name, enclosed.media_type, enclosed.text
    mail.save()
    mail.job = enqueue("jobs.mail", key=str(mail.pk), mail=mail.pk)
    mail.save(update_fields=["job"])
    return mail


def deliver(progress: Progress, *, mail: int) -> Result:
    """Send a mail, at most once: one that may have gone out when its process ended is left to a person.

    Where a person lets the job begin anew, its attempts count from one again, and it is sent.
    Raises NotYetError while the server does not take it, JobError when it never will.
    """
    found = Mail.objects.get(pk=mail)
    if found.sent:
        return Result(_("Sent before"))
    if found.begun and progress.job.attempts > 1:
        raise JobError(_("It may have been sent: the process ended just then. Ask, before you let it begin anew."))
    Mail.objects.filter(pk=found.pk).update(begun=timezone.now())
    try:
        _message(found).send()
    except SMTPRecipientsRefused as error:
        _stop(found)
        raise JobError(_("The mail server does not take the address %(to)s") % {"to": found.to}) from error
    except (SMTPException, OSError) as error:
        _stop(found)
        raise NotYetError(_("The mail server did not take it: %(why)s") % {"why": str(error)[:200]}) from error
    Mail.objects.filter(pk=found.pk).update(sent=timezone.now(), text="", enclosed_text="")
    return Result(_("Sent to %(to)s") % {"to": found.to})


def _stop(mail: Mail) -> None:
    Mail.objects.filter(pk=mail.pk).update(begun=None)


def _message(mail: Mail) -> EmailMessage:
    """The message; its id is the same at every attempt, so that a mailbox knows a second one."""
    host = urlsplit(settings.SITE_URL).hostname
    connection = get_connection(settings.MAIL_BACKEND)
    headers = {"Message-ID": f"<{mail.pk}.{mail.written:%Y%m%d%H%M%S}@{host}>"}
    message = EmailMessage(mail.subject, mail.text, None, [mail.to], headers=headers, connection=connection)
    if mail.enclosed_name:
        message.attach(mail.enclosed_name, mail.enclosed_text, mail.enclosed_type)
    return message
