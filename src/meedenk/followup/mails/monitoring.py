"""What people are told about who follows what is done, and what was promised."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.common.templatetags.pieces import day
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.mail.operations import Letter as Mail
from meedenk.mail.operations import Reader, post
from meedenk.trajectories.mails.sending import Write, letters, to_group
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.steps import Audience

from ..models import Check, Commitment, Monitoring
from ..owners import executor_link, executor_readers


def monitoring_agreed(monitoring: Monitoring, *, at: datetime) -> None:
    """To the group and to everyone who carries something out: who follows it, and when we ask how it is going."""
    trajectory, kind = monitoring.trajectory, Kind.MONITORING_AGREED
    post(
        [
            *to_executors(trajectory, executor_readers(trajectory), partial(_asks_you, monitoring), kind=kind, at=at),
            *to_group(trajectory, partial(_followed, monitoring), kind=kind, at=at),
        ]
    )


def commitment_recorded(commitment: Commitment, *, at: datetime) -> None:
    """To who carries it out: what was written down, by when, and that we will ask how it is going."""
    readers = [Reader(commitment.email, commitment.name)]
    write, kind = partial(_promised, commitment), Kind.COMMITMENT_RECORDED
    post(to_executors(commitment.trajectory, readers, write, kind=kind, at=at))


def executor_named(commitments: Sequence[Commitment], *, before: str, asked: Sequence[Check], at: datetime) -> None:
    """To who tells from now on how it is going: from whom they take over, what was promised, and what is `asked`."""
    first = commitments[0]
    readers = [Reader(first.email, first.name)]
    write = partial(_named, commitments, before=before, asked=asked)
    post(to_executors(first.trajectory, readers, write, kind=Kind.EXECUTOR_CHANGED, at=at))


def to_executors(
    trajectory: Trajectory, readers: Iterable[Reader], write: Write, *, kind: Kind, at: datetime
) -> Iterator[Message]:
    """To people who carry something out, each with a link to the page on which they tell how it is going."""
    return letters(
        readers,
        write,
        kind=kind,
        audience=Audience.EXECUTOR,
        at=at,
        about=trajectory,
        link=lambda reader: executor_link(trajectory, reader, at=at),
    )


def _followed(monitoring: Monitoring) -> Mail:
    return Mail(
        subject=_("We follow what is done: %(title)s") % {"title": monitoring.trajectory.title},
        body=_("This is agreed:") + "\n\n" + monitoring.what,
        facts=((_("Who follows it"), _owner(monitoring)), (_("When we ask"), _days(monitoring))),
        button=_("To the subject"),
    )


def _asks_you(monitoring: Monitoring) -> Mail:
    return Mail(
        subject=_("We ask you now and then how it is going: %(title)s") % {"title": monitoring.trajectory.title},
        body=_(
            "We follow what is done with our advice. You can tell about a part of it. On the days below you get a mail"
            " with a link. Then you tell us in a minute how it is going. You need no account."
        ),
        facts=((_("When we ask"), _days(monitoring)),),
        button=_("See what was promised"),
    )


def _promised(commitment: Commitment) -> Mail:
    facts = [(_("What"), commitment.text), (_("By"), commitment.executor)]
    if commitment.by_on:
        facts.append((_("Ready by"), day(commitment.by_on)))
    return Mail(
        subject=_("Written down: %(text)s") % {"text": commitment.text},
        body=_(
            "We wrote down this commitment, for everyone to read. Your name and address are not shown. Is something"
            " not right? Answer this mail."
        ),
        facts=tuple(facts),
        button=_("See what was promised"),
    )


def _named(commitments: Sequence[Commitment], *, before: str, asked: Sequence[Check]) -> Mail:
    parts = [
        _(
            "You take over from %(name)s: from now on we ask you how it is going with what %(executor)s promised after"
            " our advice. You did not promise it yourself. Your name and address are not shown. Is something not"
            " right? Answer this mail."
        )
        % {"name": before, "executor": ", ".join(sorted({each.executor for each in commitments}))},
        *(each.text for each in commitments),
    ]
    if asked:
        since = day(localdate(min(each.asked_at for each in asked)))
        parts.append(
            _("A question has been waiting since %(day)s: how is it going? Answering it takes a minute.")
            % {"day": since}
        )
    return Mail(
        subject=_("Would you tell us how it is going? %(title)s") % {"title": commitments[0].trajectory.title},
        body="\n\n".join(parts),
        button=_("Tell how it is going") if asked else _("See what was promised"),
    )


def _owner(monitoring: Monitoring) -> str:
    if monitoring.owner == Monitoring.Owner.STEERING:
        return str(monitoring.get_owner_display())
    return ", ".join(member.name for member in monitoring.members.all())


def _days(monitoring: Monitoring) -> str:
    return ", ".join(day(date.fromisoformat(each)) for each in monitoring.days) or "–"
