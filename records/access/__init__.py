"""Who may see a record, and who may do what to it."""
