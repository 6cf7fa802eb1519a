"""How the improvement champions' records look."""

from improvement.kind.action import ActionKind
from improvement.kind.opportunity import OpportunityKind

__all__ = ["ActionKind", "OpportunityKind"]
