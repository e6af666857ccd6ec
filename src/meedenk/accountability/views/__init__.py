"""The public account, its files for machines, and the desk page of our position."""
