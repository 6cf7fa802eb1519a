"""The catalogue and the scope on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jobs.domain.errors import JobError
from jobs.kinds import Result, ResultFile
from people.calendar import zone
from people.models import Installation, User
from records.labels import plain_labels_for
from services.domain.catalogue import entries, published
from services.models import CatalogueSnapshot, SmsScope
from services.queries import scoped
from services.shown import shown
from shell.contents import ContentDamagedError, ContentGoneError
from shell.paper import render

if TYPE_CHECKING:
    from jobs.progress import Progress

CATALOGUE_JOB = "services.print_catalogue"
SCOPE_JOB = "services.print_scope"
#: What stands under the pages of an edition that nobody goes by.
STAMPS = {"draft": "DRAFT", "approved": "NOT IN FORCE", "superseded": "OBSOLETE"}


def print_catalogue(progress: Progress, *, by: int, snapshot: int | None = None) -> Result:
    """The job: the catalogue as a PDF, as it was published or as it is now."""
    progress.tell(0, 1, _("Laying the pages out"))
    home, now = Installation.current(), timezone.localtime(timezone=zone.get())
    found = CatalogueSnapshot.objects.select_related("content", "by").filter(pk=snapshot).first() if snapshot else None
    with translation.override(home.language), timezone.override(zone.get()):
        cards = _cards(found, User.objects.get(pk=by))
        as_of = timezone.localtime(found.published, zone.get()) if found else now
        content = render(
            "services/paper/catalogue.html",
            {"cards": cards, "snapshot": found},
            **home.letterhead(),
            reference=_("Service catalogue"),
            title=_("Service catalogue"),
            as_of=as_of,
            lang=home.language,
            is_draft=found is None,
        )
        return Result(_("The service catalogue as a PDF"), file=ResultFile(f"catalogue-{as_of:%Y-%m-%d}.pdf", content))


def print_scope(progress: Progress, *, scope: int, by: int) -> Result:
    """The job: an edition of the scope as a PDF, for a person who may see it."""
    progress.tell(0, 1, _("Laying the pages out"))
    user = User.objects.get(pk=by)
    found = SmsScope.objects.visible_to(user).filter(pk=scope).select_related("owner").first()
    if found is None:
        raise JobError(_("You do not see this scope (any more)"))
    home, now = Installation.current(), timezone.localtime(timezone=zone.get())
    services_in, services_out = scoped(found, user)
    names = plain_labels_for([line.service_id for line, _label in (*services_in, *services_out)], user)
    with translation.override(home.language), timezone.override(zone.get()):
        content = render(
            "services/paper/scope.html",
            {
                "record": found,
                "services_in": [(names[line.service_id], line.reason) for line, _label in services_in],
                "services_out": [(names[line.service_id], line.reason) for line, _label in services_out],
                "approvals": found.events.filter(action="approve").select_related("actor"),  # type: ignore[attr-defined]
            },
            **home.letterhead(),
            reference=f"{found.reference}, {found.edition}",
            title=found.title,
            as_of=now,
            lang=home.language,
            stamp=STAMPS.get(found.state, ""),
        )
        return Result(_("The scope as a PDF"), file=ResultFile(f"{found.reference}.pdf", content))


def _cards(found: CatalogueSnapshot | None, user: User) -> list[dict[str, object]]:
    """The entries, ready to be shown; raises JobError where a published content is lost or damaged."""
    try:
        said = published(found) if found else entries(user)
    except (ContentGoneError, ContentDamagedError) as error:
        raise JobError(_("What was published then is no longer there, or differs from what it was")) from error
    return [shown(entry) for entry in said]
