"""The verbs of jobs: the only code that writes them."""
