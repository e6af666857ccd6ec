"""Read-only open data. Thin until the register of advice is opened to machines."""
