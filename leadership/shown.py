"""Objectives in words, as pages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.enums import TONES, Status
from measures.figures import name_of
from measures.shown import bounds, plain, point_url, rounded, value_text, with_unit
from records.kind import kind_of
from shell.html import badge

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from leadership.domain.standing import OnPath

#: What a status means for an objective, which is held against its path and not against the target of its last day.
WORDS = {
    Status.MISSED: gettext_lazy("Behind its path"),
    Status.NEAR: gettext_lazy("Just behind"),
    Status.NO_DATA: gettext_lazy("No result yet"),
    Status.GOOD: gettext_lazy("On its path"),
}
HIDDEN = gettext_lazy("Not yours to see")
#: A shape for each status where there is no room for a badge.
SHAPES = {Status.MISSED: "■", Status.NEAR: "▲", Status.NO_DATA: "○", Status.GOOD: "●"}


def status_words(found: OnPath) -> str:
    """How an objective stands, in words."""
    return str(HIDDEN if found.is_hidden else WORDS[found.status])


def status_badge(found: OnPath) -> SafeString:
    """The same as tone, shape and word."""
    if found.is_hidden:
        return badge("wait", str(HIDDEN), "lock")
    return badge(TONES[found.status], str(WORDS[found.status]))


def standing_badge(found: OnPath) -> SafeString:
    """How one stands that is gone for; of another one its state."""
    is_gone_for = found.objective.state == "approved" and not found.objective.withdrawn
    return status_badge(found) if is_gone_for else kind_of(found.objective).badge(found.objective)


def value_words(found: OnPath) -> str:
    """Its latest result with its unit."""
    return "-" if found.is_hidden or found.last is None else value_text(found.objective.indicator, found.value)


def target_words(found: OnPath) -> str:
    """What is to be reached, with its unit."""
    return with_unit(found.objective.indicator, plain(found.objective.target))


def baseline_words(found: OnPath) -> str:
    """Where it began, with its unit."""
    return with_unit(found.objective.indicator, plain(found.objective.baseline))


def expected_words(found: OnPath) -> str:
    """What was expected when the latest result was measured; nothing without one."""
    if found.expected is None:
        return ""
    return with_unit(found.objective.indicator, rounded(found.objective.indicator, float(found.expected)))


def period_words(found: OnPath) -> str:
    """Of which period the latest result is."""
    return name_of(found.objective.indicator.frequency, found.last.period) if found.last else ""


def result_url(found: OnPath) -> str:
    """Where the records behind the latest result are; nothing without one."""
    return point_url(found.objective.indicator, found.last) if found.last else ""


def at_end_words(found: OnPath) -> str:
    """Where it leads by its last day, if all goes on as it does; nothing without a forecast."""
    ahead = found.at_end
    if ahead is None:
        return ""
    indicator = found.objective.indicator
    low, value, high = (with_unit(indicator, rounded(indicator, each)) for each in bounds(found.standing, ahead))
    about = {"day": date_format(found.objective.until, "j M Y"), "v": value, "low": low, "high": high}
    return _("As it goes, %(v)s by %(day)s, with 95 in 100 between %(low)s and %(high)s; wanted are %(target)s.") % {
        **about,
        "target": target_words(found),
    }
