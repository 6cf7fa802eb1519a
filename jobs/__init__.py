"""Background jobs and outgoing mail."""
