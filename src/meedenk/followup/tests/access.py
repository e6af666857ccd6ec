"""Who may open which page of this station, when its trajectory has been delivered."""

STAFF = {"steering", "support"}
GROUP = {"group_member", "contact", "steering", "support"}

ACCESS: dict[str, set[str] | str] = {
    "followup:respond": {"support"},
    "followup:look": {"support"},
    "followup:planned": STAFF,
    "followup:draft-file": {"support"},
    "followup:letter": "everyone",
    "followup:remind": STAFF,
    "followup:no-response": STAFF,
    "followup:answer-anew": {"support"},
    "followup:weigh": {"group_member", "contact", "support"},
    "followup:report-back": STAFF,
    "followup:monitoring": STAFF,
    "followup:commitment": GROUP,
    "followup:change-commitment": GROUP,
    "followup:executor": GROUP,
    "followup:check": {"support"},
    "followup:noticed": {"steering", "support"},
    "followup:archive": STAFF,
    "followup:archive-package": STAFF,
    "followup:account": {"contact", "steering", "support"},
    "followup:evidence": "everyone",
    "door:executor/": {"executor"},
    "door:notice/": {"notice"},
    "door:teller/merken": {"teller"},
    "door:office/": {"office"},
    "door:office/brief": {"office"},
    "door:office/klopt": {"office"},
    "door:office/opnieuw": {"office"},
}
ACTS = {"followup:quote": {"steering"}}
