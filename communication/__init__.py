"""The communication coordinators' room: meetings with agenda, minutes and decisions."""
