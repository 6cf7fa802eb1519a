"""The verbs of the conformity room."""
