"""Who may open which page of this station, when its trajectory has been delivered."""

STAFF = {"steering", "support"}

ACCESS: dict[str, set[str] | str] = {
    "followup:respond": {"support"},
    "followup:look": {"support"},
    "followup:draft-file": {"support"},
    "followup:letter": "everyone",
    "followup:remind": STAFF,
    "followup:no-response": STAFF,
    "door:office/": {"office"},
    "door:office/brief": {"office"},
    "door:office/klopt": {"office"},
}
