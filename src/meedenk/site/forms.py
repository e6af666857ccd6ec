"""What visitors choose and people change, as values."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from meedenk.accounts.models import User
from meedenk.agenda.models import Theme
from meedenk.people.models import Department, Member
from meedenk.trajectories.stages import Flow

ALL = ("", _("all"))
ANSWERS = [
    ALL,
    ("adopted", _("adopted")),
    ("partly", _("partly adopted")),
    ("rejected", _("not adopted")),
    ("awaiting", _("no answer yet")),
]
ORIGINS = [ALL, (Flow.REQUESTED.value, _("asked by the municipality")), (Flow.UNREQUESTED.value, _("own subject"))]


class Filter(forms.Form):
    """A form in an address. What was chosen but is not known here fits nothing; it does not fit everything."""

    @property
    def is_set(self) -> bool:
        """Whether anything was chosen, known or not."""
        return any(self.data.get(name) for name in self.fields)

    def chosen(self) -> dict[str, Any]:
        """What was chosen, by field; what is not known here is left out, and stands in `errors`."""
        if not self.is_valid() and not self.is_bound:
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value}


class RegisterFilter(Filter):
    """Which advices."""

    q = forms.CharField(label=_("Search in the advices"), required=False)
    jaar = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False)
    thema = forms.ModelChoiceField(
        Theme.objects.all(), label=_("Theme"), to_field_name="slug", required=False, empty_label=ALL[1]
    )
    afdeling = forms.ModelChoiceField(
        Department.objects.all(), label=_("Department"), required=False, empty_label=ALL[1]
    )
    antwoord = forms.ChoiceField(label=_("What was answered"), choices=ANSWERS, required=False)
    soort = forms.ChoiceField(label=_("Who began?"), choices=ORIGINS, required=False)

    def __init__(self, *args: Any, years: Iterable[int], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["jaar"].choices = [ALL, *((year, str(year)) for year in years)]  # type: ignore[attr-defined]  # the stubs know a plain field only


class SubjectFilter(Filter):
    """Which trajectories."""

    stand = forms.ChoiceField(
        label=_("Running or finished"),
        choices=[
            ALL,
            ("loopt", _("running")),
            ("klaar", _("finished")),
            ("alles", _("also themes of which nothing has begun")),
        ],
        required=False,
    )
    thema = forms.ModelChoiceField(
        Theme.objects.all(), label=_("Theme"), to_field_name="slug", required=False, empty_label=ALL[1]
    )
    soort = forms.ChoiceField(label=_("Who began?"), choices=ORIGINS, required=False)


class DetailsForm(forms.Form):
    """What someone changes about themselves. Who is not a member has a name and a language only."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    phone = forms.CharField(
        label=_("Your phone number"),
        max_length=40,
        required=False,
        help_text=_("For the steering group and support only."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "class": "short"}),
    )
    topics = forms.CharField(
        label=_("What do you know about?"),
        required=False,
        max_length=2000,
        help_text=_("Topics, for example “work and care” or “debts”. You need not write down a diagnosis."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.ChoiceField(label=_("Language of the pages and mails"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, user: User, member: Member | None, **more: Any) -> None:
        more["initial"] = {"name": user.name, "language": user.language}
        if member:
            more["initial"] |= {"phone": member.phone, "topics": member.topics}
        super().__init__(*args, **more)
        if member is None:
            del self.fields["phone"], self.fields["topics"]
