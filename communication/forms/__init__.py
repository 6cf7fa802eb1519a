"""What the communication coordinators' records ask for."""
