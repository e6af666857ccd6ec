"""What waits for someone: for one member, and for everyone at the desk."""
