"""What support does with mail: look after a mailing before it goes, and after what did not arrive."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from meedenk.accounts.models import User
from meedenk.common.refusal import Refused

from .models import Mailing, Message, State
from .operations import one_line

RESTS = gettext_noop("We looked at it, and it does not go again.")


@transaction.atomic
def hold(mailing: Mailing, *, by: User, at: datetime) -> None:
    """Nothing of `mailing` goes until someone lets it go; what was on its way to the mail server is called back."""
    _change(mailing, by, held_at=at)
    _call_back(mailing)


@transaction.atomic
def let_go(mailing: Mailing, *, by: User, at: datetime) -> None:
    """`mailing` is no longer held, and what waits of it goes now, with as much time as what is new."""
    _change(mailing, by, held_at=None, goes_at=at)
    mailing.messages.filter(state=State.WAITING).update(tried_until=None)


@transaction.atomic
def edit(mailing: Mailing, *, subject: str, body: str, by: User, at: datetime) -> None:
    """Everyone who has not had `mailing` yet gets the new text."""
    subject = one_line(subject)
    _change(mailing, by, subject=subject, body=body, edited_at=at)
    _call_back(mailing)
    mailing.messages.filter(state=State.WAITING).update(subject=subject[:200], body=body)


@transaction.atomic
def cancel(mailing: Mailing, *, because: str, by: User, at: datetime) -> None:
    """What had not gone of `mailing` never goes, and each message says why."""
    if not because.strip():
        raise Refused(_("Write down why it does not go."))
    _change(mailing, by, cancelled_at=at)
    mailing.messages.filter(state=State.WAITING).update(
        state=State.DROPPED, attempts=F("attempts") + 1, leased_until=None, mistake=one_line(because)[:300]
    )


@transaction.atomic
def send_again(message: Message, *, at: datetime) -> None:
    """A message that may have arrived or could not be sent waits again, for the address its reader has now."""
    email = message.user.email if message.user else message.email
    free = Message.objects.filter(Q(leased_until=None) | Q(leased_until__lt=at), pk=message.pk, secret=False)
    if not free.filter(state__in=[State.HANDED_OVER, State.DEAD]).update(
        state=State.WAITING,
        attempts=F("attempts") + 1,
        leased_until=None,
        not_before=at,
        email=email,
        mistake="",
        tried_until=None,
    ):
        raise Refused(_("This message cannot be sent again now. Look at what happened with it."))


@transaction.atomic
def let_rest(message: Message) -> None:
    """A message that could not be sent, or that may have arrived, asks for no attention any more."""
    if not Message.objects.filter(pk=message.pk, state__in=[State.HANDED_OVER, State.DEAD]).update(
        state=State.DROPPED, mistake=RESTS
    ):
        raise Refused(_("This message asks for nothing any more. Look at what happened with it."))


def _change(mailing: Mailing, by: User, **values: object) -> None:
    """Refuses when nothing of the mailing waits any more."""
    waits = Mailing.objects.filter(pk=mailing.pk, cancelled_at=None, messages__state=State.WAITING)
    if not waits.exists():
        raise Refused(_("This mailing has already gone."))
    Mailing.objects.filter(pk=mailing.pk).update(changed_by=by, **values)


def _call_back(mailing: Mailing) -> None:
    """A clock that has a message of `mailing` in hand notices it just before the mail server accepts it."""
    mailing.messages.filter(state=State.WAITING).update(attempts=F("attempts") + 1, leased_until=None)
