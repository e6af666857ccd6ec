"""What people are told while the steering group looks into a subject of our own."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.accounts.operations import link_for
from meedenk.agenda.mails.telling import tell_tellers
from meedenk.common.calendars import calendar, event
from meedenk.common.templatetags.pieces import day as written
from meedenk.common.templatetags.pieces import moment
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.mail.operations import Letter, Reader, post
from meedenk.people.models import Official

from ..audiences import member_readers, steering_readers, tellers
from ..models import Exploration, Trajectory
from ..steps import Audience
from .contributing import for_tellers
from .sending import Write, letters, to_advisers, to_group, to_members, to_steering, workspace_of
from .tying import goes_on_in


def begun(trajectory: Trajectory, *, at: datetime) -> None:
    """In the digest of the members."""

    def write() -> Letter:
        return Letter(
            subject=_("We look into this: %(title)s") % {"title": trajectory.title},
            body=_("The steering group looks into what we can do about it.\n\n%(question)s")
            % {"question": trajectory.question},
        )

    post(to_members(trajectory, write, kind=Kind.EXPLORING_BEGUN, at=at))


def official_found(trajectory: Trajectory, *, text: str, at: datetime) -> None:
    write = partial(_steering_reads, trajectory, _subject_found, text)
    post(_to_steering(trajectory, write, Kind.OFFICIAL_FOUND, at))


def official_contacted(trajectory: Trajectory, official: Official, *, text: str, at: datetime) -> None:
    def to_official() -> Letter:
        return Letter(subject=_("Can we talk about this? %(title)s") % {"title": trajectory.title}, body=text)

    write = partial(_steering_reads, trajectory, _subject_contacted, text)
    kind = Kind.OFFICIAL_CONTACTED
    _tell_both(trajectory, official, kind, to_official=to_official, to_staff=write, at=at)


def talk_planned(
    trajectory: Trajectory, official: Official, *, starts: datetime | date, place: str, at: datetime
) -> None:
    """To the official with a file for their calendar; one that is planned anew takes the place of the earlier one."""

    def write() -> Letter:
        facts = [(_("When"), moment(starts)), (_("Where"), place)]
        return Letter(
            subject=_("Our talk on %(day)s: %(title)s") % {"day": written(starts), "title": trajectory.title},
            body=_("The steering group and the municipality talk about this subject:\n\n%(question)s")
            % {"question": trajectory.question},
            facts=tuple((name, value) for name, value in facts if value),
        )

    kind = Kind.EXPLORING_TALK_PLANNED
    planned = event(
        f"talk-{trajectory.pk}",
        sequence=trajectory.entries.filter(kind=kind).count(),
        at=at,
        starts=starts,
        title=trajectory.title,
        about=trajectory.question,
        place=place,
    )
    _tell_both(trajectory, official, kind, to_official=write, to_staff=write, at=at, file=calendar([planned]))


def talk_held(trajectory: Trajectory, official: Official, *, text: str, at: datetime) -> None:
    def write() -> Letter:
        return Letter(
            subject=_("What came of our talk: %(title)s") % {"title": trajectory.title},
            body=_("This is what we wrote down of our talk.\n\n%(text)s") % {"text": text},
        )

    kind = Kind.EXPLORING_TALK_HELD
    _tell_both(trajectory, official, kind, to_official=write, to_staff=write, at=at)


def power_asked(exploration: Exploration, *, at: datetime) -> None:
    """To every member at once: one question, three answers, by a link."""
    trajectory, closes = exploration.trajectory, exploration.power_closes_on
    assert closes is not None, "members are asked until a day"

    def write() -> Letter:
        return Letter(
            subject=_("Would you join? %(title)s") % {"title": trajectory.title},
            body=_(
                "The steering group looks into this subject. Before it decides, it wants to know whether members"
                " have time for it. You promise nothing yet.\n\n%(text)s"
            )
            % {"text": exploration.power_question},
            facts=((_("Answer by"), written(closes)),),
            button=_("Say yes, perhaps or no"),
        )

    def link(reader: Reader) -> PersonalLink | None:
        until = at + (closes - localdate(at)) + timedelta(days=1)
        return link_for(Purpose.POLL, trajectory, to=reader.user, at=at, until=until) if reader.user else None

    kind, members = Kind.THINKING_POWER_ASKED, member_readers(at)
    post(letters(members, write, kind=kind, audience=Audience.MEMBERS, at=at, about=trajectory, link=link))


def question_worded(trajectory: Trajectory, *, question: str, by_adviser: bool, at: datetime) -> None:
    """To the side that did not word it: agree, or word it otherwise."""

    def write() -> Letter:
        return Letter(
            subject=_("Our question together: %(title)s") % {"title": trajectory.title},
            body=_("We want to work on this together. These are the words now. Do you agree, or have you other words?")
            + f"\n\n{question}",
            button=_("Read and answer"),
        )

    post(_to_other_side(trajectory, write, Kind.QUESTION_WORDED, by_adviser=by_adviser, at=at))


def collaboration_agreed(trajectory: Trajectory, *, by_adviser: bool, at: datetime) -> None:
    """To the side that worded it, and in the digest of the other members and of the tellers."""

    def write() -> Letter:
        return Letter(
            subject=_("Together with the municipality: %(title)s") % {"title": trajectory.title},
            body=_("The municipality wants to work on this with us. This is the question:\n\n%(question)s")
            % {"question": trajectory.question},
            button=_("To the subject"),
        )

    kind = Kind.COLLABORATION_AGREED
    other_side = list(_to_other_side(trajectory, write, kind, by_adviser=by_adviser, at=at))
    known = [message.email for message in other_side]
    post([*other_side, *to_members(trajectory, write, kind=kind, at=at, but=known)])
    tell_tellers(tellers(trajectory), for_tellers(write), kind=kind, about=trajectory, at=at, digest=True)


def own_way(trajectory: Trajectory, *, plan: str, ready: str, towards: str, at: datetime) -> None:
    """In the digest of members and tellers: what, for whom, by when."""

    def write() -> Letter:
        return Letter(
            subject=_("We go our own way: %(title)s") % {"title": trajectory.title},
            body=_("We make an advice of our own about this.\n\n%(plan)s") % {"plan": plan},
            facts=((_("For whom"), towards), (_("Ready"), ready)),
            button=_("To the subject"),
        )

    kind = Kind.OWN_TRAJECTORY_CHOSEN
    post(to_members(trajectory, write, kind=kind, at=at))
    tell_tellers(tellers(trajectory), for_tellers(write), kind=kind, about=trajectory, at=at, digest=True)


def joined(trajectory: Trajectory, into: Trajectory, *, at: datetime) -> None:
    """To the group into whose subject it comes at once, and in the digest of the tellers."""
    names = {"title": trajectory.title, "into": into.title}

    def to_the_group() -> Letter:
        return Letter(
            subject=_("This comes with your subject: %(title)s") % names,
            body=_("The steering group looked into “%(title)s” and joins it to your subject “%(into)s”.") % names
            + f"\n\n{trajectory.question}",
            button=_("To the subject"),
        )

    post(to_group(into, to_the_group, kind=Kind.MERGED, at=at))
    to_tellers = partial(goes_on_in, into)
    tell_tellers(tellers(trajectory), to_tellers, kind=Kind.MERGED, about=trajectory, at=at, digest=True)


def left_for_now(trajectory: Trajectory, *, reason: str, look_on: date, kind: Kind, at: datetime) -> None:
    """To the tellers at once: why, and when we look again."""

    def write() -> Letter:
        return Letter(
            subject=_("We leave this for now: %(title)s") % {"title": trajectory.title},
            body=_("You told us about this. We looked into it, and we leave it for now.\n\nThe reason: %(reason)s")
            % {"reason": reason},
            facts=((_("We look again on"), written(look_on)),),
            button=_("See what becomes of it"),
        )

    tell_tellers(tellers(trajectory), write, kind=kind, about=trajectory, at=at)


def _subject_found() -> str:
    return _("Who is about this: %(title)s")


def _subject_contacted() -> str:
    return _("We wrote to the municipality: %(title)s")


def _steering_reads(trajectory: Trajectory, subject: Callable[[], str], text: str) -> Letter:
    return Letter(subject=subject() % {"title": trajectory.title}, body=text, button=_("To the subject"))


def _to_steering(trajectory: Trajectory, write: Write, kind: Kind, at: datetime) -> Iterator[Message]:
    return to_steering(trajectory, write, kind=kind, at=at, address=workspace_of(trajectory), digest=True)


def _tell_both(
    trajectory: Trajectory,
    official: Official,
    kind: Kind,
    *,
    to_official: Write,
    to_staff: Write,
    at: datetime,
    file: bytes = b"",
) -> None:
    """The official at once, with the `file` for a calendar if there is one, and the steering group in its digest."""
    readers = [Reader(official.email, official.name)]
    at_once = list(letters(readers, to_official, kind=kind, audience=Audience.OFFICIAL, at=at, about=trajectory))
    for message in at_once if file else ():
        message.attachment.save(f"{uuid4().hex}/afspraak.ics", ContentFile(file), save=False)
    post([*at_once, *_to_steering(trajectory, to_staff, kind, at)])


def _to_other_side(
    trajectory: Trajectory, write: Write, kind: Kind, *, by_adviser: bool, at: datetime
) -> Iterator[Message]:
    if not by_adviser:
        page = "vraag" if kind == Kind.QUESTION_WORDED else ""
        return to_advisers(trajectory, write, kind=kind, at=at, audience=Audience.OTHER_SIDE, page=page)
    address = workspace_of(trajectory)
    return letters(
        steering_readers(at), write, kind=kind, audience=Audience.OTHER_SIDE, at=at, about=trajectory, address=address
    )
