"""Whole visits in a browser: both flows end to end, and every page on a desktop and on a phone."""
