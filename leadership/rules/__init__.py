"""Who may do what in the leadership room, one module a noun."""
