"""What the steering group and support do with what people tell, from text into values."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import LongText

from ..models import Concern, Theme


class PartForm(forms.Form):
    """Of which theme it is part."""

    theme = forms.ModelChoiceField(
        Theme.objects.all(),
        label=_("Which theme?"),
        empty_label=_("Choose a theme"),
        error_messages={"required": _("Choose a theme.")},
    )


class NewThemeForm(forms.Form):
    """A theme of our own that begins with what was told."""

    title = forms.CharField(
        label=_("The theme in a few words"),
        max_length=120,
        help_text=_("For example: Informal care, or Poverty."),
        error_messages={"required": _("Write down what the theme is called.")},
    )
    summary = LongText(
        label=_("What is it about?"),
        max_length=1000,
        help_text=_("One or two sentences in your own words. Everyone can read them: nothing about who told it."),
        error_messages={"required": _("Write in one or two sentences what it is about.")},
    )


class MergeForm(forms.Form):
    """With what it lies together."""

    into = forms.ModelChoiceField(
        Concern.objects.none(),
        label=_("With which one?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose one.")},
    )

    def __init__(self, *args: Any, choices: QuerySet[Concern], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["into"]
        field.queryset = choices
        field.label_from_instance = lambda concern: f"{concern.title}: {concern.text[:160]}"


class AsideForm(forms.Form):
    """Why nothing is done with it now."""

    reason = LongText(
        label=_("Why do we do nothing with it now?"),
        max_length=1000,
        help_text=_("Who told it reads this. Be kind, and say where someone can go instead."),
        error_messages={"required": _("Write down why. Who told it reads the reason.")},
    )


class HeardForm(forms.Form):
    """What we heard, in words for everyone."""

    heard = LongText(
        label=_("What did we hear? In words for everyone"),
        max_length=400,
        required=False,
        help_text=_("One sentence without anything by which someone can be known. Leave it empty to show nothing."),
    )
