"""Figures of conformity: pure arithmetic, and what it is fed from the history."""

from conformity.figures.burn_up import Change, Pace, Point, burn_up, changes_until, pace_of
from conformity.figures.evidence_age import EVIDENCE_MONTHS, Aged, age_in_words, freshest, freshness_of_piece, worse

__all__ = [
    "EVIDENCE_MONTHS",
    "Aged",
    "Change",
    "Pace",
    "Point",
    "age_in_words",
    "burn_up",
    "changes_until",
    "freshest",
    "freshness_of_piece",
    "pace_of",
    "worse",
]
