"""How what the measures room keeps looks."""

from measures.kind.duty import DutyKind
from measures.kind.indicator import IndicatorKind

__all__ = ["DutyKind", "IndicatorKind"]
