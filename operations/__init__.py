"""The service management team's room: incidents, service requests and service reports."""
