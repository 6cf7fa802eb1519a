"""What the process owners keep."""

from processes.models.process import Activity, AppliedDocument, Interface, ItemMet, Process
from processes.models.review import ProcessReview
from processes.models.version import ProcessSignature, ProcessVersion, RollOutStep
from processes.models.waiver import Waiver

__all__ = [
    "Activity",
    "AppliedDocument",
    "Interface",
    "ItemMet",
    "Process",
    "ProcessReview",
    "ProcessSignature",
    "ProcessVersion",
    "RollOutStep",
    "Waiver",
]
