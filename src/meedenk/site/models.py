"""What can be found by searching."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """One page in the words people search with. Made from the page itself, so it can always be made again.

    `stamp` says which state of the page was read. `stems` and `title_stems` are words brought to their stem, each once,
    with a space on both sides. Whether a reader may see the page is asked of the page itself, never of this row.
    """

    class Kind(models.TextChoices):
        ADVICE = "advice", _("advices")
        TRAJECTORY = "trajectory", _("trajectories")
        THEME = "theme", _("agenda")
        CHAPTER = "chapter", _("handbook")
        LINK = "link", _("useful links")

    kind = models.CharField(max_length=10, choices=Kind)
    key = models.PositiveBigIntegerField()
    stamp = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    address = models.CharField(max_length=300)
    text = models.TextField()
    title_stems = models.TextField()
    stems = models.TextField()

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_search_entry_a_page")]

    def __str__(self) -> str:
        return self.title
