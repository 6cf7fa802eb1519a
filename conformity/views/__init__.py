"""Pages of the conformity room."""
