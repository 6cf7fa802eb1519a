"""What came of an import, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from records.importing.engine import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shell.registry import Text

#: Each outcome, and the tone it is shown in.
LABELS: dict[str, tuple[Text, str]] = {
    Outcome.CREATED: (gettext_lazy("New"), "good"),
    Outcome.UPDATED: (gettext_lazy("Updated"), "busy"),
    Outcome.UNCHANGED: (gettext_lazy("Unchanged"), "wait"),
    Outcome.SKIPPED: (gettext_lazy("Skipped"), "wait"),
    Outcome.CONFLICT: (gettext_lazy("Conflict"), "warn"),
    Outcome.FAILED: (gettext_lazy("Failed"), "bad"),
    Outcome.VANISHED: (gettext_lazy("No longer there"), "warn"),
}


def in_words(counts: Mapping[str, Any]) -> str:
    """How many rows were read, once that is known, and what became of them."""
    read = counts.get("rows_read", 0)
    said = [f"{LABELS[name][0]}: {counts[name]}" for name in Outcome if counts.get(name)]
    if read or not said:
        said.insert(0, ngettext("%(n)d row read", "%(n)d rows read", read) % {"n": read})
    return _(" · ").join(said)
