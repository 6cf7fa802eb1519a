"""The authority matrix and the responsibilities by clause, on screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.kinds import Result, ResultFile
from people.calendar import zone
from people.models import Installation, User
from records.kind import all_kinds
from roles.matrix import authority_matrix, columns
from roles.queries import holders_today, raci, reaches
from shell.paper import render
from standard.catalogue import role_label
from standard.roles import ROLES, SHORT

if TYPE_CHECKING:
    from jobs.progress import Progress


def authority_context(user: User) -> dict[str, Any]:
    """Who may do what, as page and paper show it."""
    return {"columns": columns(), "sections": authority_matrix(all_kinds(), reaches(user)), "roles": _roles()}


def raci_context() -> dict[str, Any]:
    """Who answers for each clause, as page and paper show it."""
    return {"clauses": raci(), "roles": _roles()}


def print_authority(progress: Progress, *, by: int) -> Result:
    """The job: both as a PDF, in the language of the installation."""
    progress.tell(0, 1, _("Laying the pages out"))
    home, as_of = Installation.current(), timezone.localtime(timezone=zone.get())
    context = {**authority_context(User.objects.get(pk=by)), **raci_context()}
    vacant = [role["label"] for role in context["roles"] if not role["holders"]]
    content = render(
        "roles/paper/authority.html",
        {**context, "vacant": vacant},
        **home.letterhead(),
        reference="AUTHORITY",
        title=_("Responsibilities and authorities"),
        as_of=as_of,
        lang=home.language,
    )
    return Result(_("Responsibilities and authorities"), file=ResultFile(f"authority-{as_of:%Y-%m-%d}.pdf", content))


def _roles() -> list[dict[str, Any]]:
    """The twelve with who holds each today."""
    holders = holders_today()
    return [
        {"key": key, "label": role_label(key), "short": SHORT[key], "holders": holders.get(key, [])} for key in ROLES
    ]
