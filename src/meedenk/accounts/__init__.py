"""Who may enter: users, sign-in, and the personal links by which an outsider acts."""
