"""The same figures for machines: one line per recommendation, clock and subject. Names of columns never change."""

from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings
from django.db.models import F
from django.utils.timezone import localdate

from meedenk.common.sheets import Row

from .figures.adoption import answered
from .figures.clocks import asked_of_us
from .models import Position

ANSWERS = {
    "adopted": "overgenomen",
    "partly": "deels overgenomen",
    "rejected": "niet overgenomen",
    "later": "antwoord komt later",
    "none": "nog geen antwoord",
    "silent": "geen antwoord gekomen",
}
ASKED = {"in-time": "op tijd gevraagd", "late": "laat gevraagd", "not-asked": "niet gevraagd"}
PROMISED = {
    "done": "gedaan",
    "under-way": "bezig",
    "stuck": "loopt vast",
    "dropped": "gaat niet door",
    "unknown": "nog niet bekend",
}


def recommendations(at: datetime) -> Iterator[Row]:
    """Each public recommendation that was delivered, and what became of it."""
    found = answered(at).order_by("-advice__delivery__at", "advice", "order")
    for row in found.values(
        "title",
        "order",
        "kind",
        "advice__number",
        "advice__delivery__at",
        "advice__delivery__due_on",
        "response__letter__received_at",
        "response__changed_at",
        "advice__letter__silent",
        theme=F("advice__trajectory__theme__title"),
        department=F("advice__trajectory__department__name"),
    ):
        yield {
            "advies": row["advice__number"],
            "nummer": row["order"],
            "aanbeveling": row["title"],
            "thema": row["theme"] or "",
            "afdeling": row["department"] or "",
            "aangeboden": _day(row["advice__delivery__at"]),
            "antwoord_voor": row["advice__delivery__due_on"].isoformat(),
            "beantwoord": _day(row["response__changed_at"] or row["response__letter__received_at"]),
            "antwoord": ANSWERS["silent" if row["kind"] == "none" and row["advice__letter__silent"] else row["kind"]],
            "adres": f"{settings.BASE_URL}/adviezen/{row['advice__number']}/#aanbeveling-{row['order']}",
        }


def questions(at: datetime) -> Iterator[Row]:
    """Each question of the municipality with the days we got to answer it."""
    for each in asked_of_us().select_related("theme", "department"):
        yield {
            "vraag": each.title,
            "thema": each.theme.title if each.theme else "",
            "afdeling": each.department.name if each.department else "",
            "gevraagd": each.asked_on.isoformat() if each.asked_on else "",
            "dagen_gekregen": each.days_given,
            "dagen_afgesproken": each.days_agreed,
            "adres": f"{settings.BASE_URL}{each.get_absolute_url()}",
        }


def positions(at: datetime) -> Iterator[Row]:
    """Each subject and whether we were asked about it."""
    for each in Position.objects.select_related("theme", "department"):
        yield {
            "onderwerp": each.subject,
            "datum": each.on.isoformat(),
            "gevraagd": ASKED[each.asked],
            "bron": each.source,
            "link": each.link,
            "toelichting": each.explanation,
            "thema": each.theme.title if each.theme else "",
            "afdeling": each.department.name if each.department else "",
        }


COLUMNS = {
    "aanbevelingen": (
        "advies",
        "nummer",
        "aanbeveling",
        "thema",
        "afdeling",
        "aangeboden",
        "antwoord_voor",
        "beantwoord",
        "antwoord",
        "adres",
    ),
    "vragen": ("vraag", "thema", "afdeling", "gevraagd", "dagen_gekregen", "dagen_afgesproken", "adres"),
    "positie": ("onderwerp", "datum", "gevraagd", "bron", "link", "toelichting", "thema", "afdeling"),
}
TABLES = {"aanbevelingen": recommendations, "vragen": questions, "positie": positions}


def _day(value: datetime | date | None) -> str:
    if value is None:
        return ""
    return (localdate(value) if isinstance(value, datetime) else value).isoformat()
