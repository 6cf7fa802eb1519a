"""What happens when a process is killed while it writes."""
