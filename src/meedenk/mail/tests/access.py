"""Who may open which page of this station."""

ACCESS = {
    "mail:preferences": {"ended", "member", "group_member", "contact", "steering", "support"},
    "mail:stop": "everyone",
}
