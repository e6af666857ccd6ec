"""What everyone sees: the public pages, search, feeds, and each person's own desk."""
