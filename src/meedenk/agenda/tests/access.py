"""Who may open which page of this station."""

STAFF = {"steering", "support"}

ACCESS: dict[str, set[str] | str] = {
    "agenda:themes": STAFF,
    "agenda:new-theme": STAFF,
    "agenda:theme": STAFF,
    "agenda:decide": STAFF,
    "agenda:tell": "everyone",
    "agenda:told": "everyone",
    "agenda:tell-for": STAFF,
    "agenda:concerns": STAFF,
    "agenda:concern": STAFF,
    "agenda:part": STAFF,
    "agenda:begin-theme": STAFF,
    "agenda:merge": STAFF,
    "agenda:set-aside": STAFF,
    "agenda:heard": STAFF,
    "agenda:erase": STAFF,
    "agenda:letters": STAFF,
    "agenda:print-letters": STAFF,
    "agenda:letter": STAFF,
    "door:teller/": {"teller"},
    "door:teller/erbij": {"teller"},
    "door:teller/stoppen": {"teller"},
    "door:teller/wissen": {"teller"},
}
ACTS = {"agenda:handle": STAFF}
