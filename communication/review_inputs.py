"""What the communication room brings to a management review: reviews held with customers and with suppliers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communication.models import Meeting
from records.review_inputs import (
    day_of,
    day_words,
    list_url,
    name_of,
    named_cells,
    named_headings,
    none_wanted,
    state_cell,
    table,
    tables,
)
from shell.registry import Brought, Cell, Figure, Heading, worst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.calendar import Period
    from people.models import User
    from shell.registry import Table

#: States of a meeting that took place, and of one that was to.
HELD, PLANNED = ("held", "draft", "approved"), ("planned", "invited")


def service_reviews(period: Period, user: User) -> Brought | None:
    """Service reviews with customers in the period, and what was decided at them."""
    return _reviews(
        Meeting.Type.SERVICE_REVIEW,
        period,
        user,
        lacks=_(
            "Complaints, compliments and surveys have no room here yet: what customers say stands in minutes alone."
        ),
    )


def supplier_reviews(period: Period, user: User) -> Brought | None:
    """Supplier reviews in the period, and what was decided at them."""
    return _reviews(
        Meeting.Type.SUPPLIER_REVIEW,
        period,
        user,
        lacks=_("Supplier measurement, contracts and disputes have no room here yet."),
    )


def _reviews(kind: Meeting.Type, period: Period, user: User, *, lacks: str) -> Brought | None:
    found = _meetings(kind, period, user)
    if not found and not Meeting.objects.visible_to(user).exists():
        return None
    figures = _figures(kind, found)
    return Brought(
        message=_words(kind, [each for each in found if each.state in HELD]),
        tone=worst([each.tone for each in figures]),
        figures=figures,
        charts=[],
        tables=tables(_table(kind, found)),
        lacks=lacks,
    )


def _meetings(kind: Meeting.Type, period: Period, user: User) -> Sequence[Any]:
    """Reviews of a kind in a period that were not called off, the latest first, with how much was decided."""
    seen = Meeting.objects.visible_to(user).current().filter(type=kind, state__in=(*HELD, *PLANNED))
    seen = seen.filter(starts__gte=period.begin, starts__lt=period.end).annotate(decided=Count("decisions"))
    return list(seen.select_related("about").order_by("-starts", "-pk"))


def _words(kind: Meeting.Type, held: Sequence[Any]) -> str:
    count, decided = len(held), sum(each.decided for each in held)
    if not held:
        return _("No review was held in the period.")
    if kind == Meeting.Type.SERVICE_REVIEW:
        words = ngettext("%(n)d service review was held", "%(n)d service reviews were held", count)
    else:
        words = ngettext("%(n)d supplier review was held", "%(n)d supplier reviews were held", count)
    made = ngettext("%(n)d decision was made", "%(n)d decisions were made", decided) % {"n": decided}
    return _("%(held)s, and %(made)s.") % {"held": words % {"n": count}, "made": made}


def _figures(kind: Meeting.Type, found: Sequence[Any]) -> list[Figure]:
    held = [each for each in found if each.state in HELD]
    # Planned, and its hour has gone by: nobody said that it took place.
    unheld = sum(each.state in PLANNED and each.ends < timezone.now() for each in found)
    url, unwritten = list_url("meeting", type=kind), sum(each.state != "approved" for each in held)
    decided = sum(each.decided for each in held)
    return [
        Figure.count(f"{kind}s", _("Reviews held"), len(held), is_of_period=True, better="up", url=url),
        Figure.count(f"{kind}_decisions", _("Decisions at them"), decided, is_of_period=True, url=url),
        none_wanted(
            f"{kind}_unwritten", _("Without approved minutes"), unwritten, is_of_period=True, tone="warn", url=url
        ),
        none_wanted(f"{kind}_unheld", _("Planned, and not held"), unheld, is_of_period=True, tone="warn", url=url),
    ]


def _table(kind: Meeting.Type, found: Sequence[Any]) -> Table:
    headings = named_headings(
        _("Review"),
        Heading(_("About")),
        Heading(_("Day")),
        Heading(_("Decisions"), is_number=True),
        Heading(_("State")),
    )
    return table(f"{kind}s", str(kind.label), headings, map(_row, found), len(found))


def _row(meeting: Any) -> list[Cell]:
    about = meeting.about
    return [
        *named_cells(meeting),
        Cell(name_of(about) if about else "", record=about.pk if about else 0),
        Cell(day_words(day_of(meeting.starts))),
        Cell(str(meeting.decided)),
        state_cell(meeting),
    ]
