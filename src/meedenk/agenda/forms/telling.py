"""What people tell, from text into values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import LongText, capitals
from meedenk.common.guarding import GuardedForm
from meedenk.people.models import Area

from ..models import Concern, Teller

LONGEST = 3000


class ToldForm(forms.Form):
    """What somebody tells, and where."""

    text = LongText(
        label=_("What do you want to tell us?"),
        max_length=LONGEST,
        help_text=_("A few sentences are enough. Leave out names and medical details, also your own."),
        error_messages={"required": _("Write in a few sentences what you want to tell us.")},
    )
    kind = forms.ChoiceField(
        label=_("What is it most like?"),
        choices=capitals(Concern.Kind),
        initial=Concern.Kind.CONCERN,
        widget=forms.RadioSelect,
    )
    area = forms.ModelChoiceField(
        Area.objects.all(),
        label=_("In which district or village?"),
        required=False,
        empty_label=_("I would rather not say"),
    )


class TellForm(GuardedForm, ToldForm):
    """The same from a member who is signed in: we know how to reach them."""

    hears = forms.ChoiceField(
        label=_("May we let you know what becomes of it?"),
        choices=[(Teller.Hears.MAIL, _("Yes, by e-mail")), (Teller.Hears.NOTHING, _("No, that is not needed"))],
        initial=Teller.Hears.MAIL,
        widget=forms.RadioSelect,
    )


class Reached(forms.Form):
    """Whether and how someone hears what becomes of it."""

    hears = forms.ChoiceField(
        label=_("May we let you know what becomes of it?"),
        choices=[
            (Teller.Hears.MAIL, _("Yes, by e-mail")),
            (Teller.Hears.PAPER, _("Yes, by post")),
            (Teller.Hears.NOTHING, _("No, that is not needed")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether we may let you know.")},
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        help_text=_("Only when we may let you know."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Only when you choose e-mail."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    postal = forms.CharField(
        label=_("Address for letters"),
        max_length=300,
        required=False,
        help_text=_("Only when you choose post: street, number, postcode and place."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )
    organisation = forms.CharField(
        label=_("Do you tell this for an organisation? Which one?"), max_length=120, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        hears = cleaned.get("hears")
        if hears == Teller.Hears.MAIL and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write down your e-mail address, or choose that we need not let you know."))
        if hears == Teller.Hears.PAPER and not cleaned.get("postal"):
            self.add_error("postal", _("Write down where we post a letter, or choose another answer."))
        if hears in {Teller.Hears.MAIL, Teller.Hears.PAPER} and not cleaned.get("name"):
            self.add_error("name", _("Write down your name. We use it in our mail or letter to you."))
        return cleaned


class PublicTellForm(GuardedForm, Reached, ToldForm):
    """The same, from anyone."""

    field_order = ("text", "kind", "area", "hears", "name", "email", "postal", "organisation")


class TellForForm(Reached, ToldForm):
    """The same, written down by staff for someone who phoned, wrote or talked."""

    channel = forms.ChoiceField(
        label=_("How did it come to you?"),
        choices=lambda: [each for each in capitals(Teller.Channel)() if each[0] != Teller.Channel.PAGE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it came to you.")},
    )
    field_order = ("channel", "text", "kind", "area", "hears", "name", "email", "postal", "organisation")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["text"].label = _("What was told?")
        self.fields["hears"].label = _("Does this person want to hear what becomes of it?")
        self.fields["name"].label = _("Name")
        self.fields["organisation"].label = _("For which organisation, if it is one?")


class MoreForm(forms.Form):
    """A few words more."""

    text = LongText(
        label=_("What do you want to add?"),
        max_length=LONGEST,
        help_text=_("Leave out names and medical details, also your own."),
        error_messages={"required": _("Write what you want to add.")},
    )
