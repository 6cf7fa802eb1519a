"""The measures room: indicators with their targets and time series, and the planned intervals of recurring duties."""
