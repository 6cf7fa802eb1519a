"""Small pieces of HTML made in Python: icons, badges, dates, people."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from shell.registry import Text

#: Whole numbers below are written in one piece, as years are.
GROUPED_FROM = 10_000
#: The shape that goes with a tone, so that colour never speaks alone.
TONE_ICONS = {
    "good": "circle-check",
    "warn": "alert-triangle",
    "bad": "alert-square",
    "busy": "progress",
    "wait": "clock",
}


@cache
def icon(name: str, *, small: bool = False) -> SafeString:
    """A sign from the sprite; it stands beside its word and says nothing to screen readers."""
    sprite = static("dist/icons.svg")
    size = "icon icon-s" if small else "icon"
    return mark_safe(f'<svg class="{size}" aria-hidden="true"><use href="{sprite}#i-{name}"/></svg>')


@cache
def badge(tone: str, label: Text, icon_name: str | None = None) -> SafeString:
    """A state: tone, shape and word. ``tone`` is good, warn, bad, busy or wait."""
    sign = icon(icon_name or TONE_ICONS[tone])
    return format_html('<span class="state state-{}">{}{}</span>', tone, sign, label)


def day_text(value: date) -> SafeString:
    """A day in words: "Fri 13 Mar", with the year when it is another one."""
    return _day_text(value, timezone.localdate().year, get_language())


@lru_cache(maxsize=4096)
def _day_text(value: date, this_year: int, _language: str) -> SafeString:
    """Kept per language: a list shows the same days over and over."""
    words = date_format(value, "D j M")
    return escape(words if value.year == this_year else f"{words} {value.year}")


def day(value: date) -> SafeString:
    """A day."""
    return _day(value, timezone.localdate().year, get_language())


@lru_cache(maxsize=4096)
def _day(value: date, this_year: int, language: str) -> SafeString:
    words = _day_text(value, this_year, language)
    # A date in ISO form and escaped words: there is nothing left to escape.
    return SafeString(f'<time datetime="{value.isoformat()}" class="text-nowrap">{words}</time>')


def days_text(first: date, last: date) -> str:
    """From one day to another, in words."""
    return _("%(first)s to %(last)s") % {"first": day_text(first), "last": day_text(last)}


def moment(value: datetime) -> SafeString:
    """A moment: how long ago when it is near, today's by the clock, else the day; the exact one in the attribute."""
    local = value.astimezone(timezone.get_current_timezone())
    exact = local.isoformat()
    title = f"{exact[:10]} {exact[11:16]}"
    # As in ``_day``.
    return SafeString(f'<time datetime="{exact}" title="{title}" class="text-nowrap">{_near(local)}</time>')


def _near(local: datetime) -> SafeString:
    now = datetime.now(local.tzinfo)
    passed = now - local
    minutes = int(passed.total_seconds() // 60)
    if timedelta(0) <= passed < timedelta(hours=1):
        return escape(
            ngettext("%(n)d min ago", "%(n)d min ago", minutes) % {"n": minutes} if minutes else _("just now")
        )
    if local.date() == now.date():
        return SafeString(f"{local:%H:%M}")  # digits
    return _day_text(local.date(), now.year, get_language())


def due(value: date) -> SafeString:
    """A day by which something is due: late, today, tomorrow or later."""
    today = timezone.localdate()
    left = (value - today).days
    if left < 0:
        words = ngettext("%(n)d day late", "%(n)d days late", -left) % {"n": -left}
        return _due("bad", "alert-square", value, words)
    if left == 0:
        return _due("warn", "alert-triangle", value, _("today"))
    if left == 1:
        return _due("warn", "alert-triangle", value, _("tomorrow"))
    return SafeString(f'<span class="due">{_day(value, today.year, get_language())}</span>')  # as in ``_day``


def _due(tone: str, sign: str, value: date, words: str) -> SafeString:
    return format_html(
        '<span class="due due-{}">{}<time datetime="{}" title="{}">{}</time></span>',
        tone,
        icon(sign, small=True),
        value.isoformat(),
        day_text(value),
        words,
    )


def due_badge(value: date) -> SafeString:
    """The same as a badge: how near the day is, as tone, shape and word."""
    left = (value - timezone.localdate()).days
    if left < 0:
        return badge("bad", ngettext("%(n)d day late", "%(n)d days late", -left) % {"n": -left})
    if left == 0:
        return badge("warn", _("Due today"))
    return badge("wait", _("By %(day)s") % {"day": day_text(value)})


def initials(name: str) -> str:
    """First letters of the first and the last name."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def face(name: str) -> SafeString:
    """A person's initials in a circle."""
    return format_html('<span class="face" aria-hidden="true">{}</span>', initials(name))


def person(name: str) -> SafeString:
    """A person by initials and name."""
    return format_html('<span class="who">{}<span class="cut">{}</span></span>', face(name), name)


def number(value: float | Decimal) -> str:
    """A number as the language writes it, with its thousands apart; as many decimals as it has."""
    is_short = isinstance(value, int) and abs(value) < GROUPED_FROM
    return str(value) if is_short else number_format(value, force_grouping=True)


def money(amount: Decimal, currency: str) -> str:
    """An amount with its currency, which stay together on the line."""
    return f"{number(amount)}\N{NO-BREAK SPACE}{currency}"


def yes_no(value: bool) -> str:  # noqa: FBT001 - the value itself
    """A yes or a no."""
    return _("Yes") if value else _("No")


def plain(value: Any) -> SafeString:
    """A value as people read it, by what it is: a yes or no, number, moment, day or text."""
    if isinstance(value, bool):
        return escape(yes_no(value))
    if isinstance(value, int | float | Decimal):
        return escape(number(value))
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return conditional_escape(value)
