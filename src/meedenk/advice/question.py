"""The question of the municipality on paper, as it is made public beside the advice that answers it."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.documents.tree import Block, Heading, Paragraph, plain
from meedenk.documents.typst import LetterPage, pdf
from meedenk.trajectories.models import Trajectory

from .models import Advice


def asked(advice: Advice) -> str:
    """The question as the adopted advice answers it; empty when nobody asked one."""
    return str((advice.adopted or {}).get("question", ""))


def asked_on(advice: Advice) -> date:
    """The day on which it was asked; when that is not known, the day on which the answer was adopted."""
    if advice.adopted_at is None:
        raise ValueError("only the question of an adopted advice goes on paper")
    return advice.trajectory.asked_on or localdate(advice.adopted_at)


def question_paper(advice: Advice) -> bytes:
    """The question as a PDF, in the language of the house. No official is named, and nothing stands in it that was
    told to the steering group alone."""
    house, trajectory = settings.HOUSE, advice.trajectory
    with translation.override(settings.LANGUAGE_CODE):
        return pdf(
            LetterPage(
                title=_("Request for advice: %(title)s") % {"title": trajectory.title},
                author=house.organisation,
                language=settings.LANGUAGE_CODE,
                on=asked_on(advice),
                sender=(house.organisation, str(trajectory.department or "")),
                addressee=(_("To %(group)s") % {"group": house.name},),
                facts=tuple(_facts(advice, trajectory)),
                foot=settings.BASE_URL + advice.get_absolute_url(),
                page=_("Page {page} of {pages}"),
                blocks=tuple(_blocks(trajectory.title, asked(advice))),
            )
        )


def _facts(advice: Advice, trajectory: Trajectory) -> Iterator[tuple[str, str]]:
    known = (
        (_("Asked on"), trajectory.asked_on and date_format(trajectory.asked_on, "j F Y")),
        (_("Policy document"), trajectory.policy_document),
        (_("Phase of the policy process"), trajectory.get_policy_phase_display()),
        (_("When it is decided"), trajectory.decision_on),
        (_("On the long-term agenda"), trajectory.agenda_item),
        (_("Advice wished by"), trajectory.wished_on and date_format(trajectory.wished_on, "j F Y")),
        (_("Answered in advice"), advice.number),
    )
    yield from ((name, str(value)) for name, value in known if value)


def _blocks(title: str, question: str) -> Iterator[Block]:
    yield Heading(1, plain(_("Request for advice: %(title)s") % {"title": title}))
    for paragraph in question.splitlines():
        if paragraph.strip():
            yield Paragraph(plain(paragraph))
