"""The draft in its round."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import LongText, MomentField
from meedenk.people.models import Member
from meedenk.trajectories.forms.steps import WhyForm

from ..models import DraftResponse
from .writing import LONGEST


class RoundForm(WhyForm):
    """Until when, and who may respond."""

    closes_at = MomentField(label=_("Respond by"))
    to_all = forms.BooleanField(
        label=_("All members may respond"),
        required=False,
        help_text=_("Otherwise only the project group gets the draft."),
    )
    field_order = ("closes_at", "to_all", "because", "on_behalf_of")


class RespondForm(forms.Form):
    """What a member thinks of the draft. With `others` support chooses for whom it writes."""

    member = forms.ModelChoiceField(
        label=_("Whose response is this?"), queryset=Member.objects.none(), empty_label=_("Choose a member")
    )
    stance = forms.ChoiceField(
        label=_("What do you think of it?"), choices=DraftResponse.Stance.choices, widget=forms.RadioSelect
    )
    view = forms.CharField(
        label=_("Your view in one sentence"),
        max_length=200,
        required=False,
        help_text=_("Only when you see it differently. It becomes the title of your view in the advice."),
    )
    text = LongText(label=_("Would you like to tell us more?"), required=False, max_length=LONGEST)

    def __init__(self, *args: Any, others: Iterable[Member] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        if others is None:
            del self.fields["member"]
        else:
            known = Member.objects.filter(pk__in=[member.pk for member in others])
            self.fields["member"].queryset = known  # type: ignore[attr-defined]  # a field for a choice of rows

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("stance") == DraftResponse.Stance.OWN_PERSPECTIVE:
            if not cleaned.get("view"):
                self.add_error("view", _("Write your view in one sentence."))
            if not cleaned.get("text"):
                self.add_error("text", _("Explain how you see it, so that it can stand in the advice."))
        return cleaned
