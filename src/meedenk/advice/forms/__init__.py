"""Text of people into values, one module per part of the way."""
