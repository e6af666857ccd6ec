"""To which running subject something belongs that was told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.agenda.models import Concern

from ..models import Trajectory


class TieForm(forms.Form):
    """One of the subjects that run, those of its own theme first."""

    to = forms.ModelChoiceField(
        Trajectory.objects.none(),
        label=_("To which subject does it belong?"),
        empty_label=_("Choose a subject"),
        error_messages={"required": _("Choose a subject.")},
    )

    def __init__(self, *args: Any, concern: Concern, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["to"]
        field.queryset = Trajectory.objects.running().exclude(concerns=concern).order_by("title")
