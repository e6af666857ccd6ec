"""All figures of the public account in one piece, for programs."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate

from . import tables
from .figures import adoption, clocks, position, promises
from .figures.tally import Tally


def figures(at: datetime) -> dict[str, Any]:
    """What stands on `/verantwoording/`, as JSON knows it. The keys are Dutch and never change."""
    answers = adoption.adoption(at)
    subjects, subjects_by_year = position.position()
    return {
        "bron": f"{settings.BASE_URL}/verantwoording/",
        "adviesgroep": settings.HOUSE.name,
        "datum": localdate(at).isoformat(),
        "aanbevelingen": {
            "alle": _answers(answers.all),
            "per_jaar": [{"jaar": each.key, **_answers(each)} for each in answers.by_year],
            "per_thema": [{"thema": each.label if each.key else None, **_answers(each)} for each in answers.by_theme],
            "per_afdeling": [
                {"afdeling": each.label if each.key else None, **_answers(each)} for each in answers.by_department
            ],
        },
        "tijd_om_te_adviseren": _pace(clocks.pace_of_questions(), "korter_dan_afgesproken"),
        "tijd_tot_het_antwoord": _pace(clocks.pace_of_answers(at), "later_dan_afgesproken"),
        "nog_geen_antwoord": [
            {
                "advies": each.number,
                "titel": each.title,
                "antwoord_voor": each.due_on.isoformat(),
                "weken_te_laat": each.weeks,
                "komt_later_sinds": each.later_on.isoformat() if each.later_on else None,
                "adres": f"{settings.BASE_URL}{each.url}",
            }
            for each in clocks.silence(at)
        ],
        "toezeggingen": _promised(promises.promises(at)),
        "positie": {
            "alle": _asked(subjects),
            "per_jaar": [{"jaar": each.key, **_asked(each)} for each in subjects_by_year],
        },
        "tabellen": {name: f"{settings.BASE_URL}/verantwoording/{name}.csv" for name in tables.TABLES},
    }


def _answers(tally: Tally) -> dict[str, int]:
    return {tables.ANSWERS[kind].replace(" ", "_"): tally.counts[kind] for kind in adoption.KINDS}


def _asked(tally: Tally) -> dict[str, int]:
    return {tables.ASKED[kind].replace(" ", "_"): tally.counts[kind] for kind in position.KINDS}


def _promised(tally: Tally) -> dict[str, int]:
    return {tables.PROMISED[kind].replace(" ", "_"): tally.counts[kind] for kind in promises.KINDS}


def _pace(pace: clocks.Pace, broken: str) -> dict[str, int | None]:
    said = asdict(pace)
    days = {"dagen_middelste": said["usual"], "dagen_afgesproken_middelste": said["agreed"]}
    return {"aantal": pace.times, **(days if pace.times else dict.fromkeys(days)), broken: pace.broken}
