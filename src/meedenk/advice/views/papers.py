"""The advice as a file."""

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from ..models import Advice


@require_safe
def pdf(request: HttpRequest, number: str) -> FileResponse:
    """The PDF, as it was adopted and delivered: for everyone once it is public, for members from its adoption."""
    advice = get_object_or_404(Advice.objects.visible_to(request.user, at=now()), number=number)
    if not advice.pdf:
        raise Http404
    return FileResponse(advice.pdf.open("rb"), content_type="application/pdf", filename=f"{advice.number}.pdf")
