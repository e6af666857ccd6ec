"""The title and the text in short of a trajectory."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.agenda.models import Theme
from meedenk.common.forms import LongText
from meedenk.people.models import Department

from .steps import LONGEST_LEAD


class WordingForm(forms.Form):
    """What everyone reads first; with `staff` also what it belongs to."""

    title = forms.CharField(label=_("The subject in a few words"), max_length=120)
    lead = LongText(
        label=_("In short, for everyone"),
        max_length=LONGEST_LEAD,
        required=False,
        help_text=_("One or two sentences in plain words: what is it about, and for whom?"),
    )
    theme = forms.ModelChoiceField(
        Theme.objects.all(), label=_("Theme"), required=False, empty_label=_("No theme of our agenda")
    )
    department = forms.ModelChoiceField(
        Department.objects.all(), label=_("Department"), required=False, empty_label=_("No department")
    )

    def __init__(self, *args: Any, staff: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not staff:
            del self.fields["theme"], self.fields["department"]
