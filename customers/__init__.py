"""The customer liaison officers' room: relationships with customers."""
