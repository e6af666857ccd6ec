"""What people are told about an advice, one module per part of the way, one function per message."""
