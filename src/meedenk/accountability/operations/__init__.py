"""What support notes about our position, and the report of each year."""
