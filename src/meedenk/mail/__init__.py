"""What was told: every message waits in the outbox until `tick` has handed it over."""
