"""The messages after the delivery."""
