"""The roles of the service management system: who holds which, for what, until when, and who stands in."""
