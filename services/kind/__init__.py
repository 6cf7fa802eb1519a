"""How what the portfolio keeps looks."""

from services.kind.calendar import CalendarKind
from services.kind.item import CatalogueItemKind
from services.kind.requirement import ServiceRequirementKind
from services.kind.scope import SmsScopeKind
from services.kind.service import ServiceKind

__all__ = ["CalendarKind", "CatalogueItemKind", "ServiceKind", "ServiceRequirementKind", "SmsScopeKind"]
