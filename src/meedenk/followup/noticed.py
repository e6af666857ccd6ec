"""What residents notice, as it may be read: in numbers, once the days to answer are over."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from meedenk.handbook.queries import number
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage

from .models import Notice, NoticeRound


@dataclass(frozen=True)
class Noticed:
    """One time that we asked. `shares` are words and how many people said so; none when too few answered."""

    asked_on: date
    people: int
    shares: list[tuple[str, int]]
    quote: str = ""


def noticed(trajectory: Trajectory, *, on: date) -> list[Noticed]:
    """Each time that we asked, in three queries; nothing of it as long as people can still answer."""
    rounds = list(trajectory.notice_rounds.prefetch_related("notices"))
    ended = [each for each in rounds if is_over(each, trajectory, on=on)]
    if not ended:
        return []
    least = number("small-number-threshold", on)
    return [_counted(each, least) for each in ended]


def is_over(notice_round: NoticeRound, trajectory: Trajectory, *, on: date) -> bool:
    """Nobody can answer any more: an answer that comes in cannot be told from a number that changes."""
    return notice_round.closes_on < on or trajectory.stage != Stage.MONITORING


def sentences(trajectory: Trajectory, *, on: date) -> list[Notice]:
    """What people wrote, newest round first and for the rest in no order; only for who follows what is done."""
    rounds = [each.pk for each in trajectory.notice_rounds.all() if is_over(each, trajectory, on=on)]
    found = Notice.objects.filter(notice_round__in=rounds).exclude(text="").select_related("notice_round")
    return list(found.order_by("-notice_round__due_on", "pk"))


def _counted(notice_round: NoticeRound, least: int) -> Noticed:
    notices = list(notice_round.notices.all())
    if len(notices) < least:
        return Noticed(notice_round.due_on, 0, [])
    said = Counter(each.answer for each in notices)
    shares = [(str(answer.label), said[answer.value]) for answer in Notice.Answer]
    quote = next((each.text for each in notices if each.quoted), "")
    return Noticed(notice_round.due_on, len(notices), shares, quote)
