"""Finding what the site holds, in the words people use."""
