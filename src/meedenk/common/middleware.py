"""What every request and every answer passes."""

import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("meedenk.request")


def request_log(get_response: Answer) -> Answer:
    """One JSON line per request: an id, the route and the time it took; no path, so no token and no name."""

    def middleware(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request_id = uuid.uuid4().hex
        structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            response = get_response(request)
            route = request.resolver_match.route if request.resolver_match else "(no route)"
            spent = round((time.perf_counter() - started) * 1000, 1)
            log.info("request", method=request.method, route=route, status=response.status_code, ms=spent)
        finally:
            structlog.contextvars.clear_contextvars()
        response["X-Request-Id"] = request_id
        return response

    return middleware


def security_headers(get_response: Answer) -> Answer:
    """A content security policy without `unsafe-inline`, and no access to the camera and its like."""
    policy = "; ".join(f"{name} {' '.join(sources)}" for name, sources in settings.SECURE_CSP.items())

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Content-Security-Policy", policy)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if response.status_code >= 500 or request.path.startswith("/p/") or request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def language(get_response: Answer) -> Answer:
    """The language of the person, else of the visit, else of the browser; kept in the session, never in a cookie."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.session.get("language") or getattr(request.user, "language", "")
        code = chosen or translation.get_language_from_request(request)
        with translation.override(code):
            request.LANGUAGE_CODE = translation.get_language()
            response = get_response(request)
        response.setdefault("Content-Language", request.LANGUAGE_CODE)
        if not chosen and "Accept-Language" not in response.get("Vary", ""):
            response["Vary"] = ", ".join(filter(None, [response.get("Vary", ""), "Accept-Language"]))
        return response

    return middleware
