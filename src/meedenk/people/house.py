"""The dossier of the group itself: who came, who went."""

from meedenk.journal.models import Dossier

ADDRESS = "/over-ons/"


def group_dossier() -> Dossier:
    """The one dossier in which the comings and goings of people are written."""
    return Dossier.objects.get_or_create(address=ADDRESS, defaults={"title": "Adviesgroep"})[0]
