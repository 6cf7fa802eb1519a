"""What the trunk shows in every page's top bar: the way to search, and the bell."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from records.notices.reading import COUNTED, unread_count
from shell.html import icon

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from people.models import User


def search_box(user: User) -> SafeString:
    """The field that opens the palette of records at hand and found."""
    return _search_box(get_language(), has_keys=user.has_keys)


@cache
def _search_box(_language: str, *, has_keys: bool) -> SafeString:
    """Kept per language: it is the same on every page."""
    return render_to_string("records/search/_box.html", {"has_keys": has_keys})


def bell(user: User) -> SafeString:
    """The bell with how many notifications are unread."""
    count = unread_count(user)
    shown = f"{COUNTED}+" if count > COUNTED else str(count)
    said = ngettext("Notifications, %(n)s unread", "Notifications, %(n)s unread", count) % {"n": shown}
    label = said if count else _("Notifications")
    badge = format_html('<span class="unread" aria-hidden="true">{}</span>', shown) if count else ""
    return format_html(
        '<a class="btn-bare bell" href="{}" aria-label="{}">{}{}</a>',
        reverse("records:notices"),
        label,
        icon("bell"),
        badge,
    )
