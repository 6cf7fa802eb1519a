"""The figures as a table, each beside what is aimed at."""

#: Most that a case may take, as a ratio to the first row of its group: on PostgreSQL, on SQLite.
MOST = {
    "list": (2.0, 2.0),
    "detail": (2.5, 2.5),
    "my work": (2.5, 2.5),
    "read page": (2.0, 2.0),
    "query, ordinary": (2.5, 2.5),
    "query, sparse": (2.5, 2.5),
    "query, sparse (restricted only)": (2.5, 2.5),
    "query, all-seeing": (2.5, 2.5),
    "kind saved with history": (2.0, 3.0),
    "edit, whole action": (4.5, 8.0),
    "create, whole action": (4.5, 8.0),
}
#: Seconds that reminding may take.
SECONDS_MOST = 30
#: Milliseconds that the figures of a service report may take.
FIGURES_MOST = 2000
#: Least requests a second, as a ratio to Django admin's changelist.
LEAST = {"list, under load": 6.0, "list with exact count, under load": 2.0}
#: Most milliseconds that nineteen in twenty searches, or pages of tickets, may take, by how their names begin.
P95_MOST = {
    "newest 20,": 20,
    "best,": 60,
    "board": 250,
    "ticket": 250,
    "advice": 250,
    "process": 300,
    "computing all indicators": 10_000,
    "the past of thirty": 60_000,
    "all that rooms bring": 1000,
    "review, warm": 400,
    "review, cold": 1500,
    "assembling": 15_000,
}
#: Most that a page's ratio to the floor may grow from 10,000 to 100,000 records.
GROWTH_MOST = 1.3
#: Milliseconds in which nineteen in twenty trivial jobs are done.
ROUND_TRIP_MOST = 100
QUERIES_MOST = 15
#: Pages of many panels, each of which asks for itself, and of fourteen inputs of all rooms.
WIDE = {"process": 25, "review": 40}
#: Not pages: they ask for many figures, each by a query of its own.
UNCOUNTED = ("figures of", "overview of", "computing", "the past of", "all that rooms", "assembling", "input ")
HEAD = ("records", "case", "p50 ms", "p95 ms", "queries", "ratio", "x 10,000", "req/s", "aim")


def as_table(found):
    """Rows of Markdown."""
    lines = [f"### {found['vendor']}, {found['rounds']} rounds", "", _line(HEAD), _line(["---"] * len(HEAD))]
    return "\n".join([*lines, *(_line(_cells(row, found["vendor"])) for row in found["rows"]), ""])


def _cells(row, vendor):
    keys = ("case", "p50", "p95", "queries", "ratio", "growth", "rate")
    return [f"{row['size']:,}", *(row.get(key, "") for key in keys), _verdict(row, vendor)]


def _verdict(row, vendor):
    """The aim, and whether it is met; blank where none was set."""
    said = [f"{'met' if is_met else 'NOT met'}: {words}" for is_met, words in _aims(row, vendor)]
    return "; ".join(said)


def _aims(row, vendor):
    case = row["case"]
    if case in MOST:
        most = MOST[case][vendor == "sqlite"]
        yield row["ratio"] <= most, f"at most {most}"
    if case in LEAST:
        yield row["ratio"] >= LEAST[case], f"at least {LEAST[case]}"
    if case.startswith("figures of"):
        yield row["p95"] <= FIGURES_MOST, f"p95 at most {FIGURES_MOST} ms"
    if "round trip" in case:
        yield row["p95"] <= ROUND_TRIP_MOST, f"p95 at most {ROUND_TRIP_MOST} ms"
    if row.get("growth"):
        yield row["growth"] <= GROWTH_MOST, f"grows at most {GROWTH_MOST}"
    most = WIDE.get(case.partition(",")[0].partition(" ")[0], QUERIES_MOST)
    if row.get("queries", 0) > most and not case.startswith(UNCOUNTED):
        yield False, f"at most {most} queries"
    for begun, most in P95_MOST.items():
        if case.startswith(begun):
            yield row["p95"] <= most, f"p95 at most {most} ms"
    yield from _aims_of_jobs(row)


def _aims_of_jobs(row):
    if "seconds" in row:
        yield row["seconds"] <= SECONDS_MOST, f"at most {SECONDS_MOST} s; {row['asked']} queries"
    if "most" in row:
        yield row["took"] <= row["most"], f"at most {row['most']} s"
    if "times" in row:
        yield row["times"] <= row["most_times"], f"{row['times']} times as long for ten times as many"
    if "plain_most" in row:
        yield row["plain"] <= row["plain_most"], f"{row['plain']} a page of plain tables, at most {row['plain_most']}"
        yield True, f"{row['bare']} a page without style or tags"
    if "most_memory" in row:
        yield row["memory"] <= row["most_memory"], f"{row['memory']} MB of {row['most_memory']}"
    if "refused" in row:
        yield not row["refused"] and row["longest"] <= 1000, "none refused, none waits over 1 s"


def _line(cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
