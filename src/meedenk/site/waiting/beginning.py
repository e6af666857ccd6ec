"""What a house that has just been opened still needs before the work can begin."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.agenda.models import Theme
from meedenk.people.models import Area, Department, Member, SteeringSeat, SupportAssignment

from .wait import Wait


def first_steps(*, at: datetime) -> Iterator[Wait]:
    """The first steps that nobody has taken yet, in a good order; none once the house is furnished."""
    today = localdate(at)
    if not Area.objects.exists():
        yield Wait(
            _("Enter the districts and villages"),
            _("Then you can say of members where they live."),
            reverse("people:new-area"),
            _("Begin with it"),
        )
    seats = SteeringSeat.objects.running(today)
    if not Member.objects.running(today).exclude(pk__in=seats.values("member")).exists():
        yield Wait(
            _("Enter the members"),
            _("One by one here, or a whole list with “meedenk people import”."),
            reverse("people:welcome"),
            _("Begin with it"),
        )
    if not SupportAssignment.objects.running(today).exists():
        yield Wait(
            _("Say who supports you"),
            _("Someone who writes down what comes by phone or paper, and sends the mail."),
            reverse("people:support"),
            _("Begin with it"),
        )
    if not Department.objects.exists():
        yield Wait(
            _("Enter the departments of the municipality"),
            _("Then a policy adviser can choose one when asking a question."),
            reverse("people:new-department"),
            _("Begin with it"),
        )
    if not Theme.objects.exists():
        yield Wait(
            _("Put the first themes on the list"),
            _("Then the steering group decides which ones come on the agenda."),
            reverse("agenda:new-theme"),
            _("Begin with it"),
        )
