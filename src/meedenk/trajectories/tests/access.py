"""Who may open which page of this station, when its trajectory is at work and had a call."""

STAFF = {"steering", "support"}
GROUP = {"group_member", "contact"}

ACCESS: dict[str, set[str] | str] = {
    "trajectories:ask": "everyone",
    "trajectories:asked": "everyone",
    "trajectories:ask-for": {"support"},
    "trajectories:more": STAFF,
    "trajectories:decision": STAFF,
    "trajectories:call": STAFF,
    "trajectories:answer": {"member", "group_member", "contact", "steering"},
    "trajectories:sign-ups": STAFF,
    "trajectories:answer-for": STAFF,
    "trajectories:ask-one": STAFF,
    "trajectories:prolong": STAFF,
    "trajectories:close": STAFF,
    "trajectories:group": STAFF,
    "trajectories:join": STAFF,
    "trajectories:leave": STAFF | GROUP,
    "trajectories:workspace": STAFF | GROUP | {"member"},
    "trajectories:agreements": STAFF | GROUP | {"member"},
    "trajectories:contact": GROUP | {"support"},
    "trajectories:begin": {"contact", "support"},
    "trajectories:choice": GROUP | {"support"},
    "trajectories:tasks": GROUP | STAFF,
    "trajectories:task": set(),
    "trajectories:messages": GROUP | STAFF,
    "trajectories:support": {"contact", "support"},
    "trajectories:report": {"contact"} | STAFF,
    "trajectories:end": {"contact"} | STAFF,
    "trajectories:stop": STAFF,
    "trajectories:support-requests": {"support"},
    "trajectories:support-given": {"support"},
    "door:adviser/afspraken": {"adviser"},
    "door:adviser/": {"adviser"},
    "door:adviser/antwoord": {"adviser"},
}
