"""Themes for tests, and what people told."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils.timezone import now

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.accounts.operations import invite
from meedenk.agenda.alike import stems_of
from meedenk.agenda.models import Concern, Teller, Theme

_numbers = count(1)


def a_listed_theme(title: str = "", **more: Any) -> Theme:
    """A theme on the list about which nothing has been decided yet."""
    number = next(_numbers)
    slug = f"thema-{number}"
    return Theme.objects.create(
        title=title or f"Thema {number}",
        slug=slug,
        address=f"/agenda/{slug}/",
        summary="Zorgen voor een ander.",
        origin=more.pop("origin", Theme.Origin.OWN),
        **more,
    )


def a_concern(text: str = "De dagbesteding belt altijd als ik voor de klas sta.", **more: Any) -> Concern:
    """Something told yesterday by a resident who hears of it by mail, unless told otherwise."""
    number = next(_numbers)
    teller = {
        "via": Teller.Via.RESIDENT,
        "hears": Teller.Hears.MAIL,
        "name": f"Inwoner {number}",
        "email": f"inwoner{number}@voorbeeld.nl",
    } | more.pop("teller", {})
    told_at = more.pop("told_at", now() - timedelta(days=1))
    concern = Concern.objects.create(
        title=f"Een zorg {number}", kind="concern", text=text, stems=stems_of(text), told_at=told_at, **more
    )
    Teller.objects.create(concern=concern, **teller)
    return concern


UNKNOWN = {"hears": Teller.Hears.NOTHING, "name": "", "email": ""}
BY_POST = {"hears": Teller.Hears.PAPER, "email": "", "postal": "Dorpsstraat 1, 9999 AA Dorp"}


def the_link_of(concern: Concern, *, at: datetime | None = None) -> PersonalLink:
    """The link that came with a mail to who told `concern`."""
    at, teller = at or now(), concern.teller
    until = at + timedelta(days=60)
    return invite(Purpose.TELLER, concern, email=teller.email, name=teller.name, at=at, until=until)
