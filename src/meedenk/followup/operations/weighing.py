"""What comes after the response: the group weighs it, and answers that come later or change."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.advice.models import Advice
from meedenk.common.duties import duty
from meedenk.common.refusal import Refused
from meedenk.common.templatetags.pieces import tag_label
from meedenk.handbook.queries import length, number
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.moving import hold, hold_once, move
from meedenk.trajectories.stages import Stage

from ..mails import weighing as mails
from ..models import EarlierAnswer, Response, Weighing
from .monitoring import public_from
from .responding import Reply


@transaction.atomic
def weigh(
    trajectory: Trajectory,
    *,
    verdict: str,
    text: str,
    public: bool,
    by: Actor,
    at: datetime,
    on_behalf_of: str = "",
) -> Weighing:
    """It is known what the group thinks of the response. When it asks on, the office has a mail with a link."""
    hold_once(trajectory, Kind.RESPONSE_WEIGHED, at=at, text=text)
    answered = Response.objects.given().filter(letter__advice__trajectory=trajectory).exists()
    if verdict == Weighing.Verdict.ASK_ON and not answered:
        raise Refused(_("No answer came, so there is nothing to ask on about. Choose something else."))
    move(trajectory, Kind.RESPONSE_WEIGHED, by=by, at=at, on_behalf_of=on_behalf_of, text=text)
    weighing = Weighing.objects.create(trajectory=trajectory, verdict=verdict, text=text, public=public, at=at)
    if verdict == Weighing.Verdict.ASK_ON:
        mails.asked_on(weighing, at=at)
    return weighing


@transaction.atomic
def answer_anew(
    response: Response, reply: Reply, *, seen: datetime | None, by: Actor, at: datetime, on_behalf_of: str = ""
) -> Response:
    """Another answer stands in the place of `response`; what stood there stays to read, and who worked on it hears.

    `seen` is when the answer that was looked at was given anew (none: never). Refuses when it is another by now.
    """
    if reply.answer in {"", Response.Answer.LATER}:
        raise Refused(_("Choose an answer. “Later” was said already."))
    if reply.answer in Response.REASONED and not reply.reason.strip():
        raise Refused(_("Say why. Whoever advised you wants to know what you do not adopt and why."))
    trajectory = response.recommendation.advice.trajectory
    hold(trajectory, Kind.RESPONSE_CHANGED)
    before = Response.objects.given().select_related("letter").get(pk=response.pk)
    if before.changed_at != seen:
        raise Refused(_("Someone changed this answer while you wrote. This is how it reads now."))
    given_at = before.changed_at or before.letter.received_at
    EarlierAnswer.objects.create(
        response=before,
        answer=before.answer,
        reason=before.reason,
        quote=before.quote,
        given_at=given_at or at,
        ended_at=at,
    )
    before.answer, before.reason, before.quote, before.changed_at = reply.answer, reply.reason, reply.quote, at
    before.save(update_fields=["answer", "reason", "quote", "changed_at"])
    with translation.override(settings.LANGUAGE_CODE):
        said = str(tag_label(before.shown))
    move(
        trajectory,
        Kind.RESPONSE_CHANGED,
        by=by,
        at=at,
        on_behalf_of=on_behalf_of,
        public_from=public_from(trajectory, at),
        number=response.recommendation.order,
        said=said,
    )
    mails.answered_anew(before, at=at)
    return before


@duty
def ask_later_answers(at: datetime) -> None:
    """Answers that would come later are asked for each time the handbook says, as often as it says."""
    waiting = Response.objects.given().filter(answer=Response.Answer.LATER)
    advices = Advice.objects.filter(
        pk__in=waiting.values("letter__advice"), trajectory__stage__in=[Stage.ANSWERED, Stage.MONITORING]
    )
    for advice in advices.select_related("trajectory", "delivery", "letter"):
        _ask(advice, at)


@transaction.atomic
def _ask(advice: Advice, at: datetime) -> None:
    trajectory, today = advice.trajectory, localdate(at)
    hold(trajectory, Kind.LATER_ASKED)
    waiting = Response.objects.given().filter(letter__advice=advice, answer=Response.Answer.LATER)
    numbers = list(waiting.values_list("recommendation__order", flat=True))
    before = trajectory.entries.filter(kind=Kind.LATER_ASKED)
    last = before.aggregate(at=Max("at"))["at"] or advice.letter.received_at
    due = localdate(last) + length("later-answer-weeks", today) <= today
    if numbers and due and before.count() < number("response-reminders-needed", today):
        said = ", ".join(str(each) for each in numbers)
        move(trajectory, Kind.LATER_ASKED, by=None, at=at, numbers=said)
        mails.asked_for_later(advice, said, at=at)
