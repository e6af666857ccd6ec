"""The whole demo in an empty house."""

from datetime import datetime, timedelta
from operator import itemgetter

from django.db import transaction
from django.db.models import F

from meedenk.agenda.models import PaperLetter
from meedenk.handbook import operations as handbook
from meedenk.mail.models import Message, State
from meedenk.people.models import Member

from . import cast
from .account import give_account
from .aftermaths import AftermathPlay
from .concerns import told
from .following import follow
from .people import settle
from .reading import Calendar, read_trajectories

FRESH = timedelta(days=3)
ON_PAPER = timedelta(days=10)


@transaction.atomic
def build(*, at: datetime) -> None:
    """The house is filled with people and trajectories dated around `at`. A house that has members stays as it is.

    Mail of the last days is still to be sent, and letters of the last days to be posted; what is older counts as gone.
    """
    if Member.objects.exists():
        return
    handbook.begin(at=at)
    calendar = Calendar(at)
    settle(calendar)
    cast.forget()
    follow(calendar)
    happened = [event for content in read_trajectories() for event in AftermathPlay(content, calendar).past()]
    happened += told(calendar)
    for moment, act in sorted(happened, key=itemgetter(0)):
        act(moment)
    give_account(calendar)
    Message.objects.filter(written_at__lt=at - FRESH).update(state=State.SENT, sent_at=F("written_at"))
    PaperLetter.objects.filter(written_at__lt=at - ON_PAPER).update(posted_at=F("written_at"))
