"""What is written: one small tree of blocks, and the forms it leaves the house in (HTML, PDF)."""
