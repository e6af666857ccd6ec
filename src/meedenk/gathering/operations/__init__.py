"""The acts of this station, one module per part of gathering."""
