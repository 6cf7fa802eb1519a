"""How versions of documents, and changes of who approves them, are decided in short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.domain.contents import text_of
from documents.domain.matrix import in_words
from documents.enums import OPEN, VersionState
from documents.models import Version
from documents.queries import difference
from documents.texts import plain
from records.access.permits import permits
from shell.contents import ContentDamagedError, ContentGoneError
from shell.registry import DecisionCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.models import Document, DocumentType
    from people.models import User
    from shell.registry import Fact

#: Bytes of a text up to which it is compared, and changed places that are shown.
COMPARED, PLACES = 64_000, 3
#: Characters of a changed place that are shown.
PLACE_MAX = 400


def of_document(document: Document, user: User) -> Sequence[Fact]:
    """Which version, what changed in it, in words and in the text; nothing for those who may not read drafts."""
    version, before = document.in_work, document.in_force
    if version is None or not permits(user, "read_draft", document):
        return []
    return [
        (_("Version"), version.number_to_be),
        (_("What changed"), version.summary or ("" if before else _("It is the first version"))),
        (_("In the text"), _changes(before, version)),
        (_("What for"), document.purpose),
        (_("Instead of"), _("version %(n)s") % {"n": before.number} if before else ""),
        (_("Then"), _("its readers are asked to read it") if document.must_be_read else ""),
    ]


def of_type(found: DocumentType, _user: User) -> Sequence[Fact]:
    """What was proposed, by whom."""
    return [(_("Proposed"), in_words(found.proposed)), (_("By"), found.proposed_by)]


DECISIONS = (
    DecisionCard(
        key="document",
        approve="approve",
        refuse="send_back",
        facts=of_document,
        read=lambda found: found.prefetch_related(
            Prefetch(
                "versions",
                Version.objects.filter(state__in=[*OPEN, VersionState.IN_FORCE])
                .select_related("blob", "submitted_by")
                .prefetch_related("authors"),
                "versions_present",
            ),
            "named_approvers",
        ),
        asker=lambda document: getattr(document.in_work, "submitted_by", None) or document.owner,
        is_signed=True,
    ),
    DecisionCard(
        key="document_type",
        approve="agree",
        refuse="take_back",
        facts=of_type,
        read=lambda found: found.select_related("proposed_by"),
        asker=lambda found: found.proposed_by or found.owner,
    ),
)


def _changes(before: Version | None, after: Version) -> SafeString | str:
    """The first places of a text that was written here in which it differs from the one in force."""
    if before is None or max(before.blob.size, after.blob.size) > COMPARED:
        return ""
    old, new = _source(before), _source(after)
    if old is None or new is None:
        return ""
    lines: list[Any] = [line for line in difference(plain(old), plain(new)) if "<del>" in line or "<ins>" in line]
    short = [line for line in lines[:PLACES] if len(line) <= PLACE_MAX]
    left = len(lines) - len(short)
    if left:
        short.append(ngettext("%(n)d more place", "%(n)d more places", left) % {"n": left})
    return format_html_join("", '<span class="change">{}</span>', ((line,) for line in short))


def _source(version: Version) -> str | None:
    """Its source; None for a file, and for a content that is gone or damaged: what is signed is read in full."""
    try:
        return text_of(version)
    except (ContentGoneError, ContentDamagedError):
        return None
