"""What a load balancer asks: does this process live, and may it have visitors?"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils.timezone import now

from meedenk.mail.queries import oldest_waiting

Answer = Callable[[HttpRequest], HttpResponse]

MAIL_IS_LATE_AFTER = timedelta(minutes=30)


def probes(get_response: Answer) -> Answer:
    """Answers `/_health/live` and `/_health/ready` before anything else: no session, no log line, whatever the host."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path not in {"/_health/live", "/_health/ready"}:
            return get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response = live() if request.path == "/_health/live" else ready(now())
        response["Cache-Control"] = "no-store"
        return response

    return middleware


def live() -> JsonResponse:
    """This process answers. It asks the database nothing."""
    return JsonResponse({"live": True})


def ready(at: datetime) -> JsonResponse:
    """The database answers, every migration is applied and the mail goes out; if not, 503 and which of these fails."""
    try:
        wrong = {name: sentence for name, sentence in [migrations(), mail(at)] if sentence}
    except DatabaseError:
        wrong = {"database": "does not answer"}
    return JsonResponse({"ready": not wrong} | wrong, status=503 if wrong else 200)


def migrations() -> tuple[str, str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "migrations", f"{len(plan)} not applied" if plan else ""


def mail(at: datetime) -> tuple[str, str]:
    oldest = oldest_waiting(at - MAIL_IS_LATE_AFTER)
    if oldest is None:
        return "mail", ""
    return "mail", f"the oldest message waits for {int((at - oldest).total_seconds() // 60)} minutes"
