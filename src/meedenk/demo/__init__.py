"""A filled house to look around in: the cast, believable content dated from today, one-click sign-in, the mailbox."""
