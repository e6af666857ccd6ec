"""Text of people into values."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Mailing, Rhythm


class PreferencesForm(forms.Form):
    """What someone wants to receive, and how often."""

    calls = forms.BooleanField(
        label=_("Send me calls to join a project group"),
        help_text=_("A call goes at once, because it has a closing date."),
        required=False,
    )
    digest = forms.BooleanField(
        label=_("Send me the overview"), help_text=_("All that can wait, in one mail."), required=False
    )
    rhythm = forms.ChoiceField(label=_("How often?"), choices=Rhythm.choices, widget=forms.RadioSelect)

    def clean_rhythm(self) -> Rhythm:
        return Rhythm(self.cleaned_data["rhythm"])


class MailingForm(forms.ModelForm):
    """The text of a mailing that has not gone yet."""

    class Meta:
        model = Mailing
        fields = ("subject", "body")


class CancelForm(forms.Form):
    """Why a mailing does not go."""

    because = forms.CharField(label=_("Why does it not go?"), max_length=300)
