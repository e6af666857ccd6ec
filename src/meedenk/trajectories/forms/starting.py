"""The vote for a contact, the agreements and the start of the work."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import DayField, LongText
from meedenk.people.models import Member

from ..models import Agreement
from ..sides import Side
from .steps import StepForm


class VoteForm(forms.Form):
    """Whom someone wants as contact. With `behalf` it also asks whose vote it is."""

    voter = forms.ModelChoiceField(
        label=_("Whose vote is this?"), queryset=Member.objects.none(), empty_label=_("Choose a member")
    )
    choice = forms.ModelChoiceField(
        label=_("Who becomes the contact?"), queryset=Member.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, group: Iterable[Member], behalf: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        everyone = Member.objects.filter(pk__in=[member.pk for member in group])
        self.fields["choice"].queryset = everyone  # type: ignore[attr-defined]  # a field for a choice of rows
        self.fields["voter"].queryset = everyone  # type: ignore[attr-defined]  # as above
        if not behalf:
            del self.fields["voter"]


class AgreementForm(StepForm):
    """One agreement: about what, what, who does it and by when."""

    topic = forms.ChoiceField(label=_("What is it about?"), choices=Agreement.Topic.choices)
    text = LongText(label=_("What do we agree?"), max_length=1000)
    promised_by = forms.ChoiceField(label=_("Who does this?"), choices=Agreement.Promise.choices)
    by_on = DayField(label=_("By when?"), required=False)
    side = forms.ChoiceField(label=_("For which side do you write this down?"), choices=Side.choices)

    field_order = ("topic", "text", "promised_by", "by_on", "side", "on_behalf_of")

    def __init__(self, *args: Any, behalf: bool = False, alone: bool = False, **more: Any) -> None:
        super().__init__(*args, behalf=behalf, **more)
        if alone:
            self.fields["promised_by"].initial = Agreement.Promise.GROUP
            del self.fields["side"]
        elif not behalf:
            del self.fields["side"]


class ConfirmForm(StepForm):
    """A yes to what stands there; support says for which side."""

    side = forms.ChoiceField(label=_("For which side do you write this down?"), choices=Side.choices)

    def __init__(self, *args: Any, behalf: bool = False, **more: Any) -> None:
        super().__init__(*args, behalf=behalf, **more)
        if not behalf:
            del self.fields["side"]
