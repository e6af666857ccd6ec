"""Text of people into values."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Call, SignUp


class CallForm(forms.ModelForm):
    """What the call says and until when."""

    closes_at = forms.SplitDateTimeField(
        label=_("Answer by"), widget=forms.SplitDateTimeWidget(date_attrs={"type": "date"}, time_attrs={"type": "time"})
    )

    class Meta:
        model = Call
        fields = ("text", "time_asked", "dates_known", "experience_sought", "closes_at")


class SignUpForm(forms.ModelForm):
    """Yes, no or perhaps, and whatever someone wants to add."""

    answer = forms.ChoiceField(label=_("Do you join?"), choices=SignUp.Answer.choices, widget=forms.RadioSelect)

    class Meta:
        model = SignUp
        fields = ("answer", "motivation", "experience", "times")
