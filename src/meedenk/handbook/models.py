"""Chapters, rules with their dates, and useful links."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class Chapter(models.Model):
    """A chapter of the living handbook."""

    slug = models.SlugField(unique=True)
    title = models.CharField(_("title"), max_length=120)
    lead = models.TextField(_("lead"))
    body = models.TextField(_("text"))
    order = models.PositiveSmallIntegerField(_("order"))
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/handboek/{self.slug}/"


class Unit(models.TextChoices):
    """What a rule counts."""

    PEOPLE = "people", _("people")
    DAYS = "days", _("days")
    WEEKS = "weeks", _("weeks")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")
    TIMES = "times", _("times")
    PER_YEAR = "per-year", _("times a year")
    MEGABYTES = "megabytes", _("MB")
    PART = "part", _("part")


IN_WORDS = {
    Unit.PEOPLE: ngettext_lazy("%(value)d person", "%(value)d people", "value"),
    Unit.DAYS: ngettext_lazy("%(value)d day", "%(value)d days", "value"),
    Unit.WEEKS: ngettext_lazy("%(value)d week", "%(value)d weeks", "value"),
    Unit.MONTHS: ngettext_lazy("%(value)d month", "%(value)d months", "value"),
    Unit.YEARS: ngettext_lazy("%(value)d year", "%(value)d years", "value"),
    Unit.TIMES: ngettext_lazy("%(value)d time", "%(value)d times", "value"),
    Unit.PER_YEAR: ngettext_lazy("%(value)d time a year", "%(value)d times a year", "value"),
    Unit.MEGABYTES: _("%(value)d MB"),
    Unit.PART: _("1/%(value)d"),
}


class RuleQuerySet(models.QuerySet["Rule"]):
    def valid(self, on: date) -> Self:
        """The one value of each rule that holds on the day `on`."""
        newer = models.OuterRef("key")
        latest = Rule.objects.filter(key=newer, since__lte=on).order_by("-since").values("pk")[:1]
        return self.filter(pk=models.Subquery(latest))


class Rule(models.Model):
    """A number the house works by, from the day `since` until a later value of the same key."""

    key = models.SlugField()
    value = models.PositiveIntegerField(_("value"))
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    since = models.DateField(_("valid since"))
    what = models.CharField(_("what it governs"), max_length=200)
    source = models.CharField(_("source"), max_length=200)
    chapter = models.ForeignKey(Chapter, models.PROTECT, null=True, blank=True, related_name="rules")

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["key", "-since"]
        constraints = [models.UniqueConstraint(fields=["key", "since"], name="one_value_of_a_rule_a_day")]

    def __str__(self) -> str:
        return f"{self.key}: {self.value} {self.get_unit_display()} ({self.since})"

    def get_absolute_url(self) -> str:
        return f"/handboek/regels/#{self.key}"

    @property
    def in_words(self) -> str:
        """The value as a reader says it: 6 people, 1 year, 2 times a year, 20 MB, 1/3."""
        return str(IN_WORDS[Unit(self.unit)] % {"value": self.value})


class UsefulLink(models.Model):
    """An address outside the house, and why someone would go there."""

    title = models.CharField(_("title"), max_length=120)
    url = models.URLField(_("address"))
    why = models.TextField(_("why"))
    kind = models.CharField(max_length=40, blank=True)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.title
