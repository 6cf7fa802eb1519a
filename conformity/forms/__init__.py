"""What the conformity room asks for."""

from conformity.forms.assessment import NameEvidenceForm
from conformity.forms.roadmap import PhasesForm, PlaceForm, RaiseForm, RoadmapForm
from conformity.forms.sms_change import (
    CompleteForm,
    DecideForm,
    EffectsForm,
    NameChangeForm,
    RefuseForm,
    SmsChangeForm,
)

__all__ = [
    "CompleteForm",
    "DecideForm",
    "EffectsForm",
    "NameChangeForm",
    "NameEvidenceForm",
    "PhasesForm",
    "PlaceForm",
    "RaiseForm",
    "RefuseForm",
    "RoadmapForm",
    "SmsChangeForm",
]
