"""What the office writes beside each recommendation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.advice.models import Recommendation
from meedenk.trajectories.forms.steps import StepForm

from .models import Letter, Response
from .operations import Reply


@dataclass(frozen=True)
class Row:
    """One recommendation with the fields of its answer."""

    recommendation: Recommendation
    fields: tuple[forms.BoundField, ...]


class ResponseForm(StepForm):
    """An answer, a reason and a quote per recommendation. `complete` demands an answer to each."""

    reference = forms.CharField(label=_("Your reference"), max_length=60, required=False)
    text = forms.CharField(
        label=_("What do you want to say first?"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(
        self,
        *args: Any,
        recommendations: Iterable[Recommendation],
        draft: Letter | None,
        complete: bool,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.recommendations = list(recommendations)
        if whose := self.fields.get("on_behalf_of"):
            whose.required = complete
            whose.help_text = _("For example: the executive, by letter of 3 November.")
        if draft:
            self.initial.update(reference=draft.reference, text=draft.text)
        said = {response.recommendation_id: response for response in draft.responses.all()} if draft else {}
        for each in self.recommendations:
            self._add(each, said.get(each.pk), complete=complete)

    def _add(self, each: Recommendation, said: Response | None, *, complete: bool) -> None:
        self.fields[f"answer-{each.pk}"] = forms.ChoiceField(
            label=_("Your answer to recommendation %(number)s") % {"number": each.order},
            choices=Response.Answer.choices,
            widget=forms.RadioSelect,
            required=complete,
            initial=said.answer if said else None,
            error_messages={
                "required": _("Choose an answer to recommendation %(number)s. “Later” is an answer too.")
                % {"number": each.order}
            },
        )
        self.fields[f"reason-{each.pk}"] = forms.CharField(
            label=_("Why?"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            initial=said.reason if said else "",
        )
        self.fields[f"quote-{each.pk}"] = forms.CharField(
            label=_("One sentence that we may quote"),
            required=False,
            max_length=400,
            initial=said.quote if said else "",
        )

    def rows(self) -> Iterator[Row]:
        for each in self.recommendations:
            yield Row(each, tuple(self[f"{part}-{each.pk}"] for part in ("answer", "reason", "quote")))

    def replies(self) -> dict[int, Reply]:
        """The answers by the key of their recommendation."""
        return {
            each.pk: Reply(*(self.cleaned_data[f"{part}-{each.pk}"] for part in ("answer", "reason", "quote")))
            for each in self.recommendations
        }


class ReminderForm(StepForm):
    """Own words in a reminder."""

    text = forms.CharField(
        label=_("Do you want to add something?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The mail already says what is asked, since when and how to answer."),
    )
