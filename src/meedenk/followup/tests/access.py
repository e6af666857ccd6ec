"""Who may open which page of this station, when its trajectory has been delivered."""

STAFF = {"steering", "support"}

ACCESS = {
    "followup:respond": {"support"},
    "followup:look": {"support"},
    "followup:remind": STAFF,
    "followup:no-response": STAFF,
    "door:office/": {"office"},
    "door:office/klopt": {"office"},
}
