"""The pages after the delivery."""
