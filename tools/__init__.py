"""What is needed to build and to check Meedenk, and is no part of it when it runs."""
