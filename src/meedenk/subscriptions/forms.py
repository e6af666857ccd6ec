"""An address and what to follow."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.agenda.models import Theme
from meedenk.journal.models import Dossier

from .queries import followable


class FollowForm(forms.Form):
    """What someone wants to follow: everything, a theme on the agenda, or the subject from which they came."""

    what = forms.ModelChoiceField(
        Dossier.objects.none(),
        label=_("What do you want to follow?"),
        required=False,
        empty_label=_("Everything that you publish"),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Fill in your e-mail address."),
            "invalid": _("Fill in an e-mail address such as name@example.nl."),
        },
    )

    def __init__(self, *args: Any, at: datetime, over: str = "", **more: Any) -> None:
        """`over` is the path of the page about what they came for."""
        super().__init__(*args, **more)
        can = followable(at)
        came_for = can.filter(address=over).first() if over else None
        chosen = [*Theme.objects.filter(chosen=True).values_list("pk", flat=True)]
        shown = [*chosen, came_for.pk] if came_for else chosen
        sent = self.data.get("what", "")
        if sent.isascii() and sent.isdigit() and len(sent) < 18:
            shown.append(int(sent))
        field = self.fields["what"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = can.filter(pk__in=shown).order_by("title")
        field.initial = came_for and came_for.pk
