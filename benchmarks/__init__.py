"""What Meedenk costs, measured on the demo; never a test, for a machine is fast or slow."""
