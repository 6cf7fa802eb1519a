"""Working on tickets and reporting on them: the only writers."""
