"""What the improvement champions' records ask for."""
