"""Someone asks to follow us, says yes behind the link in the mail, and stops whenever they want."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from meedenk.accounts.models import one_spelling
from meedenk.common.duties import duty
from meedenk.journal.models import Dossier
from meedenk.mail.keeping import forget_reader
from meedenk.mail.models import Message, MessageQuerySet, Preference, State
from meedenk.mail.preferences import STOPPED

from . import mails
from .models import Subscription
from .tokens import LASTING


@transaction.atomic
def ask(email: str, *, dossier: Dossier | None, language: str, at: datetime) -> None:
    """Whoever reads `email` has a mail to say yes with, while its link works. Until then nothing is sent."""
    email = one_spelling(email)
    asked = {"language": language, "asked_at": at}
    mine, new = Subscription.objects.get_or_create(email=email, dossier=dossier, defaults=asked)
    if not new and mine.confirmed_at is None:
        Subscription.objects.filter(pk=mine.pk).update(**asked)
    mails.asked(email, language, str(dossier or ""), at=at)


@transaction.atomic
def confirm(email: str, *, at: datetime) -> None:
    """All that was asked with `email` is followed, also when its overviews had been stopped before."""
    Subscription.objects.filter(email=email, confirmed_at=None).update(confirmed_at=at)
    Preference.objects.filter(email=email).update(digest_stopped_at=None)


@transaction.atomic
def stop(email: str, *, subscription: Subscription | None = None) -> None:
    """`subscription` is not followed any more, or nothing at all; what is not followed is not kept."""
    mine = Subscription.objects.filter(email=email)
    (mine.filter(pk=subscription.pk) if subscription else mine).delete()
    if not mine.exists():
        forget_reader(_written_to([email]))
    elif not mine.confirmed().exists():
        waiting = Message.objects.filter(user=None, email=email, audience="subscribers", state=State.WAITING)
        waiting.update(state=State.DROPPED, mistake=STOPPED)


@duty
def forget(at: datetime) -> None:
    """Who never said yes is forgotten, and who stopped the overview in their mail follows nothing any more."""
    stopped = Preference.objects.filter(email__isnull=False, digest_stopped_at__isnull=False)
    over = Subscription.objects.abandoned(at - LASTING) | Subscription.objects.confirmed().filter(
        email__in=stopped.values("email")
    )
    emails = set(over.values_list("email", flat=True))
    over.delete()
    forget_reader(_written_to(emails - set(Subscription.objects.values_list("email", flat=True))))


def _written_to(emails: Collection[str]) -> MessageQuerySet:
    """What was written to `emails` because they follow us or asked for it."""
    return Message.objects.filter(user=None, email__in=emails, audience__in=["subscribers", "the-asker"])
