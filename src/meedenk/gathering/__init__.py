"""What we heard: meetings and date polls, sources, and thinking along."""
