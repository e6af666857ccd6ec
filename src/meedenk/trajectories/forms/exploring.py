"""What the steering group finds out about a subject of our own, and how it goes on."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from meedenk.agenda.models import Concern, Theme
from meedenk.common.forms import DayField, LongText
from meedenk.people.models import Official

from ..models import ThinkingPower, Trajectory
from .steps import LONGEST_LEAD, StepForm, WhyForm

EVERYONE = _("Everyone can read this.")
MEMBERS = _("Members can read this.")


class ExploreForm(StepForm):
    """What we look into, and what people told about it."""

    theme = forms.ModelChoiceField(Theme.objects.all(), label=_("Under which theme?"), empty_label=_("Choose a theme"))
    title = forms.CharField(label=_("The subject in a few words"), max_length=120, help_text=EVERYONE)
    question = LongText(label=_("What do we want to find out?"), max_length=1000, help_text=EVERYONE)
    lead = forms.CharField(
        label=_("In short, for everyone"), max_length=LONGEST_LEAD, widget=forms.Textarea(attrs={"rows": 3})
    )
    concerns = forms.ModelMultipleChoiceField(
        Concern.objects.none(),
        label=_("What people told about it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who told it hears from now on what becomes of this subject."),
    )
    field_order = ("theme", "title", "question", "lead", "concerns", "on_behalf_of")

    def __init__(self, *args: Any, concerns: QuerySet[Concern], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["concerns"]
        field.queryset = concerns
        field.label_from_instance = lambda concern: f"{concern.title}: {concern.heard or concern.text[:160]}"
        if not concerns:
            del self.fields["concerns"]


class OfficialForm(forms.Form):
    """Who is about this; nobody is an answer too."""

    official = forms.ModelChoiceField(
        Official.objects.filter(left_on=None),
        label=_("Who is about this?"),
        required=False,
        empty_label=_("We found nobody yet"),
    )
    text = LongText(
        label=_("What did you find out?"),
        max_length=1000,
        help_text=_("Also when you found nobody: whom did you ask? Members can read this."),
    )


class ContactForm(forms.Form):
    """What we write to the official."""

    text = LongText(
        label=_("What do you want to say?"),
        max_length=3000,
        help_text=_("What is it about, why does it matter, and when can you talk? It goes as a mail."),
    )


class TalkForm(forms.Form):
    """When and where we talk."""

    day = DayField(label=_("On which day?"))
    clock = forms.TimeField(
        label=_("At what time?"), widget=forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M")
    )
    place = forms.CharField(label=_("Where?"), max_length=200, required=False)


class TalkHeldForm(forms.Form):
    """What came of the talk."""

    text = LongText(
        label=_("What came of it?"),
        max_length=3000,
        help_text=_("Three sentences are enough. The official gets the same words; members can read them."),
    )


class PowerForm(StepForm):
    """What members are asked, and until when."""

    text = LongText(
        label=_("What would we ask of members?"),
        max_length=1000,
        help_text=_("What is it about, and how much time would it take? They promise nothing yet."),
    )
    closes_on = DayField(label=_("Answer by"))


class PowerAnswerForm(forms.Form):
    """Yes, perhaps or no."""

    answer = forms.ChoiceField(
        label=_("Would you join?"),
        choices=ThinkingPower.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )


class WeighForm(StepForm):
    """The four questions of the handbook."""

    can = LongText(label=_("Can we make a difference here?"), max_length=1000, help_text=MEMBERS)
    where = LongText(label=_("Where: who decides about it?"), max_length=1000)
    when = LongText(label=_("When: by which moment must we have said it?"), max_length=1000)
    how = LongText(label=_("How: what would work best?"), max_length=1000)


class QuestionTogetherForm(StepForm):
    """The question on which both sides want to work."""

    question = LongText(label=_("The question in the words of both"), max_length=2000)


class WordTogetherForm(QuestionTogetherForm):
    """The same at the desk: our words, or those that the official said."""

    theirs = forms.BooleanField(label=_("The official said these words, by phone or in a talk"), required=False)

    def __init__(self, *args: Any, official: Official | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.official = official

    def clean(self) -> dict[str, Any]:
        """For whom it is written down, when it is not our own."""
        super().clean()
        if self.cleaned_data.pop("theirs", False) and self.official:
            self.cleaned_data["on_behalf_of"] = self.official.name
        return self.cleaned_data


class AgreeForm(StepForm):
    """Yes to the words that someone has just read."""

    agree = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.cleaned_data["question"] = self.cleaned_data.pop("agree", "")
        return self.cleaned_data


class OwnWayForm(WhyForm):
    """What we make, for whom, and by when."""

    plan = LongText(label=_("What do we do?"), max_length=2000, help_text=EVERYONE)
    towards = forms.CharField(
        label=_("For whom?"), max_length=200, help_text=_("For example: the executive, or the municipal council.")
    )
    ready = forms.CharField(
        label=_("By when?"), max_length=120, help_text=_("A month is enough: before June 2027, when it is decided.")
    )


class JoinOtherForm(StepForm):
    """To what it is joined."""

    into = forms.ModelChoiceField(
        Trajectory.objects.running(),
        label=_("To which subject does it belong?"),
        empty_label=_("Choose a subject"),
        error_messages={"required": _("Choose a subject.")},
    )

    def __init__(self, *args: Any, trajectory: Trajectory, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["into"]
        field.queryset = Trajectory.objects.running().exclude(pk=trajectory.pk).order_by("title")


class LeaveForm(StepForm):
    """Why we leave it, and when we look again."""

    reason = LongText(
        label=_("Why do we leave it for now?"),
        max_length=1000,
        help_text=EVERYONE,
    )
    look_on = DayField(label=_("On which day do we look again?"))
