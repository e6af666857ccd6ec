"""What the group thinks of the response, and an answer that comes later or changes."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import LongText
from meedenk.trajectories.forms.steps import StepForm

from ..models import Response, Weighing
from ..operations.responding import Reply
from .responding import ReasonField


class WeighForm(StepForm):
    """Satisfied, partly, or asking on; why; and who may read it."""

    verdict = forms.ChoiceField(
        label=_("What do you think of the answer?"), choices=Weighing.Verdict.choices, widget=forms.RadioSelect
    )
    text = LongText(
        label=_("Why?"),
        help_text=_("Do you ask on? Then the office reads this in a mail, with a link to answer."),
        max_length=3000,
    )
    public = forms.BooleanField(label=_("Everyone may read this beside the advice"), required=False)


class AnewForm(StepForm):
    """Another answer to one recommendation. `seen` is when the answer that stands there now was given anew."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("Your answer now"),
        choices=[choice for choice in Response.Answer.choices if choice[0] != Response.Answer.LATER],
        widget=forms.RadioSelect,
    )
    reason = ReasonField(label=_("Why?"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    quote = forms.CharField(label=_("One sentence that we may quote"), required=False, max_length=400)

    def __init__(self, *args: Any, response: Response, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial["seen"] = response.changed_at.isoformat() if response.changed_at else ""

    def clean_seen(self) -> datetime | None:
        try:
            return parse_datetime(self.cleaned_data["seen"])
        except ValueError:
            return None

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("answer") in Response.REASONED and self.cleaned_data.get("reason") == "":
            self.add_error("reason", _("Say why. Whoever advised you wants to know what you do not adopt and why."))
        return self.cleaned_data

    def reply(self) -> Reply:
        return Reply(*(self.cleaned_data[name] for name in ("answer", "reason", "quote")))
