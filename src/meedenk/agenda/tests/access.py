"""Who may open which page of this station."""

STAFF = {"steering", "support"}

ACCESS = {
    "agenda:themes": STAFF,
    "agenda:new-theme": STAFF,
    "agenda:theme": STAFF,
    "agenda:decide": STAFF,
}
