"""Who may open which page of this station."""

SIGNED_IN = {"ended", "member", "group_member", "contact", "steering", "support"}
INSIDE = SIGNED_IN - {"ended"}
STAFF = {"steering", "support"}

ACCESS = {
    "site:home": "everyone",
    "site:advices": "everyone",
    "site:feed": "everyone",
    "site:advice": "everyone",
    "site:trajectories": "everyone",
    "site:trajectory": "everyone",
    "site:agenda": "everyone",
    "site:calendar": "everyone",
    "site:theme": "everyone",
    "site:theme-feed": "everyone",
    "site:handbook": "everyone",
    "site:rules": "everyone",
    "site:chapter": "everyone",
    "site:links": "everyone",
    "site:take-part": "everyone",
    "site:about": "everyone",
    "site:ordinance": "everyone",
    "site:contact": "everyone",
    "site:accessibility": "everyone",
    "site:privacy": "everyone",
    "site:open-data": "everyone",
    "site:search": "everyone",
    "site:sitemap": "everyone",
    "site:diwoo-index": "everyone",
    "site:diwoo-page": "everyone",
    "site:robots": "everyone",
    "site:subject-feed": "everyone",
    "site:security-txt": "everyone",
    "site:mine": SIGNED_IN,
    "site:me": SIGNED_IN,
    "site:everything": SIGNED_IN,
    "site:work": INSIDE,
    "site:desk": STAFF,
    "site:post": STAFF,
    "site:message": STAFF,
    "site:message-preview": STAFF,
    "site:mailing": STAFF,
    "site:cancel-mailing": STAFF,
}

ACTS = {"site:hold-mailing": STAFF, "site:let-go-mailing": STAFF}
"""Who may use the addresses that only take a form."""
