"""An advice on paper: the letter to the executive or the municipal council, as an accessible PDF."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meedenk.documents.typst import LetterPage, pdf
from meedenk.trajectories.stages import Flow

from .content import Content, blocks
from .models import Advice, Body, Delivery


def paper(advice: Advice, *, on: date) -> bytes:
    """The adopted text as a PDF, dated `on` and, once delivered, addressed. Always in the language of the house.

    Raises `ValueError` when nothing is adopted.
    """
    if advice.adopted is None:
        raise ValueError("only what was adopted goes on paper")
    text: Content = advice.adopted
    delivery = Delivery.objects.select_related("proposal").filter(advice=advice).first()
    with translation.override(settings.LANGUAGE_CODE):
        return pdf(
            LetterPage(
                title=text["title"],
                author=settings.HOUSE.name,
                language=settings.LANGUAGE_CODE,
                on=on,
                sender=tuple(sender()),
                addressee=tuple(addressed(each.body) for each in delivery.addressees.all()) if delivery else (),
                facts=tuple(_facts(advice, delivery, on)),
                foot=settings.BASE_URL + advice.get_absolute_url(),
                page=_("Page {page} of {pages}"),
                blocks=blocks(text),
            )
        )


def sender() -> Iterator[str]:
    """Who writes, as it stands at the head of a letter of ours."""
    house = settings.HOUSE
    yield house.name
    yield _("Residents of %(municipality)s") % {"municipality": house.municipality}
    yield house.email
    if house.phone:
        yield house.phone


def addressed(body: str) -> str:
    """To whom a letter to `body` is, as it stands on the letter."""
    whole = {"municipality": settings.HOUSE.municipality}
    if body == Body.EXECUTIVE:
        return _("To the mayor and alderpersons of %(municipality)s") % whole
    return _("To the municipal council of %(municipality)s") % whole


def dated(on: date) -> tuple[str, str]:
    """Where and when a letter of ours was written."""
    return _("Place and date"), f"{settings.HOUSE.municipality}, {date_format(on, 'j F Y')}"


def _facts(advice: Advice, delivery: Delivery | None, on: date) -> Iterator[tuple[str, str]]:
    yield dated(on)
    yield _("Subject"), advice.title
    yield _("Our reference"), str(advice.number)
    asked = advice.trajectory.flow == Flow.REQUESTED
    yield _("Kind of advice"), _("requested advice") if asked else _("unrequested advice")
    if delivery and delivery.proposal:
        yield _("Belongs to"), str(delivery.proposal)
    if delivery:
        yield _("We ask for an answer by"), date_format(delivery.due_on, "j F Y")
