"""Versions of documents on paper, and the certificates of their approval."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.domain.approval import rule_in_words
from documents.domain.contents import text_of
from documents.domain.disposal import outcome_in_words
from documents.enums import VersionState
from documents.exporters import safe_name
from documents.models import Disposal, Document, Version
from documents.queries import may_read, signed_by
from documents.texts import draw
from jobs.domain.errors import JobError
from jobs.kinds import Result, ResultFile
from people.calendar import zone
from people.models import Installation, User
from records.domain.files import open_content
from records.models import Attachment
from shell.contents import ContentDamagedError, ContentGoneError
from shell.paper import Enclosure, render
from shell.templatetags.paper import exact_moment

if TYPE_CHECKING:
    from jobs.progress import Progress
    from shell.registry import Text

PRINT_JOB = "documents.print"
DISPOSAL_JOB = "documents.print_disposal"
CERTIFICATE_JOB = "documents.print_certificate"
#: What stands under every page of a version that nobody goes by.
STAMPS: dict[str, Text] = {
    VersionState.DRAFT: gettext_lazy("DRAFT"),
    VersionState.IN_REVIEW: gettext_lazy("DRAFT"),
    VersionState.APPROVED: gettext_lazy("NOT IN FORCE"),
    VersionState.SUPERSEDED: gettext_lazy("OBSOLETE"),
    VersionState.ABANDONED: gettext_lazy("ABANDONED"),
}
PICTURE = re.compile(r"<img\b[^>]*>")
ATTRIBUTE = re.compile(r'(src|alt)="([^"]*)"')
#: Links into the product lead nowhere from paper; those inside the text, and to elsewhere, do.
INWARD = re.compile(r'(<a\b[^>]*?) href="/[^"]*"')
TICK = re.compile(r"<input\b[^>]*>")
#: Bytes of all pictures of a paper together.
PICTURES_MAX = 60 * 1024 * 1024
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Check:
    """Whether a stored content is what was approved: ``verdict`` for the tone, and words."""

    verdict: str
    words: Text


def check_content(version: Version) -> Check:
    """Read the stored content of a version now, and hold it against the hash that was signed."""
    if version.disposed:
        return Check("wait", _("It was destroyed after its retention; its hash stays"))
    try:
        open_content(version.blob).close()
    except ContentGoneError:
        return Check("bad", _("It is no longer there"))
    except ContentDamagedError:
        return Check("bad", _("It differs from what was signed"))
    if any(signature.sha256 != version.blob_id for signature in version.signatures.filter(round=version.round)):
        return Check("bad", _("It differs from what was signed"))
    return Check("good", _("It is what was signed, bit by bit"))


def certificate_context(document: Document, version: Version) -> dict[str, Any]:
    """Who signed a version, and whether its content is still the same, as page and paper show it."""
    return {
        "record": document,
        "version": version,
        "signatures": signed_by(version),
        "rule": rule_in_words(version),
        "check": check_content(version),
        "checked": timezone.localtime(timezone=zone.get()),
    }


def print_version(progress: Progress, *, version: int, by: int) -> Result:
    """The job: a version as a PDF, for a person who may read it; of a file its cover, with the file inside."""
    progress.tell(0, 1, _("Laying the pages out"))
    document, found = _readable(version, by)
    home, now = Installation.current(), timezone.localtime(timezone=zone.get())
    with translation.override(home.language), timezone.override(zone.get()):
        content = _printed(document, found, home, now)
        return _result(document, found, content, f"{document.reference}-{found.number}.pdf")


def print_certificate(progress: Progress, *, version: int, by: int) -> Result:
    """The job: the certificate of a version's approval as a PDF."""
    progress.tell(0, 1, _("Laying the pages out"))
    document, found = _readable(version, by)
    home = Installation.current()
    with translation.override(home.language):
        context = certificate_context(document, found)
        content = render(
            "documents/paper/certificate.html",
            context,
            **home.letterhead(),
            reference=f"{document.reference} {found.number}",
            title=_("Certificate of approval"),
            as_of=context["checked"],
            lang=home.language,
        )
        return _result(document, found, content, f"{document.reference}-{found.number}-certificate.pdf")


def print_run(progress: Progress, *, run: int, by: int) -> Result:
    """The job: a disposal run as a PDF, with the titles that the person who asked may read."""
    progress.tell(0, 1, _("Laying the pages out"))
    user = User.objects.get(pk=by)
    found = Disposal.objects.visible_to(user).filter(pk=run).select_related("created_by", "confirmed_by").first()
    if found is None:
        raise JobError(_("You do not see this disposal run (any more)"))
    home = Installation.current()
    seen = Document.objects.visible_to(user).filter(pk__in=found.lines.values("document"))
    titles = dict(seen.values_list("pk", "title"))
    with translation.override(home.language):
        content = render(
            "documents/paper/disposal.html",
            {
                "record": found,
                "lines": [(line, titles.get(line.document_id, "")) for line in found.lines.all()],
                "outcome": outcome_in_words(found),
            },
            **home.letterhead(),
            reference=found.reference,
            title=_("Disposal of documents"),
            as_of=timezone.localtime(timezone=zone.get()),
            lang=home.language,
        )
        words = _("%(reference)s as a PDF") % {"reference": found.reference}
        return Result(words, file=ResultFile(safe_name(f"{found.reference}.pdf"), content))


