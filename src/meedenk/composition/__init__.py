"""Whether we are balanced: the private profile, the balance and the lottery. Thin until people are deepened."""
