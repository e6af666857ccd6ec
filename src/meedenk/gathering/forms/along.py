"""Thinking along."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import Behalf


class AlongForm(Behalf):
    what = forms.CharField(label=_("What did you do?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    whom = forms.CharField(label=_("With whom?"), max_length=200)
    changed = forms.CharField(
        label=_("What changed?"),
        help_text=_("Nothing is an answer too. Then write why."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
