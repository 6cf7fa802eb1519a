"""Offering what users can ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from records.domain.errors import NotNowError
from records.domain.write import write
from services.models import Service

if TYPE_CHECKING:
    from people.models import User
    from services.models import CatalogueItem


def offer(item: CatalogueItem, *, actor: User, reason: str = "", token: str | None = None) -> CatalogueItem:
    """Let users ask for it. Raises NotNowError while its service is not live."""
    if not Service.objects.filter(pk=item.service_id, state="live", withdrawn=False).exists():
        raise NotNowError(_("Its service is not live: users could ask for what nobody delivers"))
    return write(item, actor=actor, action="offer", reason=reason, token=token)


def lines_of(text: str) -> list[str]:
    """Questions or steps, one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
