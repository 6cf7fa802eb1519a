"""The project: settings, addresses, start-up. Nothing imports it."""
