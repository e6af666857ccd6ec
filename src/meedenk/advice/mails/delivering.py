"""The advice goes out."""

from collections.abc import Iterator
from datetime import datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.common.templatetags.pieces import day
from meedenk.handbook.queries import length
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.mail.operations import Letter, Reader, letter_to, post, speaking_to
from meedenk.trajectories.audiences import adviser_link, adviser_readers
from meedenk.trajectories.mails.sending import to_members
from meedenk.trajectories.steps import Audience

from ..models import Addressee, Advice, Delivery, Proposal


def delivered(delivery: Delivery, *, at: datetime) -> None:
    """To the offices and the adviser at once, with the PDF; to every member in the digest."""
    post([*_to_addressees(delivery, at), *_to_advisers(delivery, at)])
    trajectory = delivery.advice.trajectory

    def write() -> Letter:
        return Letter(
            subject=_("Delivered: %(title)s") % {"title": delivery.advice.title},
            body=_("Our advice went to %(to)s. They answer by %(due)s.")
            % {"to": delivery.get_to_display(), "due": day(delivery.due_on)},
            button=_("Read the advice"),
        )

    post(to_members(trajectory, write, kind=Kind.DELIVERED, at=at))


def attached(proposal: Proposal, *, at: datetime) -> None:
    """To every member, in the digest: what the advice belongs to."""
    trajectory = proposal.advice.trajectory

    def write() -> Letter:
        return Letter(
            subject=_("Our advice belongs to a proposal: %(title)s") % {"title": proposal.advice.title},
            body=_("It was attached to: %(proposal)s.") % {"proposal": proposal},
            button=_("See the subject"),
        )

    post(to_members(trajectory, write, kind=Kind.ATTACHED, at=at))


def _to_addressees(delivery: Delivery, at: datetime) -> Iterator[Message]:
    advice, today = delivery.advice, localdate(at)
    until = at + length("weeks-to-respond", today) + length("link-days", today)  # a late answer is welcome too
    for addressee in delivery.addressees.all():
        with speaking_to(Reader(addressee.email, addressee.name)) as reader:
            letter = Letter(
                subject=_("Advice %(number)s: %(title)s") % {"number": advice.number, "title": advice.title},
                body=_covering(addressee),
                facts=tuple(_facts(delivery, answers=addressee.answers)),
                button=_("Answer the advice") if addressee.answers else "",
            )
            message = letter_to(
                reader,
                letter,
                kind=Kind.DELIVERED,
                audience=Audience.ADDRESSEES,
                at=at,
                about=advice.trajectory,
                link=office_link(advice, reader, at=at, until=until) if addressee.answers else None,
            )
            yield _with_pdf(message, delivery)


def _to_advisers(delivery: Delivery, at: datetime) -> Iterator[Message]:
    advice = delivery.advice
    for each in adviser_readers(advice.trajectory, at):
        with speaking_to(each) as reader:
            letter = Letter(
                subject=_("Our advice is delivered: %(title)s") % {"title": advice.title},
                body=_("You find our advice with this mail. It went to %(to)s. Thank you for working with us.")
                % {"to": delivery.get_to_display()},
                facts=tuple(_facts(delivery)),
                button=_("See the subject"),
            )
            message = letter_to(
                reader,
                letter,
                kind=Kind.DELIVERED,
                audience=Audience.ADVISER,
                at=at,
                about=advice.trajectory,
                link=adviser_link(advice.trajectory, reader, at=at),
            )
            yield _with_pdf(message, delivery)


def _covering(addressee: Addressee) -> str:
    delivery = addressee.delivery
    said = {"title": delivery.advice.title, "due": day(delivery.due_on)}
    parts = [_("You find with this mail our advice “%(title)s”.") % said]
    if addressee.answers:
        parts.append(
            _(
                "We ask for an answer to each recommendation by %(due)s. With the button you can write it down;"
                " you need no account. The link is only for you and your colleagues who answer."
            )
            % said
        )
    else:
        parts.append(_("The executive answers our advice. You need not answer: this mail is for the council to know."))
    if delivery.embargo_until:
        parts.append(_("The advice is not public before %(day)s.") % {"day": day(localdate(delivery.embargo_until))})
    return "\n\n".join(parts)


def _facts(delivery: Delivery, *, answers: bool = True) -> Iterator[tuple[str, str]]:
    yield _("Our reference"), str(delivery.advice.number)
    if delivery.proposal:
        yield _("Belongs to"), str(delivery.proposal)
    yield _("Answer by") if answers else _("The executive answers by"), day(delivery.due_on)


def office_link(advice: Advice, reader: Reader, *, at: datetime, until: datetime) -> PersonalLink:
    """An unsaved link by which the office answers `advice` until `until`."""
    return PersonalLink(
        purpose=Purpose.OFFICE,
        about=advice.trajectory_id,
        email=reader.email,
        name=reader.name,
        created_at=at,
        expires_at=until,
    )


def _with_pdf(message: Message, delivery: Delivery) -> Message:
    """A copy of its own goes with each mail, so that the outbox can be emptied."""
    advice = delivery.advice
    with advice.pdf.open("rb") as file:
        message.attachment.save(f"{uuid4().hex}/{advice.number}.pdf", ContentFile(file.read()), save=False)
    return message
