"""What stands in the way of a step of a document just now, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from documents.domain.retention import require_disposable
from documents.enums import VersionState
from records.domain.errors import NotNowError
from shell.registry import Condition

if TYPE_CHECKING:
    from collections.abc import Callable

    from documents.models import Document

#: The state that the version being made must be in, by the step.
ASKED = {
    "submit": VersionState.DRAFT,
    "send_back": VersionState.IN_REVIEW,
    "approve": VersionState.IN_REVIEW,
    "publish": VersionState.APPROVED,
}


def _version_in(state: VersionState) -> Callable[[Document], str | None]:
    def unmet(document: Document) -> str | None:
        version = document.in_work
        if version is None or version.state == state:
            return None
        return _("The new version is “%(state)s” just now") % {"state": version.label}

    return unmet


def _is_written(document: Document) -> str | None:
    version = document.in_work
    return _("Nothing is written yet") if version is not None and version.is_empty else None


def _holds(document: Document) -> str | None:
    return None if document.hold_reason else _("Nothing holds it")


def _is_proposed(document: Document) -> str | None:
    return None if document.disposal_proposed_by_id else _("Nobody has proposed it")


def _is_disposable(document: Document) -> str | None:
    try:
        require_disposable(document)
    except NotNowError as error:
        return str(error)
    return None


CONDITIONS = [
    *(
        Condition(key=f"documents.{action}", kind="document", action=action, unmet=_version_in(state))
        for action, state in ASKED.items()
    ),
    Condition(key="documents.submit_written", kind="document", action="submit", unmet=_is_written),
    Condition(key="documents.lift_hold", kind="document", action="lift_hold", unmet=_holds),
    Condition(key="documents.propose_disposal", kind="document", action="propose_disposal", unmet=_is_disposable),
    Condition(key="documents.dispose", kind="document", action="dispose", unmet=_is_disposable),
    Condition(key="documents.dispose_proposed", kind="document", action="dispose", unmet=_is_proposed),
]
