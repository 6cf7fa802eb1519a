"""The verbs of accounts: the only code that writes them."""
