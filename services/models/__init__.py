"""What the service portfolio keeps."""

from services.models.calendar import Calendar, CalendarEdition
from services.models.item import CatalogueItem
from services.models.requirement import ServiceRequirement
from services.models.scope import ScopedService, SmsScope
from services.models.service import Service, ServiceLink, ServiceOperator
from services.models.snapshot import CatalogueSnapshot

__all__ = [
    "Calendar",
    "CalendarEdition",
    "CatalogueItem",
    "CatalogueSnapshot",
    "ScopedService",
    "Service",
    "ServiceLink",
    "ServiceOperator",
    "ServiceRequirement",
    "SmsScope",
]
