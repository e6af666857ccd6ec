"""Where the group thought along."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.journal.kinds import Kind
from meedenk.trajectories.flows import step_for

from ..forms.along import AlongForm
from ..operations import along as acts
from .entrance import enter, for_whom


@login_required
@get_or_post
def thought_along(request: UserRequest, slug: str) -> HttpResponse:
    """What the group did other than advise, and what changed by it."""
    at = now()
    trajectory = enter(request.user, slug, at=at)
    names = for_whom(request.user, trajectory, Kind.THOUGHT_ALONG, at=at)
    form = AlongForm(request.POST or None, names=names)
    if form.is_valid():
        with refusal_as_message(request):
            acts.think_along(trajectory, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("It is written down. It comes back in the account of this subject."))
            return redirect(request.path)
    page = {
        "trajectory": trajectory,
        "form": form,
        "thoughts": trajectory.thoughts.all(),
        "open": trajectory.stage in step_for(trajectory.flow, Kind.THOUGHT_ALONG).origin,
    }
    return render(request, "gathering/thought_along.html", page)
