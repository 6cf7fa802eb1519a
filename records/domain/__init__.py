"""The verbs of the trunk: the only code that writes records and what hangs on them."""
