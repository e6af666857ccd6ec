"""What it is about: the themes, chosen or not and why, and when their turn comes."""
