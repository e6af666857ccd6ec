"""What happens to themes and to what people tell, act by act."""
