"""Pictures of the demo, for people to look at."""
