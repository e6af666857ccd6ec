"""The pages of an advice, one module per part of the way."""
