"""What working on tickets asks for."""

from operations.forms.incident import IncidentForm
from operations.forms.major import DeclareForm, ReviewForm, TellForm
from operations.forms.request import ApproveForm, ask_form
from operations.forms.team import TeamForm
from operations.forms.ticket import AssignForm, HoldForm, LeaveOutForm, MergeForm, ResolveForm, SourcedForm

__all__ = [
    "ApproveForm",
    "AssignForm",
    "DeclareForm",
    "HoldForm",
    "IncidentForm",
    "LeaveOutForm",
    "MergeForm",
    "ResolveForm",
    "ReviewForm",
    "SourcedForm",
    "TeamForm",
    "TellForm",
    "ask_form",
]
