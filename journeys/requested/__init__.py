"""The requested flow, told by what people do in their browsers: from the question of an official to its answer."""
