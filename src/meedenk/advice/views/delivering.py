"""The advice goes out, is attached to a proposal, and is published."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.common.templatetags.pieces import moment
from meedenk.documents.html import html
from meedenk.handbook.queries import length, rule
from meedenk.journal.kinds import Kind
from meedenk.people.models import Official
from meedenk.trajectories.views.entrance import enter_step

from ..content import blocks
from ..forms.delivering import AttachForm, DeliverForm, PublishForm
from ..models import Advice, Body
from ..operations import delivering, publishing
from .entrance import advice_of


@login_required
@get_or_post
def deliver(request: UserRequest, slug: str) -> HttpResponse:
    """Staff deliver the advice to the executive, the municipal council or both."""
    at = now()
    page = enter_step(request.user, slug, Kind.DELIVERED, at=at)
    advice = advice_of(page)
    form = DeliverForm(request.POST or None, initial=_known(advice, localdate(at)), behalf=page.behalf)
    if form.is_valid():
        said = form.cleaned_data
        with refusal_as_message(request):
            delivery = delivering.deliver(
                advice,
                to=said["to"],
                offices=form.offices(),
                proposal=form.proposal(),
                embargo_until=said["embargo_until"],
                by=request.user,
                at=at,
                on_behalf_of=said.get("on_behalf_of", ""),
            )
            messages.success(
                request,
                _("The advice is on its way to %(to)s, with the PDF. Check it once more and publish it.")
                % {"to": delivery.get_to_display()},
            )
            return redirect("advice:publish", slug)
    today = localdate(at)
    context = page.filled(
        form=form,
        advice=advice,
        rule=rule("weeks-to-respond", today),
        due_on=today + length("weeks-to-respond", today),
    )
    return render(request, "advice/deliver.html", context)


def _known(advice: Advice, on: date) -> dict[str, Any]:
    """The offices in our directory, and the policy document the question was about."""
    offices = {
        Body.EXECUTIVE: Official.Function.ALDERPERSON_OFFICE,
        Body.COUNCIL: Official.Function.COUNCIL_OFFICE,
    }
    known: dict[str, Any] = {"proposal_title": advice.trajectory.policy_document}
    for body, function in offices.items():
        if office := Official.objects.serving(on).filter(function=function).first():
            known |= {f"{body}_name": office.name, f"{body}_email": office.email}
    return known


@login_required
@get_or_post
def attach(request: UserRequest, slug: str) -> HttpResponse:
    """Staff write down to which proposal the advice was attached."""
    at = now()
    page = enter_step(request.user, slug, Kind.ATTACHED, at=at)
    advice = advice_of(page)
    form = AttachForm(request.POST or None, behalf=page.behalf)
    if form.is_valid() and (proposal := form.proposal()):
        with refusal_as_message(request):
            behalf = form.cleaned_data.get("on_behalf_of", "")
            delivering.attach(advice, proposal=proposal, by=request.user, at=at, on_behalf_of=behalf)
            messages.success(request, _("The proposal stands beside the advice. Members read it in their overview."))
            return redirect("advice:write", slug)
    context = page.filled(form=form, advice=advice, proposals=advice.proposals.all())
    return render(request, "advice/attach.html", context)


@login_required
@get_or_post
def publish(request: UserRequest, slug: str) -> HttpResponse:
    """Staff read the advice once more and publish it."""
    at = now()
    page = enter_step(request.user, slug, Kind.PUBLISHED, at=at)
    advice = advice_of(page)
    form = PublishForm(request.POST or None, behalf=page.behalf)
    if form.is_valid():
        with refusal_as_message(request):
            publishing.publish(advice, **form.cleaned_data, by=request.user, at=at)
            public_from = advice.delivery.public_from(at)
            read_from = _("Everyone can read the advice from %(when)s.") % {"when": moment(public_from)}
            messages.success(request, read_from if public_from else _("Everyone can read the advice now."))
            return redirect("advice:write", slug)
    text = html(blocks(advice.adopted, top=2)) if advice.adopted else ""
    return render(request, "advice/publish.html", page.filled(form=form, advice=advice, text=text))
