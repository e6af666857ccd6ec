"""What happened: a dossier per subject, and entries that are written once and never changed."""
