"""To whom the advice goes, to what it belongs, and whether everyone may read it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import DayField, MomentField, capitals
from meedenk.trajectories.forms.steps import StepForm

from ..addressing import BODIES, Office, ProposalData
from ..models import Body, Delivery


class OfficeName(forms.CharField):
    """Who answers for a body; needed when the advice goes there."""

    optional = _("(needed when the advice goes there)")


class OfficeEmail(forms.EmailField):
    """Where the advice goes; needed when it goes there."""

    optional = _("(needed when the advice goes there)")


class ProposalFields(StepForm):
    """A proposal of the municipality."""

    proposal_title = forms.CharField(
        label=_("Which proposal does the advice belong to?"), max_length=200, required=False
    )
    proposal_body = forms.ChoiceField(label=_("Proposal to"), choices=capitals(Body), required=False)
    proposal_number = forms.CharField(label=_("Number of the proposal"), max_length=60, required=False)
    proposal_on = DayField(label=_("Date of the proposal"), required=False)
    proposal_meeting = forms.CharField(label=_("In which meeting?"), max_length=120, required=False)
    proposal_link = forms.URLField(
        label=_("Link to the proposal"), max_length=200, required=False, assume_scheme="https"
    )

    def proposal(self) -> ProposalData | None:
        """The proposal that was filled in, if any."""
        said = self.cleaned_data
        if not said["proposal_title"]:
            return None
        return ProposalData(
            title=said["proposal_title"],
            body=said["proposal_body"] or Body.EXECUTIVE,
            number=said["proposal_number"],
            on=said["proposal_on"],
            link=said["proposal_link"],
            meeting=said["proposal_meeting"],
        )


class AttachForm(ProposalFields):
    """The advice was attached to a proposal."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["proposal_title"].required = self.fields["proposal_body"].required = True


class DeliverForm(ProposalFields):
    """To whom, with which proposal, and from when it may be public."""

    to = forms.ChoiceField(label=_("Who gets the advice?"), choices=capitals(Delivery.To), widget=forms.RadioSelect)
    executive_name = OfficeName(label=_("Office of the executive: name"), max_length=120, required=False)
    executive_email = OfficeEmail(label=_("Office of the executive: e-mail address"), required=False)
    council_name = OfficeName(label=_("Office of the municipal council: name"), max_length=120, required=False)
    council_email = OfficeEmail(label=_("Office of the municipal council: e-mail address"), required=False)
    embargo_until = MomentField(
        label=_("Not public before"), required=False, help_text=_("Leave it empty when there is no embargo.")
    )
    field_order = (
        "to",
        "executive_name",
        "executive_email",
        "council_name",
        "council_email",
        "proposal_title",
        "proposal_body",
        "proposal_number",
        "proposal_on",
        "proposal_meeting",
        "proposal_link",
        "embargo_until",
        "on_behalf_of",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for body in BODIES.get(cleaned.get("to", ""), ()):
            for field in (f"{body}_name", f"{body}_email"):
                if not cleaned.get(field) and field not in self.errors:
                    self.add_error(field, _("Fill this in: the advice goes there."))
        return cleaned

    def offices(self) -> list[Office]:
        said = self.cleaned_data
        return [Office(body, said[f"{body}_name"], said[f"{body}_email"]) for body in BODIES[said["to"]]]


class PublishForm(StepForm):
    """The last check before everyone can read it."""

    checked = forms.BooleanField(
        label=_("I have read the advice and its question. Nobody can be recognised in them."),
        error_messages={"required": _("Read it first, and tick this when nobody can be recognised in it.")},
    )
