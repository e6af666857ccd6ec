"""The desk pages on which staff keep members, seats, support and officials."""
