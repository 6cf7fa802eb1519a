"""Top management's room: goals, objectives, resources and the service management plan."""
