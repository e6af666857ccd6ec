"""What people are told, one module per part of gathering, one function per message."""
