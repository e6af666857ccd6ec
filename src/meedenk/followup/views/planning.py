"""What staff read of an answer that waits for its day."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from meedenk.accounts.requests import UserRequest
from meedenk.advice.models import Advice
from meedenk.people.rules import is_staff

from ..queries import planned


@login_required
@require_safe
def read(request: UserRequest, slug: str) -> HttpResponse:
    """The answer as it will be read, and from when."""
    is_staff.or_404(request.user, at=now())
    advice = get_object_or_404(Advice.objects.select_related("trajectory", "delivery"), trajectory__slug=slug)
    letter = planned(advice)
    if letter is None:
        raise Http404
    context = {"base": "base.html", "advice": advice, "trajectory": advice.trajectory, "letter": letter}
    return render(request, "followup/planned.html", context)
