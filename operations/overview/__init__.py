"""The service management team's dashboard: figures and where each leads."""
