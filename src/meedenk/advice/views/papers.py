"""The advice, its question and the bundle around them as files."""

from datetime import datetime

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from meedenk.accounts.doors import door
from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.gathering import serving
from meedenk.people.rules import is_staff

from ..bundle import bundle
from ..models import Advice
from ..question import asked, question_paper


@require_safe
def pdf(request: HttpRequest, number: str) -> FileResponse:
    """The PDF, as it was adopted and delivered: for everyone once it is public, for members from its adoption."""
    advice = get_object_or_404(Advice.objects.visible_to(request.user, at=now()), number=number)
    if not advice.pdf:
        raise Http404
    return FileResponse(advice.pdf.open("rb"), content_type="application/pdf", filename=f"{advice.number}.pdf")


@require_safe
def question(request: HttpRequest, number: str) -> HttpResponse:
    """The question that the advice answers, for who may read the advice."""
    found = Advice.objects.visible_to(request.user, at=now()).filter(adopted_at__isnull=False)
    advice = get_object_or_404(found.select_related("trajectory__department"), number=number)
    if not asked(advice):
        raise Http404
    response = HttpResponse(question_paper(advice), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{advice.number}-aanvraag.pdf"'
    return response


@require_safe
def zipped(request: HttpRequest, number: str) -> HttpResponseBase:
    """The bundle: for staff from the adoption on, for everyone once the advice is public."""
    at = now()
    found = Advice.objects if is_staff(request.user, at=at) else Advice.objects.public(at)
    return _bundle(get_object_or_404(found.select_related("trajectory"), number=number, adopted_at__isnull=False), at)


@door(Purpose.ADVISER, "bijlagepakket")
@door(Purpose.OFFICE, "bijlagepakket")
def zipped_by_link(request: HttpRequest, link: PersonalLink) -> HttpResponseBase:
    """The bundle for who asked for the advice and for who answers it, once it was delivered to them."""
    found = Advice.objects.filter(delivery__isnull=False).select_related("trajectory")
    return _bundle(get_object_or_404(found, trajectory=link.about), now())


def _bundle(advice: Advice, at: datetime) -> HttpResponseBase:
    try:
        return serving.zipped(bundle(advice, at=at), f"bijlagepakket-{advice.number}")
    except FileNotFoundError:
        raise Http404 from None
