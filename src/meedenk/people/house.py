"""The dossier of the group itself: who came, who went."""

from meedenk.journal.models import Dossier

ADDRESS = "/over-ons/"


def group_dossier() -> Dossier:
    """The one dossier in which the comings and goings of people are written."""
    first = Dossier.objects.filter(address=ADDRESS).order_by("pk").first()
    return first or Dossier.objects.create(address=ADDRESS, title="Adviesgroep")


def hold_group() -> None:
    """Until the transaction ends nobody else does this too: for acts that look who is there before they write."""
    Dossier.objects.select_for_update().get(pk=group_dossier().pk)
