"""The outsider's door, and the language of a visit."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from .doors import behind
from .models import PersonalLink, digest


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str, page: str = "") -> HttpResponse:
    """The page behind a personal link. Fetching it changes nothing: mail scanners fetch too."""
    link = PersonalLink.objects.select_related("user").filter(digest=digest(token)).first()
    if link is None or not link.is_open(now()):
        return render(request, "accounts/link_closed.html", {"link": link}, status=410 if link else 404)
    return behind(link, page)(request, link)


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """The visit goes on in the chosen language."""
    if request.POST.get("language") in dict(settings.LANGUAGES):
        request.session["language"] = request.POST["language"]
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else "/")
