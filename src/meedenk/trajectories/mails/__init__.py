"""What people are told about a trajectory, one module per part of the flow, one function per message."""
