"""Exceptions to the rules of the house, each with its reason; the lists only shrink."""

#: Files over their budget.
LONG_FILES: dict[str, str] = {}
#: Files beside domain, models and access that ask for records otherwise than by ``visible_to``.
RAW_QUERIES: dict[str, str] = {
    "records/forms/fields.py": "takes unchanged the record that stands in a field, whoever edits beside it",
    "records/kind/filters.py": "a filter over any small table; records of it go by way of visible_to",
    "records/labels.py": "names records that are not seen by their reference alone",
    "records/reminders/due.py": "finds what is due for everybody; each is told of what they see",
    "operations/importing/bringing.py": "finds tickets by their number there, teams and services by name, whoever sees them",
    "operations/importing/importer.py": "finds all tickets of a source, whoever sees them, to flag those it has no more",
    "operations/importing/remarks.py": "finds the tickets that were just written, whoever sees them",
    "records/listing.py": "begins the queries that end in a way of records.access.visibility",
}
