"""The service management representative's room: assessment item by item, the roadmap and changes of the system."""
