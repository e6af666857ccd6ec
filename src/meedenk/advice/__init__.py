"""What we say: an advice with numbered recommendations and the views that differ, adopted, delivered, published."""
