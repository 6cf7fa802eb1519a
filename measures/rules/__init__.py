"""Who may do what in the measures room."""
