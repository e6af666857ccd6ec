"""What can be followed."""

from datetime import datetime

from django.db.models import Q, QuerySet

from meedenk.agenda.models import Theme
from meedenk.journal.kinds import Seen
from meedenk.journal.models import Dossier, Entry


def followable(at: datetime) -> QuerySet[Dossier]:
    """Every theme, and each subject of which something is public."""
    public = Entry.objects.seen_by(Seen.PUBLIC, at=at)
    return Dossier.objects.filter(Q(pk__in=Theme.objects.values("pk")) | Q(pk__in=public.values("dossier")))
