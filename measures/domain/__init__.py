"""What is done with indicators, their values and recurring duties: the only writers."""
