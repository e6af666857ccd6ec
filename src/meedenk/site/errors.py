"""The pages people see when there is nothing to see."""

import sys
from collections.abc import Iterator

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

WAIT_SECONDS = 60
LONGEST = 20_000
NOT_KEPT = ("csrfmiddlewaretoken",)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponse(alone("400.html"), status=400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form did not come from a page of ours, or that page was open for too long."""
    return HttpResponse(alone("site/forged.html"), status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Something went wrong with us. When the database is away, that passes: what was typed can be sent again."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        page = alone("503.html", typed=list(typed(request)), path=request.get_full_path(), token=token(request))
        return HttpResponse(page, status=503, headers={"Retry-After": str(WAIT_SECONDS)})
    return HttpResponse(alone("500.html"), status=500)


def alone(template: str, **more: object) -> str:
    """A page that asks nothing of a request or the database."""
    return render_to_string(template, {"house": settings.HOUSE, **more})


def typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """What was filled in, to be sent again."""
    if request.method == "POST":
        for name, values in request.POST.lists():
            if name not in NOT_KEPT:
                yield from ((name, str(value)[:LONGEST]) for value in values)


def token(request: HttpRequest) -> str:
    return request.POST.get("csrfmiddlewaretoken", "") if request.method == "POST" else ""
