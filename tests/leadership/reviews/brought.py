"""What a review of half a year holds, by hand: figures, charts and tables of every shape, and what was said of them."""

from datetime import UTC, datetime

from leadership.domain.reviews.inputs import Inputs
from leadership.domain.reviews.packs import PackSource
from leadership.models.review import InputCode
from shell.contents import sha256_of
from shell.registry import Brought, Cell, Chart, Figure, Heading, Point, Table

AS_OF = datetime(2026, 11, 12, 17, 0, tzinfo=UTC)
SIGNED_AT = datetime(2026, 11, 26, 15, 42, 11, tzinfo=UTC)
MONTHS = ("Nov 2025", "Dec 2025", "Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026", "May 2026", "Jun 2026", "Jul 2026", "Aug 2026", "Sep 2026", "Oct 2026")  # fmt: skip
INDICATORS = (
    ("Incidents resolved in time", "IND-001", 95, None, (93.1, 93.4, 94.2, 95.1, 95.6, 95.9, 96.0, 96.4, 96.1, 96.1, 96.7, 96.9)),
    ("Change success", "IND-002", 95, None, (97.2, 97.4, 96.8, 96.9, 96.6, 96.2, 95.4, 95.8, 95.3, 94.1, 93.3, 92.4)),
    ("Emergency changes", "IND-003", None, 5, (3.1, 3.3, 3.0, 3.9, 4.2, 4.4, 4.4, 4.9, 5.2, 5.9, 6.1, 6.8)),
    ("Solved at first contact", "IND-004", 70, None, (66, 66.9, 66.1, 69.4, 70.8, 72.1, 72.4, None, None, 73.4, 73.9, 74.2)),
    ("Root cause known in 30 days", "IND-005", 80, 100, (61, 58, 66, 63, 74, 77, 81, 82, 83.4, 83, 88, 87)),
    ("Customer satisfaction with the desk and its answers", "IND-006", 85, None, (84.2, 83.9, 84.8, 84.5, 86.1, 86.2, 86.6, 87.1, 87.0, 87.2, 86.9, 87.4)),
)  # fmt: skip
SERVICES = (("Customer portal and identity", 710, 529), ("Data network", 221, 264), ("Field mobility", 368, 657),
            ("Workplace", 148, 396), ("Payroll", 84, 396), ("Telephony", 48, 264))  # fmt: skip


def tone_against(value, low, high):
    """Missed outside, in order inside."""
    return "" if value is None else "bad" if (low and value < low) or (high and value > high) else "good"


def indicator(name, reference, low, high, values):
    """A small chart of a year."""
    points = [
        Point(month, value, tone_against(value, low, high), f"/measures/indicators/{reference}/records/")
        for month, value in zip(MONTHS, values, strict=True)
    ]
    said = f"{name}: {values[-1]} % in Oct 2026."
    about = {"low": low, "high": high, "unit": "%", "is_small": True, "value": f"{values[-1]} %"}
    return Chart(reference, name, said, points, url=f"/measures/indicators/{reference}/", **about)


def actions():
    """Input a."""
    rows = [
        ("Tested failover of the customer portal to the second site", "Priya Raman", "30 Sep 2026", "43", "bad"),
        ("Underpinning contract with Fjordlink raised to 99.95 %", "Lucie Fournier", "31 Oct 2026", "12", "bad"),
        ("Capacity plan covers storage growth to 2028", "Priya Raman", "30 Nov 2026", "", "good"),
        ("Standard change catalogue extended to forty models, thirty-one of which are released", "Oskar Lindqvist", "15 Dec 2026", "", "good"),
        ("Risk appetite for the exit from the data centre restated", "Daniel Achterberg", "18 Dec 2026", "", "good"),
    ]  # fmt: skip
    words = {"bad": "Late", "good": "On its way"}
    table = Table(
        "open",
        "Open and overdue",
        [
            Heading("Reference", width=15),
            Heading("Action"),
            Heading("Owner"),
            Heading("Due", is_number=True),
            Heading("Days late", is_number=True),
            Heading("State"),
        ],
        [
            [
                Cell(f"ACT-2026-{n:04}", record=n),
                Cell(title, record=n),
                Cell(owner),
                Cell(due),
                Cell(late, tone if late else ""),
                Cell(words[tone], tone),
            ]
            for n, (title, owner, due, late, tone) in enumerate(rows, 1)
        ],
    )
    bars = [
        Point("Nov 2024", 9, "good"),
        Point("May 2025", 6, "good"),
        Point("Nov 2025", 5),
        Point("May 2026", 2, "bad"),
    ]
    return Brought(
        "Twenty-one of 27 actions are done. Two are overdue, and both wait for the same supplier.",
        "bad",
        [
            Figure.count("done", "Done", 21, better="up"),
            Figure.count("late", "Overdue", 2, tone="bad", wanted="none", better="down", url="/improvement/actions/"),
            Figure("age", "Average age of those open", "214 days", "214", better="down"),
            Figure("share", "Done in time", "77.7\N{NO-BREAK SPACE}%", "77.7", "%", better="up", tone="warn", wanted="80 %"),
        ],
        [Chart("by", "Actions done by the review that decided them", "Of the last review two of six are done.", bars, "bars")],
        [table],
    )  # fmt: skip


