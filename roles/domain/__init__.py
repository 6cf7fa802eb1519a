"""The verbs of roles: the only code that writes them, and the rights they give."""
