"""Themes, and what people told that led to them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meedenk.journal.models import Dossier
from meedenk.people.models import Area, Department, Member


class Theme(Dossier):
    """A social theme on the list of the steering group, chosen or not, with the reason."""

    class Origin(models.TextChoices):
        MUNICIPALITY = "municipality", _("brought by the municipality")
        OWN = "own", _("own theme")

    dossier = models.OneToOneField(Dossier, models.CASCADE, parent_link=True, primary_key=True, related_name="as_theme")
    slug = models.SlugField(unique=True, max_length=80)
    summary = models.TextField(_("what it is about"))
    origin = models.CharField(_("origin"), max_length=14, choices=Origin)
    policy_topics = models.CharField(_("policy topics"), max_length=200, blank=True)
    chosen = models.BooleanField(_("chosen"), default=False)
    reason = models.TextField(_("why, or why not now"), blank=True)
    planned_for = models.CharField(_("planned for"), max_length=40, blank=True)
    departments = models.ManyToManyField(Department, blank=True, related_name="themes")

    class Meta:
        ordering = ["title"]

    @property
    def decided(self) -> bool:
        """Chosen, or left with a reason; else the steering group still has to decide."""
        return self.chosen or bool(self.reason)

    def get_absolute_url(self) -> str:
        return f"/agenda/{self.slug}/"


class Concern(Dossier):
    """Something that somebody told: a subject, a theme, a problem or a concern. Only staff read it as it was told."""

    class Kind(models.TextChoices):
        CONCERN = "concern", _("a concern")
        PROBLEM = "problem", _("a problem")
        SUBJECT = "subject", _("a subject")
        THEME = "theme", _("a theme")

    class State(models.TextChoices):
        NEW = "new", _("to read")
        THEME = "theme", _("part of a theme")
        MERGED = "merged", _("laid together")
        ASIDE = "aside", _("set aside")
        DOUBTFUL = "doubtful", _("probably spam")

    dossier = models.OneToOneField(
        Dossier, models.CASCADE, parent_link=True, primary_key=True, related_name="as_concern"
    )
    kind = models.CharField(_("what is it?"), max_length=8, choices=Kind)
    text = models.TextField(_("what was told"), blank=True)
    stems = models.TextField(blank=True, help_text=_("the stems of its words, for searching and for look-alikes"))
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="concerns")
    told_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=8, choices=State, default=State.NEW, db_index=True)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="concerns")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    reason = models.TextField(_("why it was set aside"), blank=True)
    heard = models.TextField(_("what we heard, for everyone"), blank=True)

    class Meta:
        ordering = ["-told_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state="theme") ^ Q(theme=None), name="theme_exactly_when_part_of_it"),
            models.CheckConstraint(condition=Q(state="merged") ^ Q(merged_into=None), name="merged_exactly_into_one"),
            models.CheckConstraint(condition=~Q(state="aside") | ~Q(reason=""), name="set_aside_with_a_reason"),
        ]


class Teller(models.Model):
    """Who told a concern, and whether and how they hear what becomes of it. Name and address do not stay."""

    class Via(models.TextChoices):
        RESIDENT = "resident", _("a resident")
        MEMBER = "member", _("a member")
        PARTNER = "partner", _("an organisation")

    class Channel(models.TextChoices):
        PAGE = "page", _("on the site")
        PHONE = "phone", _("by phone")
        LETTER = "letter", _("by letter or mail")
        TALK = "talk", _("in a talk")

    class Hears(models.TextChoices):
        MAIL = "mail", _("by e-mail")
        PAPER = "paper", _("by post")
        NOTHING = "nothing", _("not at all")

    concern = models.OneToOneField(Concern, models.CASCADE, related_name="teller")
    via = models.CharField(max_length=8, choices=Via)
    channel = models.CharField(max_length=6, choices=Channel, default=Channel.PAGE)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    hears = models.CharField(max_length=7, choices=Hears)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="told_concerns"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    postal = models.TextField(_("address for letters"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hears="mail", postal="") & ~Q(email="")
                | Q(hears="paper", email="", user=None) & ~Q(postal="")
                | Q(hears="nothing", name="", email="", postal="", user=None),
                name="reached_as_they_chose_or_not_known",
            )
        ]


class Addition(models.Model):
    """A few words more from who told a concern."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="additions")
    text = models.TextField(_("what you want to add"))
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]


class PaperLetter(models.Model):
    """What a teller or a member who hears by post is told about a dossier: support prints it and posts it."""

    teller = models.ForeignKey(Teller, models.CASCADE, null=True, blank=True, related_name="letters")
    member = models.ForeignKey(Member, models.CASCADE, null=True, blank=True, related_name="letters")
    about = models.ForeignKey(Dossier, models.CASCADE, related_name="letters")
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    written_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(teller=None) ^ Q(member=None), name="letter_to_a_teller_or_to_a_member")
        ]

    @property
    def name(self) -> str:
        """Of who gets it."""
        return self.teller.name if self.teller else self.member.name if self.member else ""

    @property
    def postal(self) -> str:
        """Where it goes; of members only support knows that, in its own list."""
        return self.teller.postal if self.teller else ""
