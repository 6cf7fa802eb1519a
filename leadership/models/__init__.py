"""What top management keeps."""

from leadership.models.business_process import BusinessProcess
from leadership.models.goal import CarriedGoal, Goal
from leadership.models.objective import Objective, ServedGoal
from leadership.models.plan_step import PlanStep
from leadership.models.telling import Telling

__all__ = ["BusinessProcess", "CarriedGoal", "Goal", "Objective", "PlanStep", "ServedGoal", "Telling"]
