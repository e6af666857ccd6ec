"""Who may open which page of this station."""

STAFF = {"steering", "support"}

ACCESS = {
    "accountability:account": "everyone",
    "accountability:recommendations": "everyone",
    "accountability:time": "everyone",
    "accountability:position": "everyone",
    "accountability:figures": "everyone",
    "accountability:table": "everyone",
    "accountability:positions": STAFF,
    "accountability:note": STAFF,
    "accountability:change": STAFF,
    "accountability:remove": STAFF,
}
