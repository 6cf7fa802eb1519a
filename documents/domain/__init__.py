"""The verbs of documents: the only code that writes them."""
