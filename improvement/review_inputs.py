"""What the improvement champions bring to a management review: actions on what went wrong, and opportunities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from improvement.models import Action, Opportunity
from people.calendar import today
from records.access.visibility import first_of
from records.models import Event
from records.review_inputs import (
    ROWS,
    by_month,
    day_of,
    day_words,
    list_url,
    name_of,
    named_cells,
    named_headings,
    none_wanted,
    owner_of,
    share_figure,
    table,
    tables,
    text_of,
)
from shell.registry import Brought, Cell, Figure, Heading, worst

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from people.calendar import Period
    from people.models import User
    from shell.registry import Table

#: States of an action that somebody still has to do, and the acts that judge its effect.
TO_DO, JUDGED = ("open", "work"), ("verify", "find_ineffective")
LONG_TEXTS = ("what", "proof", "effect")
#: What an opportunity would take, the least first.
EFFORTS = (Opportunity.Effort.SMALL, Opportunity.Effort.MEDIUM, Opportunity.Effort.LARGE)


def corrective(period: Period, user: User) -> Brought | None:
    """Actions opened and done month by month, whether in time and whether they helped, and those that are late."""
    rows = _actions_of(period, user)
    if not rows and not Action.objects.visible_to(user).exists():
        return None
    to_do = [each for each in rows if each.state in TO_DO]
    late = sorted((each for each in to_do if each.due and each.due < today()), key=lambda each: (each.due, each.pk))
    opened = [day_of(each.created) for each in rows if period.begin <= each.created < period.end]
    done = [each for each in rows if each.done_on and period.first <= each.done_on <= period.last]
    figures = _figures(rows, period, (len(opened), done, to_do, late))
    return Brought(
        message=_late_words(late, to_do),
        tone=worst([each.tone for each in figures]),
        figures=figures,
        charts=[
            by_month("opened", _("Actions opened"), period, opened, list_url("action")),
            by_month("done", _("Actions done"), period, [each.done_on for each in done], list_url("action")),
        ],
        tables=tables(_late_table(late)),
        lacks=_(
            "Nonconformities are not recorded here yet: how many there were, of what cause, and which came again is"
            " not told. Actions stand for their corrective side, whatever they came out of."
        ),
    )


def opportunities(period: Period, user: User) -> Brought | None:
    """Where opportunities stand, what came in and what was realised with which result, and what is to be decided."""
    counts = _opportunity_counts(period, user)
    if not counts:
        return None
    rows = _opportunity_rows(period, user)
    figures = _opportunity_figures(counts)
    added, realised = (sum(each[name] for each in counts.values()) for name in ("added", "realised"))
    about = {"added": added, "realised": realised, "proposed": _of(counts, "proposed")}
    return Brought(
        message=_("Opportunities: %(added)d came in, %(realised)d realised, %(proposed)d to decide.") % about,
        tone=worst([each.tone for each in figures]),
        figures=figures,
        charts=[],
        tables=tables(_candidates(rows, _of(counts, "proposed")), _results(rows, realised)),
    )


def _actions_of(period: Period, user: User) -> Sequence[Any]:
    """Actions opened, done or first judged in a period, and those to be done, each with its first judgement."""
    judged = Event.objects.filter(record=OuterRef("pk"), action__in=JUDGED).order_by("pk")
    seen = (
        Action.objects.visible_to(user)
        .current()
        .annotate(first_verdict=Subquery(judged.values("action")[:1]), first_judged=Subquery(judged.values("at")[:1]))
    )
    of_period = (
        Q(created__gte=period.begin, created__lt=period.end)
        | Q(done_on__gte=period.first, done_on__lte=period.last)
        | Q(first_judged__gte=period.begin, first_judged__lt=period.end)
    )
    return list(seen.filter(of_period | Q(state__in=TO_DO)).select_related("owner").defer(*LONG_TEXTS))


def _figures(rows: Iterable[Any], period: Period, found: tuple[int, Any, Any, Any]) -> list[Figure]:
    opened, done, to_do, late = found
    planned = [each for each in done if each.first_due]
    in_time = sum(each.done_on <= each.first_due for each in planned)
    checked = [each for each in rows if each.first_judged and period.begin <= each.first_judged < period.end]
    helped = sum(each.first_verdict == "verify" for each in checked)
    return [
        Figure.count("opened", _("Opened in the period"), opened, is_of_period=True, url=list_url("action")),
        Figure.count(
            "done", _("Done in the period"), len(done), is_of_period=True, better="up", url=list_url("action")
        ),
        Figure.count("open", _("Still to be done"), len(to_do), better="down", url=list_url("action", awaits="doing")),
        none_wanted("late", _("Late"), len(late), url=list_url("action", awaits="doing", due="past")),
        share_figure("on_time", _("Done by the day first planned"), in_time, len(planned), url=list_url("action")),
        share_figure("first_check", _("Effective at the first check"), helped, len(checked), url=list_url("action")),
    ]


def _late_words(late: Sequence[Action], to_do: Sequence[Action]) -> str:
    if not to_do:
        return _("No action is left to be done.")
    if not late:
        return ngettext(
            "%(n)d action is to be done, and it is not late.",
            "%(n)d actions are to be done, and none is late.",
            len(to_do),
        ) % {"n": len(to_do)}
    about = {"n": len(late), "all": len(to_do), "most": name_of(late[0])}
    words = ngettext(
        "%(n)d of %(all)d actions to be done is late: %(most)s.",
        "%(n)d of %(all)d actions to be done are late, %(most)s the most.",
        len(late),
    )
    return words % about


def _late_table(late: Sequence[Action]) -> Table:
    headings = named_headings(
        _("Action"), Heading(_("Owner")), Heading(_("Due")), Heading(_("Days late"), is_number=True)
    )
    rows = (
        [
            *named_cells(each),
            Cell(owner_of(each)),
            Cell(day_words(each.due)),
            Cell(str((today() - each.due).days if each.due else ""), "bad"),
        ]
        for each in late
    )
    return table("late", _("Actions that are late"), headings, rows, len(late))


def _was_realised(period: Period) -> Exists:
    """Whether its result was recorded in a period."""
    said = Event.objects.filter(record=OuterRef("pk"), action="realise", at__gte=period.begin, at__lt=period.end)
    return Exists(said)


def _opportunity_counts(period: Period, user: User) -> dict[str, dict[str, int]]:
    """By state: how many there are, came in in the period, were realised in it, and are late."""
    came = Q(created__gte=period.begin, created__lt=period.end)
    rows = Opportunity.objects.visible_to(user).current().order_by().values("state").annotate(
        all=Count("pk"),
        added=Count("pk", filter=came),
        realised=Count("pk", filter=Q(_was_realised(period), state="realised")),
        late=Count("pk", filter=Q(state="accepted", due__lt=today())),
    )  # fmt: skip
    return {row["state"]: row for row in rows}


def _opportunity_rows(period: Period, user: User) -> Sequence[Opportunity]:
    """The first to be decided, and the last realised in the period."""
    seen = Opportunity.objects.visible_to(user).current()
    order = Case(*[When(effort=effort, then=Value(place)) for place, effort in enumerate(EFFORTS)])
    proposed = seen.filter(state="proposed").order_by(order, "created", "pk")
    realised = seen.filter(_was_realised(period), state="realised").order_by("-updated", "-pk")
    wanted = Opportunity.objects.visible_to(user).filter(first_of([proposed, realised], ROWS))
    return list(wanted.select_related("owner").order_by(order, "created", "pk"))


def _of(counts: Mapping[str, Mapping[str, int]], state: str, name: str = "all") -> int:
    return counts[state][name] if state in counts else 0


def _opportunity_figures(counts: Mapping[str, Mapping[str, int]]) -> list[Figure]:
    added, realised = (sum(each[name] for each in counts.values()) for name in ("added", "realised"))
    late = _of(counts, "accepted", "late")
    states = (("proposed", _("To decide")), ("accepted", _("Accepted")), ("postponed", _("Postponed")))
    return [
        Figure.count("added", _("Came in"), added, is_of_period=True, better="up", url=list_url("opportunity")),
        Figure.count(
            "realised",
            _("Realised in the period"),
            realised,
            is_of_period=True,
            better="up",
            url=list_url("opportunity", state="realised"),
        ),
        *(
            Figure.count(state, label, _of(counts, state), url=list_url("opportunity", state=state))
            for state, label in states
        ),
        none_wanted(
            "late", _("Accepted and late"), late, tone="warn", url=list_url("opportunity", state="accepted", due="past")
        ),
    ]


def _candidates(rows: Sequence[Opportunity], count: int) -> Table:
    headings = named_headings(
        _("Opportunity"), Heading(_("Good for")), Heading(_("Effort")), Heading(_("Expected benefit"), width=36)
    )
    cells = (
        [
            *named_cells(each),
            Cell(str(Opportunity.Benefit(each.benefit).label)),
            Cell(str(Opportunity.Effort(each.effort).label)),
            Cell(text_of(each, each.expected_benefit)),
        ]
        for each in rows
        if each.state == "proposed"
    )
    title = _("To decide, the least effort and the longest waiting first")
    return table("candidates", title, headings, cells, count)


def _results(rows: Sequence[Opportunity], count: int) -> Table:
    headings = named_headings(
        _("Opportunity"), Heading(_("Expected benefit"), width=30), Heading(_("What it brought"), width=30)
    )
    cells = (
        [*named_cells(each), Cell(text_of(each, each.expected_benefit)), Cell(text_of(each, each.result))]
        for each in rows
        if each.state == "realised"
    )
    return table("realised", _("Realised in the period"), headings, cells, count)
