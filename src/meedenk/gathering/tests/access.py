"""Who may open which page of this station."""

GROUP = {"group_member", "contact"}
WITH_SUPPORT = GROUP | {"support"}
WORKSPACE = GROUP | {"steering", "support"}
MEMBERS = WORKSPACE | {"member"}

ACCESS = {
    "gathering:first-talk": WORKSPACE,
    "gathering:activities": MEMBERS,
    "gathering:plan": WITH_SUPPORT,
    "gathering:seek-date": WITH_SUPPORT,
    "gathering:activity": MEMBERS,
    "gathering:change": WORKSPACE,
    "gathering:cancel": WORKSPACE,
    "gathering:held": WITH_SUPPORT,
    "gathering:report": WITH_SUPPORT,
    "gathering:finding": WITH_SUPPORT,
    "gathering:calendar": MEMBERS,
    "gathering:change-dates": WORKSPACE,
    "gathering:answer-dates": WITH_SUPPORT,
    "gathering:fix-date": WITH_SUPPORT,
    "gathering:sources": WORKSPACE,
    "gathering:add-source": WITH_SUPPORT,
    "gathering:give-source": WITH_SUPPORT,
    "gathering:ask-source": WITH_SUPPORT,
    "gathering:remove-source": WORKSPACE,
    "gathering:source-file": "everyone",
    "gathering:thought-along": WITH_SUPPORT,
    "door:dates/": GROUP,
    "door:adviser/data": {"adviser"},
    "door:adviser/stukken": {"adviser"},
}
