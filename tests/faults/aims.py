"""The figures as a table; what must be none says so."""

AIM = ("lost", "without", "left out", "open", "missing", "twice")


def as_table(figures):
    """Rows of Markdown."""
    rows = [("", "figure", "aim"), ("---", "---", "---"), *((name, str(n), _aim(name)) for name, n in figures.items())]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _aim(name):
    is_count = "acknowledged" in name or name == "jobs that lost a worker"
    return "" if is_count or not any(word in name for word in AIM) else "0"
