"""Deciding in short: the page of all that waits, the cards of this room's kinds, and the monthly brief."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadership.decisions import DECISIONS
from leadership.to_decide import count_to_decide, is_shown
from shell.registry import DecisionPage, NavigationEntry, TopLink, registry

registry.add(
    *DECISIONS,
    DecisionPage(key="leadership.to_decide", url=lambda reference: f"{reverse('leadership:to-decide')}#{reference}"),
    TopLink(
        key="leadership.to_decide",
        label=_("To decide"),
        url_name="leadership:to-decide",
        icon="checks",
        count=count_to_decide,
        counted=_("to decide"),
        shows=is_shown,
        weight=20,
    ),
    NavigationEntry(
        key="leadership.to_decide",
        room="leadership",
        label=_("To decide"),
        url_name="leadership:to-decide",
        weight=11,
    ),
    NavigationEntry(
        key="leadership.brief",
        room="leadership",
        label=_("Monthly brief"),
        url_name="leadership:brief",
        weight=13,
    ),
)
