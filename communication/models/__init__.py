"""What the communication coordinators keep."""

from communication.models.meeting import AgendaItem, Decision, Meeting, Participant

__all__ = ["AgendaItem", "Decision", "Meeting", "Participant"]
