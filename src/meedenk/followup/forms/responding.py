"""What the office writes beside each recommendation."""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meedenk.advice.models import Recommendation
from meedenk.common.forms import DayField, LongText
from meedenk.common.templatetags.pieces import day
from meedenk.gathering.forms.fields import UploadField
from meedenk.gathering.uploads import Upload
from meedenk.trajectories.forms.steps import StepForm

from ..models import Letter, Response
from ..operations.responding import Reply
from ..queries import fingerprint


@dataclass(frozen=True)
class Row:
    """One recommendation with the fields of its answer."""

    recommendation: Recommendation
    fields: tuple[forms.BoundField, ...]
    theirs: Response | None = None


class AnswerField(forms.ChoiceField):
    """What is done with one recommendation. Empty in a draft, never in what is sent."""

    widget = forms.RadioSelect
    optional = _("(may be empty for now, not when you send it)")


class WhoseField(forms.CharField):
    """Whose answer support writes down. Empty in a draft, never in what is sent."""

    optional = AnswerField.optional


class ReceivedField(DayField):
    """On which day a letter on paper was received. Empty in a draft, never in what is sent."""

    optional = AnswerField.optional


class ReasonField(LongText):
    """Why a recommendation is not adopted as it is."""

    optional = _("(needed when you adopt part of it, or do not adopt it)")


class LetterField(UploadField):
    """A PDF, as an `Upload`."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.widget.attrs["accept"] = ".pdf"

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        upload = super().clean(data, initial)
        if upload and upload.format != "pdf":
            raise ValidationError(_("Choose the letter as a PDF. Save it as a PDF first."))
        return upload


class ResponseForm(StepForm):
    """An answer, a reason and a quote per recommendation. `complete` demands all that sending demands."""

    on_behalf_of = WhoseField(
        label=_("Whose answer is this?"),
        help_text=_("For example: the executive. The name stands in the journal, beside your own."),
        max_length=120,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    dated_on = DayField(label=_("Which date does the letter bear?"), required=False)
    received_on = ReceivedField(
        label=_("On which day was it received?"),
        help_text=_("This is the day of the answer: it counts for the term, and everyone reads it."),
    )
    text = LongText(
        label=_("What do you want to say first?"),
        help_text=_("This stands above the answers, for everyone to read."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reference = forms.CharField(label=_("Your reference"), max_length=60, required=False)
    upload = LetterField(label=_("The letter as a PDF"))
    without_file = forms.BooleanField(label=_("Leave out the letter that is kept now"), required=False)

    def __init__(
        self,
        *args: Any,
        recommendations: Iterable[Recommendation],
        draft: Letter | None,
        complete: bool,
        today: date,
        megabytes: int,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        upload = self.fields["upload"]
        assert isinstance(upload, LetterField)
        upload.megabytes = megabytes
        upload.help_text = _("Everyone can take it along from our site. At most %(most)s MB.") % {"most": megabytes}
        if draft is None or not draft.file:
            del self.fields["without_file"]
        self.recommendations, self.complete = list(recommendations), complete
        self.newer: Letter | None = None
        self.initial["seen"] = fingerprint(draft)
        if whose := self.fields.get("on_behalf_of"):
            whose.required = self.fields["received_on"].required = complete
        else:
            del self.fields["dated_on"], self.fields["received_on"]
        if draft:
            kept = ("on_behalf_of", "dated_on", "received_on", "text", "reference")
            self.initial.update({name: getattr(draft, name) for name in kept if name in self.fields})
        if not self.initial.get("received_on"):
            self.initial["received_on"] = today
        said = {response.recommendation_id: response for response in draft.responses.all()} if draft else {}
        for each in self.recommendations:
            self._add(each, said.get(each.pk))

    def _add(self, each: Recommendation, said: Response | None) -> None:
        self.fields[f"answer-{each.pk}"] = AnswerField(
            label=_("Your answer to recommendation %(number)s") % {"number": each.order},
            choices=Response.Answer.choices,
            required=False,
            initial=said.answer if said else None,
        )
        self.fields[f"reason-{each.pk}"] = ReasonField(
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

    def clean(self) -> dict[str, Any]:
        super().clean()
        for each in self.recommendations if self.complete else ():
            self._demand(each)
        if self.errors and self.cleaned_data.get("upload"):
            self.add_error("upload", _("Choose the file once more. A browser does not keep it."))
        return self.cleaned_data

    def _demand(self, each: Recommendation) -> None:
        number = {"number": each.order}
        answer, reason = f"answer-{each.pk}", f"reason-{each.pk}"
        if self.cleaned_data.get(answer) == "":
            self.add_error(
                answer, _("Choose an answer to recommendation %(number)s. “Later” is an answer too.") % number
            )
        if self.cleaned_data.get(answer) in Response.REASONED and self.cleaned_data.get(reason) == "":
            self.add_error(reason, _("Say why you do not adopt recommendation %(number)s as it is.") % number)

    def stand_beside(self, newer: Letter | None) -> None:
        """What someone else kept in the meantime is shown beside what was typed, and counts as seen from now on."""
        if fingerprint(newer) == self.cleaned_data.get("seen", ""):
            return
        self.newer = newer
        typed: Any = copy(self.data)
        typed["seen"] = fingerprint(newer)
        self.data = typed
        if self.cleaned_data.get("upload") and not self.errors:
            self.add_error("upload", _("Choose the file once more. A browser does not keep it."))

    def rows(self) -> Iterator[Row]:
        theirs = {each.recommendation_id: each for each in self.newer.responses.all()} if self.newer else {}
        for each in self.recommendations:
            fields = tuple(self[f"{part}-{each.pk}"] for part in ("answer", "reason", "quote"))
            yield Row(each, fields, theirs.get(each.pk))

    def said(self) -> dict[str, Any]:
        """What was typed; the answers as `replies`, by the key of their recommendation."""
        replies = {
            each.pk: Reply(*(self.cleaned_data[f"{part}-{each.pk}"] for part in ("answer", "reason", "quote")))
            for each in self.recommendations
        }
        return {name: self.cleaned_data[name] for name in self.base_fields if name in self.fields} | {
            "replies": replies
        }


class WhenForm(forms.Form):
    """On which day the answer becomes public, when that is not at once."""

    on = DayField(label=_("On which day?"))

    def __init__(self, *args: Any, last: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["on"].help_text = _("In the morning of that day, on or before %(day)s.") % {"day": day(last)}


class ReminderForm(StepForm):
    """Own words in a reminder."""

    text = forms.CharField(
        label=_("Do you want to add something?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The mail already says what is asked, since when and how to answer."),
    )
