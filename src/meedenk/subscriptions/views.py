"""Following us by mail, without an account."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from meedenk.accounts import limits
from meedenk.accounts.models import one_spelling
from meedenk.accounts.requests import get_or_post, network

from . import operations
from .forms import FollowForm
from .mails import not_you
from .models import Subscription
from .tokens import LASTING, email_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@get_or_post
def follow(request: HttpRequest) -> HttpResponse:
    """Someone leaves an address. Whether it is known here, the answer does not tell."""
    at = now()
    form = FollowForm(request.POST or None, at=at, over=request.GET.get("over", "").replace("\0", "")[:200])
    if form.is_valid():
        if not limits.within(10, HOUR, "follow", network(request), at=at):
            form.add_error(None, _("Many addresses came from where you are. Wait an hour and try again."))
            return render(request, "subscriptions/follow.html", {"form": form, "days": LASTING.days}, status=429)
        email = form.cleaned_data["email"]
        if limits.within(5, DAY, "follow", one_spelling(email), at=at):
            language = translation.get_language() or "nl"
            operations.ask(email, dossier=form.cleaned_data["what"], language=language, at=at)
        return redirect("subscriptions:asked")
    return render(request, "subscriptions/follow.html", {"form": form, "days": LASTING.days})


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What happens now, for who just left an address."""
    return render(request, "subscriptions/asked.html", {"days": LASTING.days})


@cache_control(private=True, no_store=True)
@get_or_post
def following(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link in the mail: what they asked, what they follow, a yes, and a stop for each and for all."""
    email = email_of(token)
    if not email:
        return render(request, "subscriptions/closed.html", status=404)
    mine = Subscription.objects.filter(email=email).select_related("dossier")
    if request.method == "POST":
        messages.success(request, _act(request, email))
        return redirect("subscriptions:following", token)
    context = {"asked": mine.filter(confirmed_at=None), "followed": mine.confirmed(), "email": email}
    context["not_you"] = not_you()
    return render(request, "subscriptions/following.html", context)


def _act(request: HttpRequest, email: str) -> str:
    """Does what was pressed and returns what the reader is told about it."""
    if "yes" in request.POST:
        operations.confirm(email, at=now())
        return _("From now on you find it in one mail a week, when there is something new.")
    if "all" in request.POST:
        operations.stop(email)
        return _("You follow nothing any more. We have not kept your address for it.")
    pk = request.POST.get("stop", "")
    pk = pk if pk.isascii() and pk.isdigit() and len(pk) < 18 else "0"
    operations.stop(email, subscription=get_object_or_404(Subscription, pk=pk, email=email))
    return _("You do not follow this any more.")
