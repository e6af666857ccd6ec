"""Who may open which page of this station."""

STAFF = {"steering", "support"}

ACCESS = {
    "people:my-term": {"member", "group_member", "contact", "steering"},
    "people:members": STAFF,
    "people:welcome": STAFF,
    "people:member": STAFF,
    "people:address": STAFF,
    "people:term": STAFF,
    "people:end-term": STAFF,
    "people:steering": STAFF,
    "people:seat": {"steering"},
    "people:leave-steering": {"steering"},
    "people:support": STAFF,
    "people:assign": {"steering"},
    "people:end-support": {"steering"},
    "people:officials": STAFF,
    "people:new-official": STAFF,
    "people:official": STAFF,
    "people:departments": STAFF,
    "people:new-department": STAFF,
    "people:department": STAFF,
    "people:areas": STAFF,
    "people:new-area": STAFF,
    "people:area": STAFF,
}
