"""Text of people into values."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import MomentField
from meedenk.common.templatetags.pieces import day

from ..models import Call, SignUp
from .steps import TextWhen


class Closing(forms.Form):
    """Until when members answer, and why so late; without `wished_on` no day is too late."""

    closes_at = MomentField(label=_("Answer by"))
    because = TextWhen(
        label=_("Why does the call close so late?"),
        optional=_("(needed when it closes after the day by which our advice is wished)"),
        max_length=1000,
    )

    def __init__(self, *args: Any, wished_on: date | None, **more: Any) -> None:
        super().__init__(*args, **more)
        if wished_on is None:
            del self.fields["because"]
        else:
            self.fields["closes_at"].help_text = _("Our advice is wished by %(day)s.") % {"day": day(wished_on)}


class CallForm(Closing, forms.ModelForm):
    """What the call says and until when."""

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


class ProlongForm(Closing):
    """A later moment to close."""


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
