"""Tags of pages of accounts."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

register = template.Library()

#: What browsers and systems call themselves, the more particular first: many claim to be Chrome or Safari too.
BROWSERS = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


@register.filter
def as_browser(agent: str) -> str:
    """A browser in words, from what it calls itself: "Firefox on Windows"."""
    browser = _called(agent, BROWSERS) or _("A browser")
    system = _called(agent, SYSTEMS)
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system} if system else browser


def _called(agent: str, names: dict[str, str]) -> str:
    return next((name for mark, name in names.items() if mark in agent), "")
