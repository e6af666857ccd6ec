"""What the tests need around them: databases to run on, and what the database of a test does differently."""
