"""What became of an advice as trees, to put on paper: only what everyone may read, in the language that is active."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.advice.models import Advice
from meedenk.common.templatetags.pieces import day
from meedenk.documents.tree import Block, Heading, Paragraph, parse, plain
from meedenk.trajectories.models import Trajectory

from .models import Account, Letter, Weighing
from .queries import Progress, progress, responses


def answer_blocks(advice: Advice, letter: Letter) -> Iterator[Block]:
    """The answer to each recommendation, with what stood there before, and what the group said of it to everyone."""
    yield from parse(letter.text, top=3)
    for response in responses(advice).values():
        yield Heading(3, plain(str(response.recommendation)))
        yield Paragraph(plain(f"{response.get_answer_display()}."))
        if response.quote:
            yield Paragraph(plain(f"“{response.quote}”"))
        yield from parse(response.reason, top=4)
        for old in response.earlier.all():
            given = {"since": day(localdate(old.given_at)), "until": day(localdate(old.ended_at))}
            said = _("This was the answer from %(since)s to %(until)s:") % given
            yield Paragraph(plain(f"{said} {old.get_answer_display()}. {old.reason}"))
    for weighing in Weighing.objects.filter(trajectory=advice.trajectory, public=True):
        yield Heading(3, plain(_("What the project group thinks of it")))
        yield Paragraph(plain(f"{weighing.get_verdict_display()}, {day(localdate(weighing.at))}"))
        yield from parse(weighing.text, top=4)


def promise_blocks(trajectory: Trajectory) -> Iterator[Block]:
    """Every promise with all that was told of it. Whom we ask is not in it."""
    for each in progress(trajectory):
        yield Heading(3, plain(each.commitment.text))
        yield from _promise(each)


def _promise(each: Progress) -> Iterator[Block]:
    yield Paragraph(plain(each.commitment.executor))
    if each.commitment.by_on:
        yield Paragraph(plain(_("Ready by %(day)s.") % {"day": day(each.commitment.by_on)}))
    for old in each.before:
        yield Paragraph(plain(_("Before that: %(text)s") % {"text": f"{old.text} ({old.executor})"}))
    for check in each.answered:
        told = day(localdate(check.answered_at)) if check.answered_at else ""
        yield Paragraph(plain(f"{told}: {check.get_state_display()}. {check.text} {check.link}".strip()))
    if each.asked and each.asked.stale_at:
        when = {"day": day(localdate(each.asked.asked_at))}
        yield Paragraph(plain(_("We asked on %(day)s how it is going and heard nothing.") % when))


def account_blocks(account: Account) -> Iterator[Block]:
    """How it went, and the short versions."""
    for heading, text in (*account.story, *account.short):
        yield Heading(3, plain(capfirst(heading)))
        yield from parse(text, top=4)
