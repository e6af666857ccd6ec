"""What several pages of this station read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from meedenk.trajectories.models import Trajectory

from .models import Activity, DateOption, DatePoll, DateVote
from .voters import Voter, by_name, voters


@dataclass(frozen=True)
class Column:
    """One moment with what everyone said of it, in the order of the rows, and who can come."""

    option: DateOption
    yes: int
    maybe: int
    best: bool


@dataclass(frozen=True)
class Table:
    """Who can come when: a row per person, an answer per moment (empty when there is none yet)."""

    columns: list[Column]
    rows: list[tuple[Voter, list[str]]]
    answered: int

    @property
    def asked(self) -> int:
        return len(self.rows)


def who_can_when(poll: DatePoll, *, at: datetime) -> Table:
    """The answers to the moments that are offered now."""
    options = [option for option in poll.options.all() if option.withdrawn_at is None]
    given = by_name([vote for option in options for vote in option.votes.all()])
    rows = [(who, [given.get(who.key, {}).get(option.pk, "") for option in options]) for who in voters(poll, at=at)]
    counted = [(_count(rows, place, "yes"), _count(rows, place, "maybe")) for place in range(len(options))]
    most = max(counted, default=(0, 0))
    columns = [
        Column(option, yes, maybe, best=(yes, maybe) == most and yes > 0)
        for option, (yes, maybe) in zip(options, counted, strict=True)
    ]
    return Table(columns, rows, sum(any(answers) for _who, answers in rows))


def _count(rows: Iterable[tuple[Voter, list[str]]], place: int, answer: str) -> int:
    return sum(answers[place] == answer for _who, answers in rows)


def answers_of(who: Voter, poll: DatePoll) -> dict[int, str]:
    """What `who` has answered, by the key of the moment, also of moments that were taken back."""
    votes = DateVote.objects.filter(option__poll=poll, **who.fields)
    return dict(votes.values_list("option_id", "answer"))


def polls_of(trajectory: Trajectory, *, at: datetime) -> list[DatePoll]:
    """The open polls of a trajectory, the one that closes first before the others."""
    found = DatePoll.objects.open(at).filter(activity__trajectory=trajectory).order_by("closes_at")
    return list(found.select_related("activity__trajectory").prefetch_related("options__votes", "activity__guests"))


def still_to_hear(trajectory: Trajectory) -> list[str]:
    """Whom the flow wants heard and who is not in any activity yet, as words for the reader."""
    lists = trajectory.activities.standing().values_list("heard", flat=True)
    planned = {guest for names in lists for guest in names}
    wanted = (Activity.Guest.COUNTER_VOICE, Activity.Guest.EXPERT_BY_EXPERIENCE)
    return [str(guest.label) for guest in wanted if guest not in planned]
