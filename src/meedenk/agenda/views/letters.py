"""Letters to who hears by post."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import Refused, refusal_as_message

from ..models import PaperLetter
from ..operations import posting
from ..rules import may_read

LATELY = timedelta(weeks=2)
MOST = 50


@login_required
@get_or_post
def letters(request: UserRequest) -> HttpResponse:
    """What is still to be printed and posted, the oldest first, and what was posted lately."""
    at = now()
    may_read.or_404(request.user, at=at)
    if request.method == "POST":
        with refusal_as_message(request):
            messages.success(request, _press(request, at))
        return redirect("agenda:letters")
    return render(request, "agenda/letters.html", {"letters": _waiting(), "lately": _lately(at)})


@login_required
@require_safe
def to_print(request: UserRequest) -> HttpResponse:
    """Every letter that waits, each on a page of its own."""
    may_read.or_404(request.user, at=now())
    return render(request, "agenda/print_letters.html", {"letters": _waiting()})


@login_required
@get_or_post
def letter(request: UserRequest, pk: int) -> HttpResponse:
    """One letter to print, and the button for when it is in the post."""
    at = now()
    may_read.or_404(request.user, at=at)
    found = get_object_or_404(_letters(), pk=pk)
    if request.method == "POST":
        with refusal_as_message(request):
            posting.post_letters([found], by=request.user, at=at)
            messages.success(request, _("We have kept that the letter is in the post."))
            return redirect("agenda:letters")
    return render(request, "agenda/letter.html", {"letter": found})


def _press(request: UserRequest, at: datetime) -> str:
    """Does what the button said and returns what the reader is told about it."""
    if back := request.POST.get("back"):
        for each in _lately(at):
            if str(each.pk) == back:
                posting.take_back(each, by=request.user, at=at)
        return _("The letter waits again.")
    chosen = set(request.POST.getlist("posted"))
    if not chosen:
        raise Refused(_("Choose the letters that are in the post."))
    posted = posting.post_letters([each for each in _waiting() if str(each.pk) in chosen], by=request.user, at=at)
    return ngettext(
        "We have kept that %(number)d letter is in the post.",
        "We have kept that %(number)d letters are in the post.",
        posted,
    ) % {"number": posted}


def _waiting() -> QuerySet[PaperLetter]:
    return _letters().filter(posted_at=None)[:MOST]


def _lately(at: datetime) -> QuerySet[PaperLetter]:
    return _letters().filter(posted_at__gt=at - LATELY).order_by("-posted_at", "-pk")[:MOST]


def _letters() -> QuerySet[PaperLetter]:
    return PaperLetter.objects.select_related("teller__concern", "member", "about")
