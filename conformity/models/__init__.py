"""What the conformity room keeps."""

from conformity.models.assessment import TEXT_MAX, THERE, Assessment
from conformity.models.roadmap import Phase, Placement, Roadmap, Wait
from conformity.models.sms_change import NamedFor, SmsChange, Touched

__all__ = [
    "TEXT_MAX",
    "THERE",
    "Assessment",
    "NamedFor",
    "Phase",
    "Placement",
    "Roadmap",
    "SmsChange",
    "Touched",
    "Wait",
]
