"""What templates need of the tree."""
