"""The figures as a table; what must be none says so."""

AIM = ("lost", "without", "left out", "open", "missing", "twice")


def as_table(found):
    """Rows of Markdown, a column an installation."""
    names = list(dict.fromkeys(name for figures in found.values() for name in figures))
    names.sort(key=lambda name: not name.startswith("kills"))
    head = ["", *found, "aim"]
    rows = [[name, *(f"{figures.get(name, '')}" for figures in found.values()), _aim(name)] for name in names]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in [head, ["---"] * len(head), *rows])


def _aim(name):
    is_count = "acknowledged" in name or name == "jobs that lost a worker"
    return "" if is_count or not any(word in name for word in AIM) else "0"
