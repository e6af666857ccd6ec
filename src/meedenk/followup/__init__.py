"""What became of it: the executive's response to each recommendation."""
