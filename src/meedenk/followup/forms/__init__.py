"""What people write after the delivery."""
