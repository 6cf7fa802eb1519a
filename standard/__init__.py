"""The clause catalogue of ISO/IEC 20000-1:2018, in our own words."""
