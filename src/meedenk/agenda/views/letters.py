"""Letters to tellers who hear by post."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message

from ..models import PaperLetter
from ..operations import reading
from ..rules import may_read


@login_required
@require_safe
def letters(request: UserRequest) -> HttpResponse:
    """What is still to be printed and posted, the oldest first."""
    may_read.or_404(request.user, at=now())
    waiting = PaperLetter.objects.filter(posted_at=None).select_related("teller__concern")
    return render(request, "agenda/letters.html", {"letters": waiting})


@login_required
@get_or_post
def letter(request: UserRequest, pk: int) -> HttpResponse:
    """One letter to print, and the button for when it is in the post."""
    at = now()
    may_read.or_404(request.user, at=at)
    found = get_object_or_404(PaperLetter.objects.select_related("teller__concern"), pk=pk)
    if request.method == "POST":
        with refusal_as_message(request):
            reading.post_letter(found, by=request.user, at=at)
            messages.success(request, _("We have kept that the letter is in the post."))
            return redirect("agenda:letters")
    return render(request, "agenda/letter.html", {"letter": found})
