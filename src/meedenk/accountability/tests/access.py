"""Who may open which page of this station."""

STAFF = {"steering", "support"}

ACCESS = {
    "accountability:account": "everyone",
    "accountability:recommendations": "everyone",
    "accountability:time": "everyone",
    "accountability:position": "everyone",
    "accountability:figures": "everyone",
    "accountability:table": "everyone",
    "accountability:report": "everyone",
    "accountability:report-file": "everyone",
    "accountability:reports": STAFF,
    "accountability:write-report": STAFF,
    "accountability:report-part": STAFF,
    "accountability:publish-report": {"steering"},
    "accountability:half-page": STAFF,
    "accountability:positions": STAFF,
    "accountability:note": STAFF,
    "accountability:change": STAFF,
    "accountability:remove": STAFF,
}
