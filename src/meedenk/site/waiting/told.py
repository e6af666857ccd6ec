"""What people told, as it waits at the desk."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meedenk.agenda.models import Addition, Concern, PaperLetter

from ..days import written
from .terms import Terms
from .wait import Wait


def waits_to_read(terms: Terms) -> Iterator[Wait]:
    """All that people told and nobody read, as one thing to do; late when the oldest waits too long."""
    told = Concern.objects.filter(state=Concern.State.NEW).aggregate(count=Count("pk"), oldest=Min("told_at"))
    added = Addition.objects.filter(read_at=None).exclude(concern__state=Concern.State.DOUBTFUL).count()
    if told["count"]:
        first = localdate(told["oldest"])
        by = first + timedelta(weeks=terms["signal-reply-weeks"])
        yield Wait(
            ngettext("%(count)d person told us something", "%(count)d people told us something", told["count"])
            % {"count": told["count"]},
            _("The first on %(told)s · answer by %(day)s") % {"told": written(first), "day": written(by)},
            reverse("agenda:concerns"),
            _("Read it"),
            by,
            late=by < terms.today,
        )
    if added:
        yield Wait(
            ngettext("%(count)d teller added something", "%(count)d tellers added something", added) % {"count": added},
            _("To what they told before"),
            reverse("agenda:concerns"),
            _("Read it"),
        )


def letters_to_post(terms: Terms) -> Iterator[Wait]:
    waiting = PaperLetter.objects.filter(posted_at=None).aggregate(count=Count("pk"), oldest=Min("written_at"))
    if waiting["count"]:
        day = localdate(waiting["oldest"])
        yield Wait(
            ngettext("%(count)d letter must be posted", "%(count)d letters must be posted", waiting["count"])
            % {"count": waiting["count"]},
            _("The oldest was written on %(day)s") % {"day": written(day)},
            reverse("agenda:letters"),
            _("Print and post"),
            day,
        )
