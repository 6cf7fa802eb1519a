"""What the service management team brings to a management review: how services performed, and what users say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.enums import CLOCKED, TicketType
from agreements.models import WHOLE, AgreedService, Agreement, Target, WorkloadLimit
from agreements.models.sla import HELD
from operations import figures as f
from operations.overview.period_keys import period_key
from records.labels import cells_of
from records.review_inputs import (
    day_of,
    day_words,
    list_url,
    name_of,
    named_headings,
    none_wanted,
    percent_words,
    share_figure,
    table,
    tables,
)
from services.models import Service
from shell.registry import Brought, Cell, Chart, Figure, Heading, Point, worst

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from operations.figures import Flow, Period
    from people.models import User
    from shell.registry import Table

#: Kinds of ticket, by what agreements call them.
KINDS = {TicketType.INCIDENT: "incident", TicketType.REQUEST: "service-request"}
#: Whether a target was met, the worst first; None where nothing of it counts.
WORST_FIRST = (False, None, True)


@dataclass(frozen=True)
class Kept:
    """A target with what came of it in the period; ``service`` is what it is for, None for several."""

    target: Target
    service: Service | None
    attained: f.Attained

    @property
    def is_met(self) -> bool | None:
        """Whether the agreed share was reached; None where all that was counted is excluded."""
        return f.is_kept(self.attained, self.wanted)

    @property
    def wanted(self) -> Decimal:
        """The share that was agreed."""
        return self.target.share if self.target.metric in CLOCKED else Decimal(WHOLE)

    @property
    def place(self) -> str:
        """What it is for, in words that everybody may read."""
        return name_of(self.service) if self.service else name_of(self.target.agreement)


@dataclass(frozen=True)
class Load:
    """What a customer brought month by month, against the limit of the agreement."""

    limit: WorkloadLimit
    opened: Sequence[tuple[Period, int]]

    @property
    def most(self) -> tuple[Period, int]:
        """The busiest month."""
        return max(self.opened, key=lambda row: row[1])

    @property
    def over(self) -> int:
        """In how many months it was more than the limit."""
        return sum(n > self.limit.a_month for _month, n in self.opened)


def performance(period: Period, user: User) -> Brought | None:
    """Targets kept by service, major incidents, workload against its limits, and what was left open by month."""
    scope, months = f.Scope(seen_by=user), period.months
    flows = {kind: f.backlogs(rows, months) for kind, rows in _tickets(scope).items()}
    if not any(flows.values()):
        return None
    kept, loads = _kept(scope, period, user), _loads(flows, period, user)
    majors = f.majors(scope.incidents(), period, "pk")
    of_all = {kind: f.together(found.values(), months) for kind, found in flows.items()}
    figures = [*_target_figures(kept, period), *_ticket_figures(of_all, majors), _load_figure(loads, kept)]
    return Brought(
        message=_targets_words(kept),
        tone=worst([each.tone for each in figures]),
        figures=figures,
        charts=[*_service_charts(kept), *_backlog_charts(of_all)],
        tables=tables(_target_table(kept), _major_table(majors), _load_table(loads)),
        lacks=_(
            "Availability, capacity, continuity tests and information security incidents are not recorded here yet."
        ),
    )


def contentment(period: Period, user: User) -> Brought | None:
    """What tickets say of those who called: how many had to be opened again, since they were not solved after all."""
    found = f.handed_about(f.Scope(seen_by=user).incidents(), period)
    if not found.resolved:
        return None
    about = {"n": found.reopened, "all": found.resolved}
    words = ngettext(
        "%(n)d of %(all)d incidents resolved was opened again.",
        "%(n)d of %(all)d incidents resolved were opened again.",
        found.reopened,
    )
    asked = _within(period, "resolved_at")
    figure = share_figure(
        "reopened",
        _("Incidents opened again"),
        found.reopened,
        found.resolved,
        better="down",
        url=list_url("incident", **asked, reopened="yes"),
    )
    return Brought(
        message=words % about,
        figures=[
            Figure.count(
                "closed", _("Incidents resolved"), found.resolved, is_of_period=True, url=list_url("incident", **asked)
            ),
            figure,
        ],
        charts=[],
        tables=[],
        lacks=_("Users give no verdict on their tickets here yet: opening one again is all that they say."),
    )


def _tickets(scope: f.Scope) -> dict[TicketType, Any]:
    return {TicketType.INCIDENT: scope.incidents(), TicketType.REQUEST: scope.requests()}


def _within(period: Period, moment: str) -> dict[str, str]:
    """The filter of lists that finds the months which a period touches."""
    return {moment: period_key(period)}


def _kept(scope: f.Scope, period: Period, user: User) -> list[Kept]:
    """Every target that was measured, those missed first, then by what they are for. Three queries."""
    found = {key: points[0] for (key,), points in f.attainment(scope, [period], ("target",)).items() if key}
    seen = Agreement.objects.visible_to(user).values("pk")
    targets = list(Target.objects.filter(pk__in=found, agreement__in=seen).select_related("agreement", "service"))
    services = _services({each.agreement_id for each in targets}, user)
    kept = [Kept(each, each.service or services.get(each.agreement_id), found[each.pk]) for each in targets]
    return sorted(kept, key=lambda each: (WORST_FIRST.index(each.is_met), each.place, each.target.pk))


def _services(agreements: Iterable[int], user: User) -> dict[int, Service]:
    """The service of agreements that are about one alone, as far as ``user`` sees it."""
    found: dict[int, list[Service]] = {}
    seen = Service.objects.visible_to(user).values("pk")
    agreed = AgreedService.objects.filter(agreement__in=set(agreements), service__in=seen)
    for row in agreed.select_related("service"):
        found.setdefault(row.agreement_id, []).append(row.service)
    return {agreement: rows[0] for agreement, rows in found.items() if len(rows) == 1}


def _loads(flows: Mapping[TicketType, Mapping[int | None, Sequence[Flow]]], period: Period, user: User) -> list[Load]:
    """Agreements with a limit that held in the period, as far as ``user`` sees them, the busiest first."""
    held = Agreement.objects.visible_to(user).current().filter(state__in=HELD, valid_from__lte=period.last)
    held = held.filter(Q(valid_until=None) | Q(valid_until__gte=period.first))
    limits = WorkloadLimit.objects.filter(agreement__in=held.values("pk")).select_related("agreement")
    none = [(month, 0) for month in period.months]
    loads = []
    for limit in limits.order_by("agreement", "ticket_type"):
        rows = flows[TicketType(limit.ticket_type)].get(limit.agreement_id)
        loads.append(Load(limit, [(each.period, each.opened) for each in rows] if rows else none))
    return sorted(loads, key=lambda each: (-each.over, -each.most[1]))


def _targets_words(kept: Sequence[Kept]) -> str:
    missed, measured = _counted(kept)
    if not measured:
        return _("No target of an agreement was measured in the period.")
    if not missed:
        return ngettext(
            "The one target that was measured was met.", "All %(all)d targets that were measured were met.", measured
        ) % {"all": measured}
    # Of several that missed as many, the first by name.
    place, _count = Counter(each.place for each in kept if each.is_met is False).most_common(1)[0]
    words = ngettext(
        "%(n)d of %(all)d targets was missed: of “%(place)s”.",
        "%(n)d of %(all)d targets were missed, most of them of “%(place)s”.",
        missed,
    )
    return words % {"n": missed, "all": measured, "place": place}


def _counted(kept: Sequence[Kept]) -> tuple[int, int]:
    """How many targets were missed, and measured at all."""
    return sum(each.is_met is False for each in kept), sum(each.is_met is not None for each in kept)


def _target_figures(kept: Sequence[Kept], period: Period) -> list[Figure]:
    (missed, measured), all_of_them = _counted(kept), sum((each.attained for each in kept), f.Attained())
    closed = _within(period, "resolved_at")
    return [
        Figure(
            "targets_met",
            _("Targets met"),
            _("%(met)d of %(all)d") % {"met": measured - missed, "all": measured} if measured else _("not measured"),
            str(measured - missed) if measured else "",
            tone="" if not measured else "bad" if missed else "good",
            wanted=_("all of them"),
            better="up",
            url=list_url("sla", state="agreed"),
            is_of_period=True,
        ),
        share_figure(
            "inside",
            _("Tickets inside their target"),
            all_of_them.met,
            all_of_them.whole,
            url=list_url("incident", **closed),
        ),
        Figure.count(
            "excluded",
            _("Misses excluded by a clause"),
            all_of_them.excluded,
            is_of_period=True,
            url=list_url("incident", **closed, breached="yes"),
        ),
    ]


def _ticket_figures(flows: Mapping[TicketType, Sequence[Flow]], majors: Sequence[Any]) -> list[Figure]:
    words = {TicketType.INCIDENT: _("Incidents left open"), TicketType.REQUEST: _("Requests left open")}
    return [
        Figure.count(
            "majors",
            _("Major incidents"),
            len(majors),
            is_of_period=True,
            better="down",
            url=list_url("incident", major="ever"),
        ),
        *(
            Figure.count(f"open_{kind.value}", words[kind], rows[-1].open_at_end, better="down", url=_board_url(kind))
            for kind, rows in flows.items()
        ),
    ]


def _load_figure(loads: Sequence[Load], kept: Sequence[Kept]) -> Figure:
    """Limits exceeded. None is good news only where there are limits, and targets were measured beside them."""
    label, url = _("Workload limits exceeded"), list_url("sla", state="agreed")
    if not loads:
        return Figure("over_limit", label, _("none agreed"), url=url)
    over, (_missed, measured) = sum(bool(each.over) for each in loads), _counted(kept)
    found = none_wanted("over_limit", label, over, tone="warn", url=url, is_of_period=True)
    return found if over or measured else replace(found, tone="")


def _service_charts(kept: Sequence[Kept]) -> list[Chart]:
    """Bars: what of its tickets each service has inside its targets, those that missed a target first."""
    if not kept:
        return []
    places: dict[str, list[Kept]] = {}
    for each in kept:
        places.setdefault(each.place, []).append(each)
    shares = {place: sum((each.attained for each in rows), f.Attained()).share for place, rows in places.items()}
    points = [
        Point(
            place,
            None if shares[place] is None else float(shares[place] or 0),
            _tone(rows),
            words="" if shares[place] is None else percent_words(shares[place]),
        )
        for place, rows in places.items()
    ]
    worst_place = next(iter(places))
    about = {"place": worst_place, "share": percent_words(shares[worst_place])}
    finding = _("“%(place)s” has %(share)s of its tickets inside their target.") % about
    title = _("Tickets inside their target, by agreement")
    return [Chart("services", title, finding, points, shape="bars", unit="%")]


def _tone(kept: Sequence[Kept]) -> str:
    return worst([_tone_of(each) for each in kept])


def _tone_of(kept: Kept) -> str:
    return "" if kept.is_met is None else "good" if kept.is_met else "bad"


def _backlog_charts(flows: Mapping[TicketType, Sequence[Flow]]) -> list[Chart]:
    words = {TicketType.INCIDENT: _("Incidents open at the end of the month"),
             TicketType.REQUEST: _("Requests open at the end of the month")}  # fmt: skip
    return [_backlog_chart(kind, words[kind], rows) for kind, rows in flows.items()]


def _backlog_chart(kind: TicketType, title: str, rows: Sequence[Flow]) -> Chart:
    first, last = rows[0].open_at_end, rows[-1].open_at_end
    words = _("Up from %(first)d to %(last)d.") if last > first else _("Down from %(first)d to %(last)d.")
    if last == first:
        words = _("%(last)d at the end of the first month and of the last.")
    return Chart(
        key=f"backlog_{kind.value}",
        title=title,
        finding=words % {"first": first, "last": last},
        points=[Point(date_format(each.period.first, "M Y"), float(each.open_at_end)) for each in rows],
        is_small=True,
        value=str(last),
        url=_board_url(kind),
    )


def _board_url(kind: TicketType) -> str:
    """The board, on which open tickets of a kind stand."""
    return f"{reverse('operations:board')}?kind={KINDS[kind]}"


def _target_table(kept: Sequence[Kept]) -> Table:
    headings = [
        Heading(_("Agreement"), width=14),
        Heading(_("Service")),
        Heading(_("Target")),
        *(Heading(words, is_number=True) for words in (_("Met"), _("Missed"), _("Share"), _("Wanted"))),
    ]
    return table("targets", _("Targets, those missed first"), headings, map(_target_row, kept), len(kept))


def _target_row(kept: Kept) -> list[Cell]:
    target, attained = kept.target, kept.attained
    words = ", ".join((target.metric_label, target.for_words({}), target.wanted))
    return [
        cells_of(target.agreement)[0],
        Cell(kept.place if kept.service else _("several"), record=kept.service.pk if kept.service else 0),
        Cell(words),
        Cell(str(attained.met)),
        Cell(str(attained.missed)),
        Cell(percent_words(attained.share), _tone_of(kept)),
        Cell(f"{number_format(kept.wanted.normalize())}\N{NO-BREAK SPACE}%"),
    ]


def _major_table(majors: Sequence[Mapping[str, Any]]) -> Table:
    headings = named_headings(
        _("Incident"), Heading(_("Major since")), Heading(_("Resolved")), Heading(_("Top management informed"))
    )
    rows = (
        [
            Cell(each["reference"], record=each["pk"]),
            Cell(each["name"]),
            Cell(_moment_words(each["major_since"])),
            Cell(_moment_words(each["resolved_at"]) or _("not yet"), "" if each["resolved_at"] else "bad"),
            Cell(_moment_words(each["top_management_told"]) or _("no"), "" if each["top_management_told"] else "warn"),
        ]
        for each in majors
    )
    return table("majors", _("Major incidents"), headings, rows, len(majors))


def _moment_words(moment: datetime | None) -> str:
    return day_words(day_of(moment)) if moment else ""


def _load_table(loads: Sequence[Load]) -> Table:
    headings = [
        Heading(_("Agreement"), width=14),
        Heading(_("Name")),
        Heading(_("Of")),
        *(Heading(words, is_number=True) for words in (_("Limit a month"), _("Most in a month"), _("Months over it"))),
    ]
    return table("workload", _("Workload against what was agreed"), headings, map(_load_row, loads), len(loads))


def _load_row(load: Load) -> list[Cell]:
    month, most = load.most
    about = {"n": most, "month": date_format(month.first, "M Y")}
    return [
        *cells_of(load.limit.agreement),
        Cell(str(TicketType(load.limit.ticket_type).label)),
        Cell(str(load.limit.a_month)),
        Cell(_("%(n)d in %(month)s") % about),
        Cell(str(load.over), "warn" if load.over else "good"),
    ]
