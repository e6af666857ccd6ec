"""What one wants to receive, and how to stop it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from meedenk.accounts.requests import UserRequest, get_or_post

from . import preferences as wishes
from .forms import PreferencesForm
from .models import Stream
from .unsubscribing import Stop, read_stop, stop_thread


@login_required
@get_or_post
def preferences(request: UserRequest) -> HttpResponse:
    """Someone chooses what they want to receive and how often."""
    chosen = wishes.preference_of(request.user, request.user.email)
    now_holds = {
        "rhythm": chosen.rhythm,
        "digest": not chosen.stopped(Stream.DIGEST),
        "calls": not chosen.stopped(Stream.CALLS),
    }
    form = PreferencesForm(request.POST or None, initial=now_holds)
    if form.is_valid():
        wishes.choose(request.user, **form.cleaned_data, at=now())
        messages.success(request, _("We have kept your choice. It holds from now on."))
        return redirect("mail:preferences")
    return render(request, "mail/preferences.html", {"form": form})


@csrf_exempt
@get_or_post
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link in a mail: GET asks, POST stops, also from a mail program (RFC 8058); without a cookie."""
    asked = read_stop(token)
    if asked is None:
        return render(request, "mail/stop.html", {"asked": None}, status=404)
    with translation.override(asked.user.language if asked.user else translation.get_language()):
        if asked.about is not None:
            return _stop_subject(request, asked, asked.about)
        if asked.stream is None:
            return _stop_thread(request, asked)
        if request.method == "POST":
            wishes.stop(asked.stream, asked.user, asked.email, at=now())
        done = wishes.preference_of(asked.user, asked.email).stopped(asked.stream)
        return render(request, "mail/stop.html", {"asked": asked, "calls": asked.stream == Stream.CALLS, "done": done})


def _stop_thread(request: HttpRequest, asked: Stop) -> HttpResponse:
    """GET asks, POST stops all mail about one thing; who did so before reads that."""
    assert asked.link is not None, "what comes with a link was asked for"
    if request.method == "POST" and not asked.link.is_forgotten:
        stop_thread(asked.link, at=now())
    done = request.method == "POST" or asked.link.is_forgotten
    return render(request, "mail/stop_thread.html", {"done": done})


def _stop_subject(request: HttpRequest, asked: Stop, about: int) -> HttpResponse:
    """GET asks, POST stops all mail about one subject, or undoes that."""
    if request.method == "POST" and request.POST.get("act") == "again":
        wishes.hear_again(about, asked.user, asked.email)
    elif request.method == "POST":
        wishes.stop_subject(about, asked.user, asked.email, at=now())
    done = wishes.has_stopped(about, asked.user, asked.email)
    again = request.method == "POST" and not done
    return render(request, "mail/stop_subject.html", {"done": done, "again": again, "asked": asked})