def scorecard():
    """Input c2."""
    values = [Heading(month, is_number=True) for month in ("Aug", "Sep", "Oct")]
    heads = [Heading("Reference", width=12), Heading("Indicator"), Heading("Target", is_number=True), *values, Heading("Status"), Heading("Open actions")]  # fmt: skip
    rows = []
    for n, (name, reference, low, high, measured) in enumerate(INDICATORS, 101):
        tone = tone_against(measured[-1], low, high)
        last = [Cell(str(value), tone_against(value, low, high)) for value in measured[-3:]]
        wanted = f"≥ {low} %" if low else f"≤ {high} %"
        rows.append(
            [
                Cell(reference, record=n),
                Cell(name, record=n),
                Cell(wanted),
                *last,
                Cell("Missed" if tone == "bad" else "On target", tone),
                Cell("ACT-2026-0031" if tone == "bad" else ""),
            ]
        )
    return Brought(
        "Four of six indicators meet their target. Change success has fallen for four months while emergency changes rise.",
        "bad",
        [
            Figure.count("missed", "Missed", 2, tone="bad", wanted="none", better="down"),
            Figure.count("on_target", "On target", 4, tone="good", better="up"),
        ],
        [indicator(*each) for each in INDICATORS],
        [Table("scorecard", "Indicators, the worst first", heads, rows, "4 more are not shown.")],
    )


def performance():
    """Input h."""
    bars = [
        Point(name, round(used * 100 / agreed), "bad" if used > agreed else "good", "/services/services/SVC-001/")
        for name, used, agreed in SERVICES
    ]
    line = [Point(month, value) for month, value in zip(MONTHS, (41, 38, 44, 52, 49, 47, 40, 36, 33, 39, 42, 31), strict=True)]  # fmt: skip
    rows = [
        [
            Cell(name, record=200 + n),
            Cell("99.80 %"),
            Cell(f"{99.98 - n / 20:.2f} %", "bad" if used > agreed else ""),
            Cell("Missed" if used > agreed else "Met", "bad" if used > agreed else "good"),
            Cell(str(n)),
            Cell(str(used)),
        ]
        for n, (name, used, agreed) in enumerate(SERVICES)
    ]
    heads = [Heading("Service"), Heading("Agreed", is_number=True), Heading("Actual", is_number=True), Heading("Result"), Heading("Major incidents", is_number=True), Heading("Minutes down", is_number=True)]  # fmt: skip
    return Brought(
        "Five of six services stayed inside their agreed downtime. The customer portal used 134 %, most of it in two major incidents.",
        "bad",
        [
            Figure("targets", "Targets met", "69 of 78", "69", tone="warn", wanted="all of them", better="up"),
            Figure("inside", "Tickets inside their target", "96.9\N{NO-BREAK SPACE}%", "96.9", "%", better="up"),
            Figure.count("majors", "Major incidents", 3, better="down"),
            Figure.count("open", "Incidents left open", 31, better="down"),
            Figure("load", "Workload of the busiest month", "not measured"),
        ],
        [
            Chart("downtime", "Downtime used, share of what is agreed.", "The customer portal used 134 %; no other service more than 84 %.", bars, "bars", "%", high=100),
            Chart("backlog", "Incidents left open at the end of each month.", "Fewest in Oct 2026: 31.", line, high=45),
        ],
        [Table("services", "Service levels by service", heads, rows)],
        "Availability is taken from tickets: no monitoring is joined yet.",
    )  # fmt: skip


