"""The executive answers, is reminded, or does not answer."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import translation
from django.utils.text import get_text_list
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meedenk.accounts.models import PersonalLink
from meedenk.advice.models import Advice
from meedenk.common.duties import duty
from meedenk.common.refusal import Refused
from meedenk.gathering.storing import forget, forget_strays, kept, random_name
from meedenk.gathering.uploads import Upload
from meedenk.handbook.queries import length, number
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor
from meedenk.trajectories.moving import hold, move
from meedenk.trajectories.stages import Stage

from ..mails import responding as mails
from ..models import Letter, Response
from ..queries import draft, fingerprint, planned, reminders, stayed_silent, without_reason

FOLDER = "brieven"
NOON = time(12)


@dataclass(frozen=True)
class Reply:
    """What the office writes beside one recommendation; `answer` may be empty while it is a draft."""

    answer: str = ""
    reason: str = ""
    quote: str = ""


def keep_draft(
    advice: Advice,
    *,
    replies: Mapping[int, Reply],
    reference: str,
    text: str,
    at: datetime,
    on_behalf_of: str = "",
    dated_on: date | None = None,
    received_on: date | None = None,
    upload: Upload | None = None,
    without_file: bool = False,
    seen: str | None = None,
) -> Letter:
    """What was written so far is kept, and nobody else sees it. `replies` are by the key of the recommendation.

    The file that was kept stays until there is another, or until `without_file`. Refuses when the draft is not as it
    was `seen` (its fingerprint, empty for none) when the writing began. When anything fails, all stays as it was.
    """
    if dated_on and dated_on > localdate(at):
        raise Refused(_("The date of the letter lies in the future. Fill in the date that stands on it."))
    if received_on and received_on > localdate(at):
        raise Refused(_("The day on which it was received lies in the future."))
    if received_on and dated_on and received_on < dated_on:
        raise Refused(_("It cannot be received before the date of the letter. Look at both days once more."))
    written: dict[str, Any] = {
        "reference": reference,
        "text": text,
        "on_behalf_of": on_behalf_of,
        "dated_on": dated_on,
        "received_on": received_on,
        "saved_at": at,
    }
    stored = kept(upload.content, random_name(FOLDER)) if upload else nullcontext("")
    with stored as name, transaction.atomic():
        hold_to_answer(advice)
        if planned(advice):
            raise Refused(_("This answer waits for its day. Take it back first, then you can change it."))
        if seen is not None and seen != fingerprint(draft(advice)):
            raise Refused(_("The draft was changed after you opened this page. Both texts stand below."))
        if upload or without_file:
            _forget_file_of(advice)
            written |= {"file": name, "size": upload.size if upload else 0}
        return _write(advice, replies, written)


@transaction.atomic
def respond(advice: Advice, *, seen: str, by: Actor, at: datetime) -> Letter:
    """The draft is the answer, everyone can read it, and who worked on the advice has been told.

    `seen` is the fingerprint of what the sender last looked at. Refuses when the draft says something else by now.
    """
    kind = hold_to_answer(advice)
    letter = ready(advice, seen=seen)
    if isinstance(by, PersonalLink):
        letter.on_behalf_of, letter.received_on = "", None
    letter.goes_out_at = None
    return give(letter, kind, by=by, at=at)


def hold_to_answer(advice: Advice) -> Kind:
    """As what an answer counts now, while nobody else moves the trajectory: as one that was awaited, or after all.

    Refuses when there is nothing to answer any more.
    """
    kind = Kind.RESPONSE_AFTER_ALL if stayed_silent(advice) else Kind.RESPONSE_RECEIVED
    hold(advice.trajectory, kind)
    if kind == Kind.RESPONSE_AFTER_ALL and not stayed_silent(advice):
        raise Refused(_("An answer was given while you wrote. On the page you see how it reads now."))
    return kind


def ready(advice: Advice, *, seen: str) -> Letter:
    """The draft, once nobody else can change it. Refuses when it is not what was `seen`, or when something misses that
    nobody answers without."""
    letter = draft(advice)
    if letter is None:
        raise Refused(_("There is no answer yet. Answer each recommendation first."))
    if fingerprint(letter) != seen:
        raise Refused(_("Someone changed the answer while you looked at it. This is how it reads now. Is it right?"))
    if numbers := without_reason(letter):
        raise Refused(_no_reason(numbers))
    return letter


def give(letter: Letter, kind: Kind, *, by: Actor, at: datetime) -> Letter:
    """The draft is the answer, and who worked on the advice has been told."""
    advice = letter.advice
    count: dict[str, Any] = {
        answer: letter.responses.filter(answer=answer).count() for answer in Response.Answer.values
    }
    move(
        advice.trajectory,
        kind,
        by=by,
        at=at,
        on_behalf_of=letter.on_behalf_of,
        public_from=advice.delivery.public_from(at),
        **count,
    )
    letter.received_at, letter.silent = _received_at(letter, at), False
    letter.save(update_fields=["received_at", "received_on", "silent", "on_behalf_of", "goes_out_at"])
    mails.response_received(letter, kind, at=at)
    return letter


def _received_at(letter: Letter, at: datetime) -> datetime:
    """A letter on paper counts on the day on which it was received, not on the day on which it was typed in."""
    if letter.received_on is None or letter.received_on >= localdate(at):
        return at
    return datetime.combine(letter.received_on, NOON, get_current_timezone())


@transaction.atomic
def remind(advice: Advice, *, by: Actor, at: datetime, text: str = "", on_behalf_of: str = "") -> None:
    """The office has been reminded that the answer is late, and everyone can see that it was."""
    hold(advice.trajectory, Kind.RESPONSE_REMINDED)
    _refuse_twice_a_day(advice, at)
    due_on = advice.delivery.due_on
    with translation.override(settings.LANGUAGE_CODE):
        whom = ", ".join(str(each.get_body_display()) for each in advice.delivery.addressees.filter(answers=True))
    move(
        advice.trajectory,
        Kind.RESPONSE_REMINDED,
        by=by,
        at=at,
        on_behalf_of=on_behalf_of,
        public_from=advice.delivery.public_from(at),
        due_on=due_on.isoformat(),
        whom=whom,
    )
    mails.response_reminded(advice, text=text, at=at)


@transaction.atomic
def conclude_no_response(advice: Advice, *, by: Actor, at: datetime, on_behalf_of: str = "") -> None:
    """It is public that no response came; the trajectory goes on without one."""
    hold(advice.trajectory, Kind.NO_RESPONSE)
    move(
        advice.trajectory,
        Kind.NO_RESPONSE,
        by=by,
        at=at,
        on_behalf_of=on_behalf_of,
        public_from=advice.delivery.public_from(at),
        due_on=advice.delivery.due_on.isoformat(),
    )
    Letter.objects.update_or_create(advice=advice, defaults={"silent": True, "saved_at": at})
    mails.no_response(advice, at=at)


@duty
def announce_responses_due(at: datetime) -> None:
    """The office hears once that the day on which an answer is due comes near."""
    near = localdate(at) + length("response-reminder-before", localdate(at))
    for advice in _delivered().filter(delivery__due_on__lte=near, delivery__due_on__gte=localdate(at)):
        _announce(advice, at)


@duty
def remind_of_responses(at: datetime) -> None:
    """A late answer is asked for the day after it was due and then each time the handbook says, as often as it says."""
    for advice in _delivered().filter(delivery__due_on__lt=localdate(at)):
        _remind_when_due(advice, at)


@duty
def forget_stray_letters(at: datetime) -> None:
    """A file that no letter knows a day later, because the machine stopped while it was kept, is gone."""
    forget_strays(FOLDER, Letter.objects.exclude(file="").values_list("file", flat=True), at=at)


@transaction.atomic
def _announce(advice: Advice, at: datetime) -> None:
    hold(advice.trajectory, Kind.RESPONSE_EXPECTED)
    if not advice.trajectory.entries.filter(kind=Kind.RESPONSE_EXPECTED).exists():
        move(advice.trajectory, Kind.RESPONSE_EXPECTED, by=None, at=at, due_on=advice.delivery.due_on.isoformat())
        mails.response_expected(advice, at=at)


@transaction.atomic
def _remind_when_due(advice: Advice, at: datetime) -> None:
    hold(advice.trajectory, Kind.RESPONSE_REMINDED)
    if planned(advice):
        return
    today = localdate(at)
    if reminders(advice.trajectory, today) >= number("response-reminders-needed", today):
        return
    last = advice.trajectory.entries.filter(kind=Kind.RESPONSE_REMINDED).aggregate(at=Max("at"))["at"]
    if last is None or localdate(last) + length("response-reminder-every", today) <= today:
        remind(advice, by=None, at=at)


def _delivered() -> QuerySet[Advice]:
    """Those whose answer is awaited. One that is written and waits for its day is asked for no more."""
    found = Advice.objects.filter(trajectory__stage=Stage.DELIVERED, letter__goes_out_at=None)
    return found.select_related("trajectory", "delivery")


def _refuse_twice_a_day(advice: Advice, at: datetime) -> None:
    """Reminders count before we conclude that no answer comes: a button that is pressed twice is one of them."""
    reminded = advice.trajectory.entries.filter(kind=Kind.RESPONSE_REMINDED).last()
    if reminded and localdate(reminded.at) == localdate(at):
        raise Refused(_("They were reminded today already. Wait a few days before you do it again."))


def _write(advice: Advice, replies: Mapping[int, Reply], written: dict[str, Any]) -> Letter:
    letter, _new = Letter.objects.update_or_create(advice=advice, defaults=written)
    for recommendation in advice.recommendations.filter(removed_at=None):
        reply = replies.get(recommendation.pk, Reply())
        Response.objects.update_or_create(
            recommendation=recommendation,
            defaults={"letter": letter, "answer": reply.answer, "reason": reply.reason, "quote": reply.quote},
        )
    return letter


def _forget_file_of(advice: Advice) -> None:
    """Once the transaction has ended, the file that the draft had is gone."""
    for name in Letter.objects.filter(advice=advice).exclude(file="").values_list("file", flat=True):
        transaction.on_commit(partial(forget, name))


def _no_reason(numbers: list[int]) -> str:
    said = ngettext(
        "Say why at recommendation %(numbers)s. Whoever advised you wants to know what you do not adopt and why.",
        "Say why at recommendations %(numbers)s. Whoever advised you wants to know what you do not adopt and why.",
        len(numbers),
    )
    return said % {"numbers": get_text_list([str(number) for number in numbers], _("and"))}
