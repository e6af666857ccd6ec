"""Who follows the demo group by mail without an account."""

from datetime import date

from meedenk.agenda.models import Theme
from meedenk.subscriptions import operations

from .reading import Calendar

SINCE = date(2021, 9, 1)
FOLLOWERS = {"redactie@stadskrant.voorbeeld.nl": "", "buurvrouw@voorbeeld.nl": "jeugdhulp"}
"""What each follows: a theme, or everything."""


def follow(calendar: Calendar) -> None:
    """A newspaper follows everything and a neighbour one theme, both since long and with their yes."""
    at = calendar.moment(SINCE)
    for email, slug in FOLLOWERS.items():
        theme = Theme.objects.get(slug=slug).dossier if slug else None
        operations.ask(email, dossier=theme, language="nl", at=at)
        operations.confirm(email, at=at)
