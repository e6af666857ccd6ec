"""Meedenk: a citizens' advisory group advises its municipality, and everyone sees what becomes of it."""

__version__ = "0.1.0"
