"""Making and ending agreements."""
