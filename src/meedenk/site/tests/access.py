"""Who may open which page of this station."""

STAFF = {"steering", "support"}

ACCESS = {
    "site:post": STAFF,
    "site:message": STAFF,
    "site:message-preview": STAFF,
    "site:mailing": STAFF,
    "site:cancel-mailing": STAFF,
}