def _printed(document: Document, version: Version, home: Installation, now: Any) -> bytes:
    source, signatures = _source(version), signed_by(version)
    approvers = [signed.person.display_name for signed in signatures] if version.approved else []
    context = {
        "record": document,
        "version": version,
        "signatures": signatures,
        "approvers": ", ".join(approvers),
        "mark": _mark(document, version, approvers),
        "copy": _copy(document, version, now),
        "text": _for_paper(document, source) if source is not None else None,
        "language": document.language if LANGUAGE.fullmatch(document.language) else home.language,
    }
    return render(
        "documents/paper/document.html",
        context,
        **home.letterhead(),
        reference=f"{document.reference} {version.number}",
        title=document.title,
        as_of=now,
        lang=home.language,
        stamp=str(STAMPS.get(version.state, "")),
        attachments=() if source is not None else (_enclosed(version),),
    )


def _readable(key: int, by: int) -> tuple[Document, Version]:
    """The version and its document as the person who asked may read them now; raises JobError."""
    user = User.objects.get(pk=by)
    version = Version.objects.select_related("blob").get(pk=key)
    document = Document.objects.visible_to(user).filter(pk=version.document_id).select_related("owner").first()
    if document is None or not may_read(user, document, version):
        raise JobError(_("You do not see this document (any more)"))
    return document, version


def _mark(document: Document, version: Version, approvers: list[str]) -> str:
    """What stands over every page: which document and version it is, its state, and who approved it."""
    parts = [document.reference, _("version %(number)s") % {"number": version.number}, str(version.label)]
    if approvers:
        more = len(approvers) - 1
        name = approvers[0] if not more else _("%(name)s and %(n)d more") % {"name": approvers[0], "n": more}
        parts.append(_("approved by %(name)s") % {"name": name})
    return " · ".join(parts)


def _copy(document: Document, version: Version, now: Any) -> str:
    printed = _("Uncontrolled copy, printed %(moment)s") % {"moment": exact_moment(now)}
    return f"{document.reference} {version.number} · {printed}"


def _for_paper(document: Document, source: str) -> SafeString:
    """The text, with its pictures in it and with nothing that leads into the product."""
    made = INWARD.sub(r"\1", str(draw(source).html))
    made = TICK.sub(lambda found: "[x] " if "checked" in found[0] else "[ ] ", made)
    left = [PICTURES_MAX]
    # Drawn and cleaned by texts.draw; what takes the place of a picture is escaped.
    return SafeString(PICTURE.sub(lambda found: _embedded(document, found[0], left), made))


def _embedded(document: Document, tag: str, left: list[int]) -> str:
    """A picture that hangs on the document itself, as data; its words alone for any other, and beyond the limit."""
    said = dict(ATTRIBUTE.findall(tag))
    alt = said.get("alt", "")
    key = re.fullmatch(rf"{re.escape(document.page_url)}files/(\d{{1,17}})/", said.get("src", ""))
    attached = Attachment.objects.filter(record_id=document.pk, withdrawn=None).select_related("blob")
    file = attached.filter(pk=int(key[1])).first() if key else None
    if file is None or not file.blob.media_type.startswith("image/") or file.blob.size > left[0]:
        return f"[{alt or escape(_('picture'))}]"
    left[0] -= file.blob.size
    try:
        with open_content(file.blob) as content:
            data = b64encode(content.read()).decode()
    except (ContentGoneError, ContentDamagedError):
        return f"[{alt or escape(_('picture'))}]"
    return f'<img src="data:{file.blob.media_type};base64,{data}" alt="{alt or escape(file.name)}">'


def _source(version: Version) -> str | None:
    """The text of a version, None for a file; raises JobError where it is no longer there."""
    try:
        return text_of(version)
    except (ContentGoneError, ContentDamagedError) as error:
        raise JobError(str(check_content(version).words)) from error


def _enclosed(version: Version) -> Enclosure:
    """The file of a version; raises JobError where it is no longer there."""
    try:
        with open_content(version.blob) as file:
            content = bytes(file.read())
    except (ContentGoneError, ContentDamagedError) as error:
        raise JobError(str(check_content(version).words)) from error
    return Enclosure(safe_name(version.name), content, _("The file that was approved"), "Source")


def _result(document: Document, version: Version, content: bytes, name: str) -> Result:
    words = _("%(reference)s, version %(number)s, as a PDF") % {
        "reference": document.reference,
        "number": version.number,
    }
    return Result(words, file=ResultFile(safe_name(name), content))
