"""How processes, waivers and their reviews look."""

from processes.kind.process import ProcessKind
from processes.kind.review import ProcessReviewKind
from processes.kind.waiver import WaiverKind

__all__ = ["ProcessKind", "ProcessReviewKind", "WaiverKind"]
