"""The final account: how it went and what came of it. With it a subject is finished."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.common.refusal import Refused
from meedenk.common.templatetags.pieces import day, moment
from meedenk.journal.kinds import Kind, Seen
from meedenk.journal.operations import Actor
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.moving import hold, move

from ..mails import closing as mails
from ..models import Account
from ..noticed import noticed
from ..queries import progress
from .monitoring import public_from
from .reporting import answers_in_words


def keep_account(trajectory: Trajectory, texts: Mapping[str, str], *, seen: int) -> Account:
    """What was written so far is kept, and nobody outside sees it. `seen` is the version that was read, 0 for none.

    Refuses when someone else kept another version in the meantime.
    """
    with transaction.atomic():
        hold(trajectory, Kind.FINAL_ACCOUNT)
        before = Account.objects.filter(trajectory=trajectory).first()
        if (before.version if before else 0) != seen:
            raise Refused(_("Someone else kept another text in the meantime. Both texts stand below."))
        said = {name: texts.get(name, "") for name in (*Account.STORY, *Account.SHORT)}
        defaults = {**said, "version": seen + 1, "published_at": None}
        account, _new = Account.objects.update_or_create(trajectory=trajectory, defaults=defaults)
        return account


@transaction.atomic
def publish_account(trajectory: Trajectory, *, seen: int, by: Actor, at: datetime, on_behalf_of: str = "") -> Account:
    """Everyone can read how it went and what came of it; the subject is finished, and who contributed has a mail."""
    hold(trajectory, Kind.FINAL_ACCOUNT)
    if until := public_from(trajectory, at):
        raise Refused(
            _("The advice is not public before %(moment)s. Publish it after that.") % {"moment": moment(until)}
        )
    account = Account.objects.filter(trajectory=trajectory, version=seen).first()
    if account is None:
        raise Refused(_("Someone else kept another text in the meantime. Both texts stand below."))
    if len(account.story) < len(Account.STORY) or len(account.short) < len(Account.SHORT):
        raise Refused(_("Fill in every part before you publish. A sentence is enough."))
    move(trajectory, Kind.FINAL_ACCOUNT, by=by, at=at, on_behalf_of=on_behalf_of)
    account.published_at = at
    account.save(update_fields=["published_at"])
    mails.account_published(account, at=at)
    return account


def from_the_log(trajectory: Trajectory, *, on: date) -> dict[str, str]:
    """A beginning for the account out of what was written down on the way, in the language of the house."""
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "course": "\n".join(_course(trajectory)),
            "choices": "\n".join(f"- {each.what}: {each.why}" for each in trajectory.choices.all()),
            "progress": "\n".join(_progress(trajectory)),
            "residents_notice": "\n".join(_noticed(trajectory, on)),
        }


LEADING = (
    Kind.TAKEN_UP,
    Kind.GROUP_FORMED,
    Kind.WORK_BEGUN,
    Kind.ACTIVITY_HELD,
    Kind.DELIVERED,
    Kind.RESPONSE_RECEIVED,
    Kind.NO_RESPONSE,
    Kind.MONITORING_AGREED,
)


def _course(trajectory: Trajectory) -> Iterator[str]:
    for entry in trajectory.entries.filter(kind__in=LEADING):
        yield f"- {day(localdate(entry.at))}: {entry.title}. {entry.sentence(Seen.PUBLIC)}"


def _progress(trajectory: Trajectory) -> Iterator[str]:
    yield from answers_in_words(trajectory)
    for each in progress(trajectory):
        state = each.last.get_state_display() if each.last else _("We do not know yet how it is going.")
        yield f"- {each.commitment.executor}: {each.commitment.text}. {state}"


def _noticed(trajectory: Trajectory, on: date) -> Iterator[str]:
    for each in noticed(trajectory, on=on):
        if each.shares:
            counted = ", ".join(f"{words}: {many}" for words, many in each.shares)
            yield f"- {day(each.asked_on)}: {counted}. {each.quote}".rstrip()