def second_part():
    """What another room brings to the same input."""
    return Brought(
        "Two of 112 incidents closed were opened again.",
        "good",
        [
            Figure(
                "reopened", "Incidents opened again", "1.7\N{NO-BREAK SPACE}%", "1.7", "%", better="down", tone="good"
            )
        ],
    )


def simple(words, tone="good", *figures):
    """A sentence and its figures."""
    return Brought(words, tone, figures)


BROUGHT = {
    "a": [("actions", "Actions", actions)],
    "c1": [("nonconformities", "Nonconformities", lambda: simple("Eleven were opened and fourteen closed; one came back in change control.", "warn", Figure.count("open", "Open", 4, tone="warn", wanted="at most 3", better="down")))],
    "c2": [("scorecard", "Indicators", scorecard)],
    "d": [("ideas", "Opportunities", lambda: simple("Nine candidates were scored; three are ready for a decision.", "", Figure.count("ready", "Ready", 3)))],
    "e": [("customers", "Customers", lambda: simple("Satisfaction stands at 87 %; all five complaints were answered in time.", "good", Figure("csat", "Satisfaction", "87\N{NO-BREAK SPACE}%", "87", "%", "good", "85 %", "up")))],
    "g": [("objectives", "Objectives", lambda: simple("Four of five objectives are on their path; self-service is behind.", "warn", Figure("on", "On their path", "4 of 5", "4", tone="warn", better="up")))],
    "h": [("performance", "Services", performance), ("contentment", "What users say", second_part)],
    "k": [("risks", "Risks", lambda: simple("Risks above appetite fell from five to three.", "warn", Figure.count("above", "Above appetite", 3, tone="warn", better="down")))],
    "l": [("changes", "Changes", lambda: simple("Payroll moves to a new platform in March 2027.", ""))],
}  # fmt: skip


def inputs_data(brought=BROUGHT, as_of=AS_OF):
    """All inputs as they would be frozen."""
    found = [
        {
            "code": code,
            "parts": [
                {"key": key, "title": title, "brought": make().as_data()} for key, title, make in brought.get(code, ())
            ],
            "failed": ["Suppliers"] if code == "i" and brought else [],
        }
        for code in InputCode.values
    ]
    about = {"seen_by": 1, "seen_by_name": "Tomasz Wierzba", "product": "0.1.0"}
    return {"as_of": as_of.isoformat(), "period": ["2026-05-01", "2026-10-31"], "inputs": found, **about}


COMMENT = """Change success fell because two teams released without the regression tests that the old pipeline ran by itself. The new pipeline leaves them out unless somebody asks for them.

We propose to make them part of every release (decision D2). Until then the change manager looks at each release of the customer portal."""
PEOPLE = (
    ("Ingrid Solheim", "Chief Executive", "Top management", "attended"),
    ("Tomasz Wierzba", "Head of Service Quality", "Service management representative", "attended"),
    ("Priya Raman", "Head of Platforms", "Process owner, Service owner", "attended"),
    ("Lucie Fournier", "Customer Manager", "", "excused"),
)
DECISIONS = (
    ("A second site for the customer portal is funded and tested before the year ends", "service", "Change to the services", "approved", "h", "Priya Raman", "2026-12-11", "ACT-2026-0041"),
    ("Regression tests of the ten services that change most are automated by April 2027", "improvement", "Improvement", "approved", "c2", "Hanneke de Groot", "2027-01-31", "OFI-2026-0033"),
    ("The objective of self-service is lowered from 60 % to 50 %", "sms", "Change to the SMS", "rejected", "g", "", "", ""),
    ("The network supplier is changed", "service", "Change to the services", "deferred", "", "", "", ""),
)  # fmt: skip
WORDS = {
    "approved": "Approved",
    "rejected": "Rejected",
    "deferred": "Deferred",
    "attended": "Attended",
    "excused": "Excused",
}


