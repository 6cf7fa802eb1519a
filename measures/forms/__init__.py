"""What is asked of indicators, their values and recurring duties."""

from measures.forms.definition import DefineForm
from measures.forms.indicator import AdoptForm, CloseForm, IndicatorForm
from measures.forms.value import CorrectForm, RecomputeForm, RowForm, ValueForm

__all__ = [
    "AdoptForm",
    "CloseForm",
    "CorrectForm",
    "DefineForm",
    "IndicatorForm",
    "RecomputeForm",
    "RowForm",
    "ValueForm",
]
