"""What every station uses and no station owns: refusals, spans of time, predicates. It knows no domain."""
