"""The page on which an executor tells how it is going, and the pages of support and readers around it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meedenk.accounts.doors import address_behind, door
from meedenk.accounts.models import PersonalLink, Purpose, one_spelling
from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.advice.models import Advice
from meedenk.common.refusal import refusal_as_message
from meedenk.gathering.serving import download
from meedenk.handbook.queries import number
from meedenk.journal.kinds import Kind
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.views.entrance import enter_step

from ..forms.checks import CheckForm
from ..models import Check
from ..operations import checks
from ..queries import open_checks, progress


@door(Purpose.EXECUTOR)
def tell_by_link(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Who carries something out sees what was promised, and tells how it is going."""
    at = now()
    trajectory = get_object_or_404(Trajectory, pk=link.about)
    asked = open_checks(trajectory, link.email) if trajectory.stage == Stage.MONITORING else []
    pressed = request.POST.get("check", "") if request.method == "POST" else ""
    forms = [(check, _form(request, check, bound=pressed == str(check.pk))) for check in asked]
    for check, form in forms:
        if form.is_valid():
            with refusal_as_message(request):
                checks.answer_check(check, form.told(), by=link, at=at)
                messages.success(request, _("Thank you. Everyone can read now how it is going."))
                return redirect(address_behind(request))
    mine = [each for each in progress(trajectory) if each.commitment.email == one_spelling(link.email)]
    context = {"trajectory": trajectory, "forms": forms, "progress": mine, "today": localdate(at)}
    return render(request, "followup/tell.html", context)


@login_required
@get_or_post
def enter(request: UserRequest, slug: str, key: int) -> HttpResponse:
    """Support writes down what an executor told by phone or letter."""
    at = now()
    page = enter_step(request.user, slug, Kind.CHECK_ANSWERED, at=at)
    found = next((each for each in progress(page.trajectory) if each.commitment.pk == key), None)
    if found is None or found.asked is None:
        raise Http404
    bound = request.method == "POST"
    form = _form(request, found.asked, bound=bound, behalf=page.behalf)
    if form.is_valid():
        with refusal_as_message(request):
            behalf = form.cleaned_data.get("on_behalf_of", "")
            checks.answer_check(found.asked, form.told(), by=request.user, at=at, on_behalf_of=behalf)
            messages.success(request, _("The answer is written down. Everyone can read it."))
            return redirect("trajectories:workspace", slug)
    return render(request, "followup/check.html", page.filled(form=form, found=found))


@require_safe
def evidence_file(request: HttpRequest, number: str, key: int) -> HttpResponseBase:
    """The file that an executor gave with an answer, for everyone who may read the advice."""
    advice = get_object_or_404(Advice.objects.visible_to(request.user, at=now()), number=number)
    check = get_object_or_404(Check.objects.exclude(file=""), pk=key, commitment__trajectory=advice.trajectory_id)
    title = _("How it is going with advice %(number)s") % {"number": advice.number}
    return download(str(check.file.name), title=title, found=check.format)


def _form(request: HttpRequest, check: Check, *, bound: bool, behalf: bool = False) -> CheckForm:
    more: dict[str, Any] = {"data": request.POST, "files": request.FILES} if bound else {}
    megabytes = min(number("upload-max-megabytes", localdate(check.asked_at)), settings.UPLOAD_LIMIT_MB)
    return CheckForm(**more, prefix=f"check-{check.pk}", megabytes=megabytes, behalf=behalf)
