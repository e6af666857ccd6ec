"""The agreements at the start: one page for the group, and the same behind the adviser's link."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meedenk.accounts.doors import door
from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.journal.kinds import Kind
from meedenk.people.rules import is_inside, is_support

from ..deals import deals, promises
from ..flows import step_for
from ..forms.starting import AgreementForm, ConfirmForm
from ..forms.steps import StepForm
from ..models import Agreement, Trajectory
from ..operations import starting
from ..rules import is_adviser, is_contact
from ..sides import Side
from ..stages import WITH_GROUP
from ..waiting import Wait, adviser_waits
from .entrance import enter

DONE = {
    "propose": gettext_lazy("Your proposal has been kept, and the other side has a mail about it."),
    "plan": gettext_lazy("This stands in your plan."),
    "confirm": gettext_lazy("This agreement stands now. The other side has a mail about it."),
    "change": gettext_lazy("The new text has been kept. The other side is asked to say yes to it."),
    "keep": gettext_lazy("It has been written down that this was done."),
}


@dataclass(frozen=True)
class Reader:
    """Who looks at the agreements, and what they may do with them."""

    person: User | PersonalLink
    trajectory: Trajectory
    side: Side | None
    behalf: bool

    @property
    def writes(self) -> bool:
        return (self.side is not None or self.behalf) and self._now(Kind.AGREEMENT_PROPOSED)

    @property
    def ticks_off(self) -> bool:
        return (self.side is not None or self.behalf) and self._now(Kind.AGREEMENT_KEPT)

    def _now(self, kind: Kind) -> bool:
        return self.trajectory.stage in step_for(self.trajectory.flow, kind).origin


@login_required
@get_or_post
def agreements(request: UserRequest, slug: str) -> HttpResponse:
    """Members read what was agreed; the contact proposes, confirms and changes."""
    at = now()
    trajectory = enter(request.user, slug, is_inside, at=at)
    return _agreements(request, request.user, trajectory, "trajectories/agreements.html", at)


@door(Purpose.ADVISER, "afspraken")
def agreements_by_link(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """The adviser reads, proposes, confirms and changes from the mail."""
    trajectory = get_object_or_404(Trajectory, pk=link.about)
    return _agreements(request, link, trajectory, "trajectories/agreements_by_link.html", now())


@adviser_waits
def agreements_to_confirm(trajectory: Trajectory, at: datetime) -> Iterable[Wait]:
    """The adviser is asked to say yes to what the group proposed, and to make what is missing."""
    if trajectory.stage not in step_for(trajectory.flow, Kind.AGREEMENT_CONFIRMED).origin:
        return
    proposed = trajectory.agreements.current().filter(adviser_agreed_at=None).count()
    if proposed:
        yield Wait(
            title=_("Say whether you agree with what the group proposes"),
            page="afspraken",
            button=_("Look at the agreements"),
            meta=_("Waiting for your answer: %(number)s") % {"number": proposed},
        )
    elif not all(deal.agreement for deal in deals(trajectory, localdate(at))):
        yield Wait(title=_("Make agreements with the group"), page="afspraken", button=_("Look at the agreements"))


def _agreements(
    request: HttpRequest, person: User | PersonalLink, trajectory: Trajectory, template: str, at: datetime
) -> HttpResponse:
    reader = _reader(person, trajectory, at)
    sent = request.POST or request.GET
    act, chosen = sent.get("act", "propose"), _chosen(sent.get("agreement", ""), trajectory)
    if act not in DONE or (act != "propose" and chosen is None):
        raise Http404
    form = _form(act, chosen, reader, request.POST or None)
    if request.method == "POST":
        if not (reader.ticks_off if act == "keep" else reader.writes):
            raise Http404
        if form.is_valid():
            with refusal_as_message(request):
                _act(act, chosen, reader, form.cleaned_data, at)
                messages.success(request, DONE["plan" if trajectory.alone and act != "keep" else act])
                return redirect(request.path)
    context = {
        "trajectory": trajectory,
        "reader": reader,
        "form": form,
        "act": act,
        "chosen": chosen,
        "deals": deals(trajectory, localdate(at)),
        "promises": [] if trajectory.alone else promises(trajectory, localdate(at)),
        "earlier": trajectory.agreements.exclude(replaced_at=None).select_related("replaced_by"),
        "begun": trajectory.stage in WITH_GROUP,
    }
    return render(request, template, context)


def _reader(person: User | PersonalLink, trajectory: Trajectory, at: datetime) -> Reader:
    if is_contact(person, trajectory, at=at):
        return Reader(person, trajectory, Side.GROUP, behalf=False)
    if is_adviser(person, trajectory, at=at):
        return Reader(person, trajectory, Side.ADVISER, behalf=False)
    return Reader(person, trajectory, None, behalf=is_support(person, at=at))


def _chosen(key: str, trajectory: Trajectory) -> Agreement | None:
    """The agreement the reader points at; 404 when this trajectory has no such agreement now."""
    if not key:
        return None
    if not key.isdecimal():
        raise Http404
    return get_object_or_404(trajectory.agreements.current().select_related("trajectory"), pk=int(key))


def _form(act: str, chosen: Agreement | None, reader: Reader, sent: Any) -> Form:
    if act == "keep":
        return StepForm(sent, behalf=reader.behalf)
    if act == "confirm":
        return ConfirmForm(sent, behalf=reader.behalf)
    values = ("topic", "text", "promised_by", "by_on")
    before = {name: getattr(chosen, name) for name in values} if chosen else {}
    return AgreementForm(sent, initial=before, behalf=reader.behalf, alone=reader.trajectory.alone)


def _act(act: str, chosen: Agreement | None, reader: Reader, said: dict[str, Any], at: datetime) -> None:
    by: Any = {"by": reader.person, "at": at}
    if chosen is None:
        starting.propose(reader.trajectory, **said, **by)
    elif act == "confirm":
        starting.confirm(chosen, **said, **by)
    elif act == "change":
        starting.change(chosen, **said, **by)
    else:
        starting.keep(chosen, **said, **by)
