"""Who may open which page of this station, when it is a demo."""

ACCESS = {
    "demo:players": "everyone",
    "demo:mailbox": "everyone",
    "demo:letter": "everyone",
    "demo:letter-as-seen": "everyone",
}
