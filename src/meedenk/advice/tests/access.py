"""Who may see which page around an advice that is being written."""

GROUP = {"group_member", "contact", "steering", "support"}
WRITERS = {"group_member", "contact", "support"}

ACCESS: dict[str, set[str] | str] = {
    "advice:write": GROUP,
    "advice:begin": {"contact", "support"},
    "advice:part": WRITERS,
    "advice:recommendation": WRITERS,
    "advice:add-recommendation": WRITERS,
    "advice:add-perspective": {"group_member", "contact"},
    "advice:perspective": {"contact"},
    "advice:round": {"contact", "support"},
    "advice:respond": {"group_member", "contact", "support"},
    "advice:adopt": {"contact", "steering", "support"},
    "advice:reopen": {"contact", "steering", "support"},
    "advice:deliver": {"steering", "support"},
    "advice:attach": {"steering", "support"},
    "advice:publish": {"steering", "support"},
    "advice:pdf": {"member", "group_member", "contact", "steering", "support"},
    "advice:question": {"member", "group_member", "contact", "steering", "support"},
    "advice:bundle": {"steering", "support"},
    "door:adviser/bijlagepakket": {"adviser"},
    "door:office/bijlagepakket": {"office"},
    "door:draft/": {"group_member", "contact"},
}

ACTS = {
    "advice:place": WRITERS,
    "advice:remove": WRITERS,
    "advice:join": {"group_member", "contact"},
}
"""Who may use the addresses that only take a form."""
