"""What we agreed: the chapters, the rules with their dates, and the useful links."""
