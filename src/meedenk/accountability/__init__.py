"""The public account: what became of all we advised, how long it took, and whether we were asked in time."""
