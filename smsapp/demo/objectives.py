"""Goals of the demo organisation, and the objectives that serve them: on their path, behind it, waiting, taken forward."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta

from communication.models import Meeting
from documents.models import Document
from leadership.domain import goals, next_period, objectives
from leadership.domain.planning import Line, raise_step, set_plan
from leadership.domain.standing import on_path
from leadership.domain.telling import tell
from leadership.models import BusinessProcess, Goal, Objective
from measures.figures import period_ended, series
from measures.models import Indicator
from people.calendar import DAY, today, zone
from processes.models import Process
from records.domain.errors import InputError
from records.domain.write import write
from records.origin import telling_of

if TYPE_CHECKING:
    from datetime import date

    from people.models import User

#: Places of people: who decides, who writes, who owns.
BOSS, SMR, OWNER, DESK = 0, 1, 2, 3
#: Months of results that there are, and of an objective.
PAST, LENGTH = 13, 18
#: Name: what of the system is done in it, the process of the system.
CARRIERS = {
    "Purchasing": ("No contract is signed before it names the service targets that it must carry.", "P09"),
    "Hiring and leaving": ("Rights are asked for before the first day, and ended on the last.", "P21"),
    "Sales": ("Every offer is checked against the service catalogue and what we can deliver.", "P07"),
}
#: Key: title, why, the goal it is part of, who carries it, business processes, years ahead.
GOALS: dict[str, tuple[str, str, str, str, tuple[str, ...], int]] = {
    "stay": (
        "Customers stay because we keep our word",
        "A customer who stays five years brings three times what a new one costs to win.",
        "", "The whole company", (), 3,
    ),
    "help": (
        "Whoever needs help has it the same day",
        "Staff of our customers judge us by the day on which nothing worked.",
        "stay", "Service delivery", ("Hiring and leaving",), 2,
    ),
    "cost": (
        "Grow to forty customers at the cost of thirty",
        "Prices fall each year; what we do twice we cannot earn.",
        "", "Finance and service delivery", ("Purchasing", "Sales"), 3,
    ),
    "abroad": (
        "Offer our services in Denmark, too",
        "Two customers open branches there and ask us to come along.",
        "cost", "Sales", ("Sales",), 2,
    ),
}  # fmt: skip
#: Key: title, intent, goals, indicator, baseline, target, owner, function, process, the one it is cascaded from.
OBJECTIVES: dict[str, tuple[Any, ...]] = {
    "content": (
        "Nineteen of twenty customers are content", "Customers say so themselves, each half of a year.",
        ("stay",), "Customer satisfaction (CSAT)", "90", "95", SMR, "", "P07", "",
    ),
    "changes": (
        "Changes go well the first time", "Nobody is woken at night because of our own work.",
        ("stay", "help"), "Change success rate", "88", "96", OWNER, "", "P13", "",
    ),
    "median": (
        "Incidents are over sooner", "Half of all incidents are solved before the working day is.",
        ("help",), "Median time to resolve incidents", "24", "12", DESK, "", "P16", "",
    ),
    "first": (
        "The desk solves what comes in", "Fewer are handed on, so that nobody tells the same story twice.",
        (), "Solved where they came in", "42", "60", DESK, "Service desk", "P16", "median",
    ),
}  # fmt: skip
#: Of each: what, whose, with what, days from today, how it is judged.
PLANS: dict[str, tuple[tuple[str, int, str, int, str], ...]] = {
    "content": (
        ("Call every customer a week after a major incident", DESK, "Four hours a month of the desk", 40, "All calls are logged; answers in the next survey"),
        ("Show what came of the last survey at each service review", SMR, "Half a day a quarter", 75, "It stands in the minutes of every review"),
    ),
    "changes": (
        ("Rehearse risky changes in the test room", OWNER, "Two days a month, the second server rack", 25, "No risky change without a rehearsal"),
        ("Agree on a way back before each change", OWNER, "Nothing beside time", 60, "Sample of ten changes a month"),
    ),
    "median": (
        ("Write articles for the twenty most frequent causes", DESK, "Six days of two colleagues", 30, "Use of the articles, median of those causes"),
        ("Bring the second line to the desk on Mondays", DESK, "One seat, one day a week", 18, "Median of Mondays against other days"),
    ),
    "first": (
        ("Train the desk on accounts and printing", DESK, "Three afternoons, the trainer of the supplier", 14, "Share solved by those who took part"),
        ("Give the desk the rights to reset what it must hand on now", OWNER, "A change of rights, approved by security", 35, "Handed-on tickets about access"),
    ),
    "cost": (
        ("Compare each month's invoices with the contracts", SMR, "A day a month of accounting", 20, "Differences found and claimed"),
    ),
    "policy": (
        ("Explain the policy in every team meeting of a month", SMR, "Half an hour a team", 45, "Answers to three questions before and after"),
    ),
}  # fmt: skip


def set_course(people: list[User]) -> None:
    """Goals in two levels, objectives with plan and approval; one goal is served by none yet."""
    found = _goals(people, _carriers(people))
    made: dict[str, Objective] = {}
    for key in OBJECTIVES:
        made[key] = _approve(_write(key, people, found, made), key, people)
    _taken_forward(people, found)
    _waiting(people, found)
    _live_with(made, people)


def _carriers(people: list[User]) -> dict[str, BusinessProcess]:
    made = {}
    for name, (carries, key) in CARRIERS.items():
        about = {"carries": carries, "process": _process(key, people), "owner": people[OWNER]}
        made[name] = write(BusinessProcess(title=name, **about), actor=people[SMR], action="create")
    return made


def _goals(people: list[User], carriers: dict[str, BusinessProcess]) -> dict[str, Goal]:
    made: dict[str, Goal] = {}
    for key, (title, why, parent, carried_by, by, years) in GOALS.items():
        goal = Goal(title=title, why=why, carried_by=carried_by, parent=made.get(parent), owner=people[BOSS])
        goal.starts, goal.until = _begin(), _begin() + relativedelta(years=years) - DAY
        goals.create(goal, actor=people[SMR], carriers=[carriers[name] for name in by])
        made[key] = goals.put_in_force(_now(goal, people), actor=people[BOSS])
    return made


def _write(key: str, people: list[User], found: dict[str, Goal], made: dict[str, Objective]) -> Objective:
    title, intent, serves, indicator, baseline, target, owner, function, process, parent = OBJECTIVES[key]
    objective = Objective(title=title, intent=intent, function=function, owner=people[owner])
    objective.baseline, objective.target, objective.method = Decimal(baseline), Decimal(target), METHOD
    objective.starts, objective.until = _begin(), _begin() + relativedelta(months=LENGTH) - DAY
    objective.indicator = _indicator(indicator, people)
    objective.process, objective.parent, objective.policy = _process(process, people), made.get(parent), _policy(people)
    return objectives.create(objective, actor=people[SMR], goals=[found[name] for name in serves])


def _approve(objective: Objective, key: str, people: list[User]) -> Objective:
    """Its plan, its proposal, and what top management said."""
    _plan(objective, key, people)
    objectives.propose(_now(objective, people), actor=people[SMR], due=today() + timedelta(days=7))
    return objectives.approve(_now(objective, people), actor=people[BOSS])


def _plan(objective: Objective, key: str, people: list[User]) -> None:
    lines = [
        Line(what, people[who], resources, today() + timedelta(days=days), judged)
        for what, who, resources, days, judged in PLANS[key]
    ]
    set_plan(_now(objective, people), actor=people[SMR], lines=lines)


def _taken_forward(people: list[User], found: dict[str, Goal]) -> None:
    """An objective of the first half year that was concluded, and the one that follows from it."""
    first = Objective(title="We spend what we planned", intent="No surprise at the end of a month.", owner=people[SMR])
    first.baseline, first.target, first.method = Decimal(9), Decimal("6.5"), METHOD
    first.starts, first.until = _begin(), _begin() + relativedelta(months=6) - DAY
    first.indicator, first.process = _indicator("Budget variance", people), _process("P10", people)
    with telling_of(_moment(first.starts)):
        objectives.create(first, actor=people[SMR], goals=[found["cost"]])
        _approve(first, "cost", people)
    with telling_of(_moment(first.until + CONCLUDED_AFTER)):
        _conclude(first, people)


def _conclude(first: Objective, people: list[User]) -> None:
    value = on_path(_now(first, people)).value or Decimal("6.5")
    begins, ends = first.until + DAY, first.until + relativedelta(months=12, day=31)
    about: Any = {"baseline": round(value, 1), "target": Decimal(3), "starts": begins, "until": ends}
    why = "The first half year showed that it can be done: the next step is bolder."
    rolled = next_period.take_forward(_now(first, people), actor=people[SMR], owner=people[SMR], reason=why, **about)
    objectives.propose(_now(rolled.now, people), actor=people[SMR], due=today() + timedelta(days=7))
    objectives.approve(_now(rolled.now, people), actor=people[BOSS])
    said: Any = {
        "actor": people[BOSS],
        "conclusion": "Invoices are compared each month now. Energy was dearer than planned.",
    }
    try:
        objectives.achieve(_now(first, people), **said)
    except InputError:
        objectives.miss(_now(first, people), **said)


def _waiting(people: list[User], found: dict[str, Goal]) -> None:
    """One whose metric is described, and that waits for top management."""
    made = Objective(title="Everybody knows what our policy asks of them", owner=people[SMR], policy=_policy(people))
    made.intent, made.method = (
        "Not the text: what it means for one's own work.",
        "Three questions by mail to all, each quarter.",
    )
    made.baseline, made.target = Decimal(61), Decimal(90)
    made.starts, made.until = today() + DAY, today() + timedelta(days=365)
    about = {
        "metric": "Staff who answer all three questions on the policy right",
        "unit": "%",
        "frequency": "quarterly",
    }
    objectives.create(made, actor=people[SMR], goals=[found["help"]], **about)
    _plan(made, "policy", people)
    objectives.propose(_now(made, people), actor=people[SMR], due=today() + timedelta(days=5))


def _live_with(made: dict[str, Objective], people: list[User]) -> None:
    """Actions of the plans, and whom it was told."""
    for key in ("changes", "median", "first"):
        objective = made[key]
        step = objective.plan.order_by("place").first()
        if step is not None:
            raise_step(_now(objective, people), actor=people[SMR], step=step, owner=step.who, due=step.by)
    review = Meeting.objects.visible_to(people[SMR]).filter(state="approved").first()
    for key, whom, way in (
        ("content", "All teams that work with customers", "meeting"),
        ("changes", "Service delivery and technology", "meeting"),
        ("first", "Service desk, both shifts", "posted"),
    ):
        about: Any = {"on": today() - timedelta(days=20), "whom": whom, "way": way}
        tell(_now(made[key], people), actor=people[SMR], evidence=review if way == "meeting" else None, **about)


METHOD = "As the indicator counts it; the value of a period is brought or computed within ten days after its end."


#: After the last day of an objective, when its last value is there.
CONCLUDED_AFTER = timedelta(days=12)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(10), zone.get())


def _begin() -> date:
    """The first day of the thirteen months of which there are results."""
    return series("monthly", period_ended("monthly", today()), PAST)[0].first


def _indicator(title: str, people: list[User]) -> Indicator:
    found: Indicator = Indicator.objects.visible_to(people[SMR]).get(title=title, state="in_use")
    return found


def _process(key: str, people: list[User]) -> Process | None:
    found: Process | None = Process.objects.visible_to(people[SMR]).filter(key=key).first()
    return found


def _policy(people: list[User]) -> Document | None:
    found: Document | None = (
        Document.objects.visible_to(people[SMR]).filter(type="policy").order_by("reference").first()
    )
    return found


def _now(record: Any, people: list[User]) -> Any:
    """As it stands."""
    return type(record).objects.visible_to(people[BOSS]).get(pk=record.pk)
