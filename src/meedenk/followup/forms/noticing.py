"""What residents notice."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Notice


class NoticeForm(forms.Form):
    """Three answers and a sentence."""

    answer = forms.ChoiceField(
        label=_("Do you notice anything of it?"), choices=Notice.Answer.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What do you notice? Tell it in one sentence"),
        help_text=_("Only who follows what is done reads this. Write no names of people."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    may_quote = forms.BooleanField(label=_("You may show my sentence to everyone, without my name"), required=False)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("may_quote") and self.cleaned_data.get("text") == "":
            self.add_error("text", _("Write a sentence, or take away the tick below."))
        return self.cleaned_data
