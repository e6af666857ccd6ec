"""The pages of a trajectory, one module per part of the flow."""
