"""Tests of the tools and of the command `meedenk`."""
