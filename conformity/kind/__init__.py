"""How assessments, roadmaps and changes of the system look."""

from conformity.kind.assessment import AssessmentKind
from conformity.kind.roadmap import RoadmapKind
from conformity.kind.sms_change import SmsChangeKind

__all__ = ["AssessmentKind", "RoadmapKind", "SmsChangeKind"]
