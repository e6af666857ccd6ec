"""Who may open which page of this station."""

ACCESS = {
    "subscriptions:follow": "everyone",
    "subscriptions:asked": "everyone",
    "subscriptions:following": "everyone",
}
