"""How what the portfolio keeps looks."""

from services.kind.calendar import CalendarKind
from services.kind.item import CatalogueItemKind
from services.kind.service import ServiceKind

__all__ = ["CalendarKind", "CatalogueItemKind", "ServiceKind"]
