"""What the forms of all steps share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import LongText

LONGEST_LEAD = 400


class TextWhen(forms.CharField):
    """A text that may stay empty unless something else was chosen; `optional` says when it is needed."""

    def __init__(self, *, optional: Any, **more: Any) -> None:
        super().__init__(required=False, **more)
        self.optional = optional


class StepForm(forms.Form):
    """A form with which someone takes a step; with `behalf` it asks for whom."""

    on_behalf_of = forms.CharField(
        label=_("On whose behalf do you do this?"),
        help_text=_("The name stands in the journal, beside your own."),
        max_length=120,
    )

    def __init__(self, *args: Any, behalf: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if not behalf:
            del self.fields["on_behalf_of"]


class WhyForm(StepForm):
    """A step that may be taken although something is missing; with `ask_why` it asks why."""

    because = LongText(label=_("Why do you go on all the same?"), max_length=1000)

    def __init__(self, *args: Any, ask_why: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not ask_why:
            del self.fields["because"]
