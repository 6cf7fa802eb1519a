"""Figures of the leadership room that indicators take their values from."""
