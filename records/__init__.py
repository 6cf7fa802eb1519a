"""The trunk: what every record has, and the one class that gives a kind of record its pages."""
