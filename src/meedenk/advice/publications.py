"""An advice and its question as the Woo asks for them: what they are, who made them, and where they are public."""

from collections.abc import Iterator
from datetime import datetime, time

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _

from meedenk.documents.diwoo import ADOPTED, RECEIVED, Publication
from meedenk.trajectories.stages import Flow

from .models import Advice
from .question import asked, asked_on


def public_at(advice: Advice) -> datetime:
    """Since when everyone may read a published advice: its embargo can end after it was published."""
    if advice.published_at is None:
        raise ValueError("this advice is not published")
    delivery = getattr(advice, "delivery", None)
    return max(advice.published_at, (delivery and delivery.embargo_until) or advice.published_at)


def publications(advice: Advice) -> Iterator[Publication]:
    """The advice and, when there was one, its question; in the language of the house."""
    if advice.adopted_at is None:
        raise ValueError("only what was adopted is described")
    open_at = public_at(advice) if advice.published_at else advice.adopted_at
    with translation.override(settings.LANGUAGE_CODE):
        yield Publication(
            address=address_of(advice),
            public_at=open_at,
            identifier=str(advice.number),
            title=str((advice.adopted or {})["title"]),
            description=_description(advice),
            made_on=localdate(advice.adopted_at),
            act=ADOPTED,
            act_at=advice.adopted_at,
            maker=settings.HOUSE.name,
        )
        if asked(advice):
            on = asked_on(advice)
            yield Publication(
                address=address_of(advice, "advice:question"),
                public_at=open_at,
                identifier=f"{advice.number}-aanvraag",
                title=_("Request for advice: %(title)s") % {"title": advice.trajectory.title},
                description=_("The question that advice %(number)s answers.") % {"number": advice.number},
                made_on=on,
                act=RECEIVED,
                act_at=datetime.combine(on, time.min, get_current_timezone()),
            )


def address_of(advice: Advice, page: str = "advice:pdf") -> str:
    """Where a paper of the advice is for good."""
    return settings.BASE_URL + reverse(page, args=[advice.number])


def _description(advice: Advice) -> str:
    names = {"group": settings.HOUSE.name, "title": advice.trajectory.title}
    if advice.trajectory.flow == Flow.REQUESTED:
        return _("Requested advice of %(group)s about %(title)s.") % names
    return _("Unrequested advice of %(group)s about %(title)s.") % names
