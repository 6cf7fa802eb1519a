"""Tags of the portfolio's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.safestring import SafeString

    from services.domain.scopes import Placed

register = template.Library()


@register.simple_tag
def named(labels: Mapping[int, SafeString], key: int) -> SafeString | str:
    """A record as far as the reader sees it."""
    return labels.get(key, "")


@register.simple_tag
def placed(line: Placed | None) -> str:
    """Where an edition of the scope places a service."""
    if line is None:
        return _("not named")
    return _("in scope") if line.is_in else _("out of scope")
