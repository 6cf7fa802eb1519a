"""What people are told: on the page at once, by mail as each wants it."""
