"""The pages of this station."""
