"""The list that is gone through before an advice goes out. It shows what is open; it stops nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meedenk.trajectories.conditions import COUNTER_VOICE, EXPERT_BY_EXPERIENCE, holds

from .conditions import silent, this_round
from .content import Content, content
from .models import Advice, DraftResponse, DraftRound


@dataclass(frozen=True)
class Point:
    """One point of the list, for pieces/deals.html."""

    made: bool
    text: str
    meta: str = ""


def quality(advice: Advice, *, at: datetime) -> list[Point]:
    """Every point of the handbook's list that can be told from what was written and done."""
    text = content(advice, on=localdate(at))
    found = this_round(advice.trajectory)
    return [*_about_the_text(text), *_about_who_was_heard(advice, at), *_about_the_round(text, found, at)]


def _about_the_text(text: Content) -> Iterator[Point]:
    recommendations = text["recommendations"]
    yield Point(bool(text["summary"].strip()), _("There is a summary that a neighbour understands"))
    yield Point(bool(recommendations), _("Each recommendation has a number"))
    for name, sentence in (
        ("reason", _("Each recommendation says why")),
        ("sources", _("Each recommendation says what it is based on")),
    ):
        bare = [str(each["number"]) for each in recommendations if not str(each.get(name)).strip()]
        meta = _("Missing at: %(numbers)s") % {"numbers": ", ".join(bare)} if bare else ""
        yield Point(bool(recommendations) and not bare, sentence, meta)
    both = bool(text["goes_well"].strip() and text["attention"].strip())
    yield Point(both, _("It says what goes well and what needs attention"))
    yield Point(bool(text["came_about"].strip()), _("It says how the advice came about"))


def _about_who_was_heard(advice: Advice, at: datetime) -> Iterator[Point]:
    heard = holds(EXPERT_BY_EXPERIENCE, advice.trajectory, at=at)
    yield Point(heard, _("We spoke people who live through it themselves"))
    yield Point(holds(COUNTER_VOICE, advice.trajectory, at=at), _("We heard someone who sees it critically"))


def _about_the_round(text: Content, found: DraftRound | None, at: datetime) -> Iterator[Point]:
    if found is None:
        yield Point(False, _("The draft went round"), _("Not yet"))
        return
    waiting = [member.name for member in silent(found, at)]
    meta = _("Not yet: %(names)s") % {"names": ", ".join(waiting)} if waiting else ""
    yield Point(not waiting, _("Everyone in the group responded"), meta)
    against = found.responses.filter(stance=DraftResponse.Stance.DOES_NOT).count()
    meta = (
        ngettext(
            "%(count)d member does not support it. Ask whether a view of their own should be in it.",
            "%(count)d members do not support it. Ask whether a view of their own should be in it.",
            against,
        )
        % {"count": against}
        if against
        else ""
    )
    yield Point(not against, _("Who sees it differently finds that in the text"), meta)
    same = _words(found.draft) == _words(text)
    meta = "" if same else _("The text was changed after the draft went round. Send it again if that matters.")
    yield Point(same, _("The text is the one that everyone read"), meta)


def _words(text: Content) -> list[object]:
    """All of it but the views, which come in by the responses themselves."""
    return [value for name, value in sorted(text.items()) if name not in {"perspectives", "members"}]
