"""One JSON line per answer; no token, no address of a person, not even when something breaks."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from meedenk.common import logs

TOKEN = "q8Jd0s7bXl2mVv3nR5tY6uZ1wA4cE9fG"


def breaks(request, token):
    structlog.get_logger("meedenk.test").info("something of ours", where=request.path)
    raise ValueError(f"marit@voorbeeld.nl may not see {request.build_absolute_uri()}")


urlpatterns = [path("p/<token>/", breaks), path("fine/", lambda request: HttpResponse("fine"))]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def libraries() -> Iterator[io.StringIO]:
    """What libraries log by Python's own logging, as our formatter writes it."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            **{name: value for name, value in logs.configure("INFO")["formatters"]["json"].items() if name != "()"}
        )
    )
    logging.getLogger("django").addHandler(handler)
    yield said
    logging.getLogger("django").removeHandler(handler)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_an_answer_is_one_line_with_the_id_that_the_visitor_got(capsys: Any, client: Client) -> None:
    response = client.get("/fine/?q=marit@voorbeeld.nl")
    (line,) = lines(capsys.readouterr().out)
    assert line["request_id"] == response["X-Request-Id"]
    assert (line["route"], line["status"], line["method"]) == ("fine/", 200, "GET")
    assert line["timestamp"]


def test_what_breaks_is_told_with_its_traceback_but_without_token_or_address(
    capsys: Any, libraries: io.StringIO, client: Client
) -> None:
    client.raise_request_exception = False
    response = client.get(f"/p/{TOKEN}/")
    said = capsys.readouterr().out + libraries.getvalue()
    told = [line for line in lines(libraries.getvalue()) if "exception" in line]
    assert response.status_code == 500
    assert "ValueError" in told[0]["exception"]
    assert told[0]["request_id"] == response["X-Request-Id"]
    assert "something of ours" in said
    assert TOKEN not in said
    assert "marit@voorbeeld.nl" not in said


def test_attack_17_a_token_that_leads_nowhere_is_not_kept(capsys: Any, libraries: io.StringIO, client: Client) -> None:
    client.get(f"/q/{TOKEN}/")
    assert TOKEN not in capsys.readouterr().out + libraries.getvalue()
