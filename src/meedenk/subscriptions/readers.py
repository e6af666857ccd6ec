"""Who hears of what happens in a dossier, and whether they still want to when the mail goes."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.utils.timezone import localdate

from meedenk.mail.entitled import entitled
from meedenk.mail.models import Message
from meedenk.mail.operations import Reader
from meedenk.people.models import Member

from .models import Subscription


def subscriber_readers(dossiers: Collection[int], at: datetime) -> Iterator[Reader]:
    """Everyone who follows one of `dossiers` or everything, once; not members, who hear it as members."""
    members = Member.objects.running(localdate(at)).filter(user__isnull=False).values("user__email")
    following = Subscription.objects.confirmed().to_any_of(dossiers).exclude(email__in=members)
    languages = dict(following.order_by("-pk").values_list("email", "language"))
    return (Reader(email, "", language) for email, language in sorted(languages.items()))


@entitled("subscribers")
def still_follows(message: Message, at: datetime) -> bool:
    """Members get this as members; anyone else as long as they follow something."""
    return message.user_id is not None or Subscription.objects.confirmed().filter(email=message.email).exists()
