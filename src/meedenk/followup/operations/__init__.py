"""What happens after the delivery, one act a function."""
