"""The pages everyone sees, and each person's own desk."""