def content(comments=None, decisions=DECISIONS, verdict="yes"):
    """What the review says."""
    said = {"c2": COMMENT, **(comments or {})}
    inputs = [
        {
            "code": code.value,
            "name": str(code.label),
            "presenter": "Priya Raman" if code != InputCode.L else "",
            "comment": said.get(code.value, ""),
            "released": "" if code in {InputCode.E, InputCode.F} else AS_OF.isoformat(),
            "considered": code != InputCode.J,
            "excuse": "No audit was planned in the half-year; the next is in February." if code == InputCode.C3 else "",
            "notes": "Ingrid asked why the fall was not seen in August. The indicator is looked at monthly from now on." if code == InputCode.C2 else "",
        }
        for code in InputCode
    ]  # fmt: skip
    names = ("what", "kind", "about", "outcome", "input", "owner", "due", "led_to")
    agenda = [{"place": 1, "title": "Opening, and who is there", "presenter": "", "notes": "Minutes of the last review were approved."}]  # fmt: skip
    agenda += [
        {"place": place, "title": f"{each['code']}. {each['name']}", "presenter": "", "notes": each["notes"]}
        for place, each in enumerate(inputs, 2)
    ]
    made = [dict(zip(names, each, strict=True)) for each in decisions]
    why = "The scope, the roles and the plan still fit what customers buy from us, but for the change policy, which is rewritten."
    return {
        "reference": "RVW-2026-0002",
        "title": "Management review",
        "period": ["2026-05-01", "2026-10-31"],
        "follows": "RVW-2026-0001",
        "meeting": {
            "reference": "MTG-2026-0007",
            "starts": "2026-11-24T08:30:00+00:00",
            "ends": "2026-11-24T11:00:00+00:00",
            "time_zone": "Europe/Oslo",
            "place": "Board room, Quayside House",
            "chair": "Ingrid Solheim",
            "minute_taker": "Tomasz Wierzba",
            "prepared_by": "Tomasz Wierzba",
        },
        "attendance": [
            {"name": name, "position": position, "roles": roles, "attendance": there, "words": WORDS[there]}
            for name, position, roles, there in PEOPLE
        ],
        "agenda": agenda,
        "inputs": inputs,
        "decisions": [
            {**each, "decided": WORDS[each["outcome"]], "decided_by": "Ingrid Solheim"} for each in made
        ],
        "conclusion": {
            name: {"verdict": verdict, "words": {"yes": "Yes", "": ""}[verdict], "why": why if verdict else ""}
            for name in ("suitable", "adequate", "effective")
        },
    }  # fmt: skip


def source(*, is_draft=False, data=None, said=None, **about):
    """All that a pack is made of."""
    inputs = Inputs(data or inputs_data())
    before = {**BROUGHT, "h": [("performance", "Services", lambda: simple("Seven of eight.", "good", Figure("targets", "Targets met", "74 of 78", "74"), Figure.count("majors", "Major incidents", 3)))], "k": [("risks", "Risks", lambda: simple("Five.", "bad", Figure.count("above", "Above appetite", 5)))]}  # fmt: skip
    signed = {"by": "Ingrid Solheim", "at": SIGNED_AT.isoformat(), "sha256": sha256_of(b"signed")}
    keys = {cell.record for each in inputs for part in each.parts for table in part.brought.tables for row in table.rows for cell in row}  # fmt: skip
    return PackSource(**{
        "reference": "RVW-2026-0002",
        "title": "Management review",
        "content": said or content(),
        "inputs": inputs,
        "before": Inputs(inputs_data(before)),
        "signed": {} if is_draft else signed,
        "home": {"organisation": "Northmoor Digital Services", "language": "en", "zone": "Europe/Oslo", "product": "0.1.0"},
        "references": {key: _reference(key) for key in keys - {0}},
        "is_frozen": True,
        **about,
    })  # fmt: skip


def _reference(key):
    return f"ACT-2026-{key:04}" if key < 100 else f"IND-{key - 100:03}" if key < 200 else f"SVC-{key:03}"
