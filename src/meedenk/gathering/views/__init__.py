"""The pages, one module per part of gathering."""
