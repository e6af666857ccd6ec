"""Somebody tells what goes wrong or what they worry about."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meedenk.accounts import limits
from meedenk.accounts.models import User
from meedenk.accounts.requests import UserRequest, get_or_post, network
from meedenk.common.refusal import refusal_as_message
from meedenk.handbook.queries import rule
from meedenk.people.rules import is_member

from ..forms.telling import PublicTellForm, TellForForm, TellForm
from ..models import Teller
from ..operations import telling
from ..rules import may_read

HOUR = timedelta(hours=1)
DOUBTED_AFTER, REFUSED_AFTER = 5, 30


@get_or_post
def tell(request: HttpRequest) -> HttpResponse:
    """Anyone tells something, without an account; a member who is signed in need not say who they are."""
    at = now()
    member = request.user if isinstance(request.user, User) and is_member(request.user, at=at) else None
    form = TellForm(request.POST or None, at=at) if member else PublicTellForm(request.POST or None, at=at)
    page = _page(form, at) | {"member": member}
    if form.is_valid():
        place = ("tell", network(request))
        often = not limits.within(DOUBTED_AFTER, HOUR, *place, at=at)
        if not limits.within(REFUSED_AFTER, HOUR, *place, "refused", at=at):
            form.add_error(
                None, _("A lot was told from your address this hour. Wait an hour, or phone us. Your text stays.")
            )
            return render(request, "agenda/tell.html", page, status=429)
        with refusal_as_message(request):
            telling.tell(**_told(form.cleaned_data, member), by=member, at=at, doubted=often)
            return redirect("agenda:told")
    return render(request, "agenda/tell.html", page)


def _told(values: dict[str, Any], member: User | None) -> dict[str, Any]:
    if member:
        return values | {"via": Teller.Via.MEMBER}
    return values | {"via": Teller.Via.PARTNER if values["organisation"] else Teller.Via.RESIDENT}


@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """What happens with it now, for who has just told something."""
    return render(request, "agenda/told.html", {"reply": rule("signal-reply-weeks", localdate(now()))})


@login_required
@get_or_post
def tell_for(request: UserRequest) -> HttpResponse:
    """Staff write down what came by phone, by letter or in a talk."""
    at = now()
    may_read.or_404(request.user, at=at)
    form = TellForForm(request.POST or None)
    if form.is_valid():
        with refusal_as_message(request):
            concern = telling.tell(**_told(form.cleaned_data, None), by=request.user, at=at)
            messages.success(request, _("It waits to be read. Who wants to hear of it gets a mail or a letter."))
            return redirect("agenda:concern", concern.pk)
    return render(request, "agenda/tell_for.html", _page(form, at))


def _page(form: Any, at: datetime) -> dict[str, Any]:
    today = localdate(at)
    return {
        "form": form,
        "reply": rule("signal-reply-weeks", today),
        "keep": rule("concern-keep-months", today),
    }
