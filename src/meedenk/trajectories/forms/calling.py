"""Text of people into values."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import MomentField

from ..models import Call, SignUp


class CallForm(forms.ModelForm):
    """What the call says and until when."""

    closes_at = MomentField(label=_("Answer by"))

    class Meta:
        model = Call
        fields = ("text", "time_asked", "dates_known", "experience_sought", "closes_at")
        labels = {"text": _("What is it about?"), "time_asked": _("How much time do we ask?")}
        help_texts = {
            "text": _("Short and plain: what is the question, why does it matter, and for whom?"),
            "time_asked": _("For example: 3 hours a week, for three months."),
            "dates_known": _("For example: first meeting on Tuesday evening 12 January."),
            "experience_sought": _("Leave it empty when everyone is as welcome."),
        }


class ProlongForm(forms.Form):
    """A later moment to close."""

    closes_at = MomentField(label=_("Answer by"))


class PersonalForm(forms.Form):
    """A few words for one member."""

    text = forms.CharField(
        label=_("What do you want to say?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Why did you think of them? The text of the call stands below your words."),
    )


class SignUpForm(forms.ModelForm):
    """Yes, no or perhaps, and whatever someone wants to add."""

    answer = forms.ChoiceField(label=_("Do you join?"), choices=SignUp.Answer.choices, widget=forms.RadioSelect)

    class Meta:
        model = SignUp
        fields = ("answer", "motivation", "experience", "times")
