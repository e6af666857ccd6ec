"""The language of a visit."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ..requests import safe_way_on


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """The visit goes on in the chosen language."""
    if request.POST.get("language") in dict(settings.LANGUAGES):
        request.session["language"] = request.POST["language"]
    return redirect(safe_way_on(request) or "/")
