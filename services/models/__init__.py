"""What the service portfolio keeps."""

from services.models.calendar import Calendar, CalendarEdition
from services.models.service import CatalogueItem, Service, ServiceLink, ServiceOperator

__all__ = ["Calendar", "CalendarEdition", "CatalogueItem", "Service", "ServiceLink", "ServiceOperator"]
