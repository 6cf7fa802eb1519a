"""What top management's records ask for."""
