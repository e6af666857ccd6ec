"""What was searched, and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from meedenk.advice.models import Advice
from meedenk.common.stemming import WORD, fold, stem, stems
from meedenk.trajectories.models import Trajectory

from ..models import SearchEntry

LONGEST = 100
MOST_WORDS = 8
AROUND = 130
Kind = SearchEntry.Kind


@dataclass(frozen=True)
class Piece:
    """Some text of an excerpt; `hit` when it is a word that was searched."""

    text: str
    hit: bool = False


def terms(query: str) -> list[str]:
    """The stems that are searched: of the first words, as nobody types more."""
    return stems(query[:LONGEST])[:MOST_WORDS]


def matching(query: str, kind: str) -> QuerySet[SearchEntry, int]:
    """The keys of the pages of one kind that hold every word of `query`."""
    return SearchEntry.objects.filter(_holds_all(terms(query)), kind=kind).values_list("key", flat=True)


def found(query: str, person: Any, *, at: datetime) -> QuerySet[SearchEntry]:
    """The pages with every word of `query` that `person` may see now, the best first; if none has, those with some."""
    searched = terms(query)
    if not searched:
        return SearchEntry.objects.none()
    readable = SearchEntry.objects.filter(visible_to(person, at=at))
    hits = readable.filter(_holds_all(searched))
    if len(searched) > 1 and not hits.exists():
        hits = readable.filter(_holds_one(searched))
    return hits.annotate(score=_score(searched)).order_by("-score", "-key", "kind")


def visible_to(person: Any, *, at: datetime) -> Q:
    """Asked of the pages themselves, so that the index can never show what its page would not."""
    advices = Advice.objects.visible_to(person, at=at).filter(adopted_at__isnull=False).order_by()
    trajectories = Trajectory.objects.visible_to(person, at=at).order_by()
    return (
        Q(kind=Kind.ADVICE, key__in=advices.values("pk"))
        | Q(kind=Kind.TRAJECTORY, key__in=trajectories.values("pk"))
        | Q(kind__in=[Kind.THEME, Kind.CHAPTER, Kind.LINK])
    )


def _holds_all(searched: Iterable[str]) -> Q:
    every = Q()
    for each in searched:
        every &= Q(stems__contains=_widest(each))
    return every


def _holds_one(searched: Iterable[str]) -> Q:
    some = Q()
    for each in searched:
        some |= Q(stems__contains=_widest(each))
    return some


def _widest(term: str) -> str:
    """Long words are also found inside others (hulp in jeugdhulp), short ones at their beginning or whole."""
    if len(term) >= 4:
        return term
    return f" {term}" if len(term) == 3 else f" {term} "


def _score(searched: Iterable[str]) -> Combinable:
    """A whole word in the title counts most, a whole word in the text more than a part of one."""
    score: Combinable = Value(0, output_field=IntegerField())
    for each in searched:
        in_title = When(title_stems__contains=f" {each} ", then=Value(9))
        partly_in_title = When(title_stems__contains=_widest(each), then=Value(6))
        whole = When(stems__contains=f" {each} ", then=Value(3))
        partly = When(stems__contains=_widest(each), then=Value(1))
        score = score + Case(in_title, partly_in_title, whole, partly, default=Value(0), output_field=IntegerField())
    return score


def excerpt(text: str, searched: list[str]) -> list[Piece]:
    """The text around the first word that was searched, with every such word apart; else how the text begins."""
    hits = [match.span() for match in WORD.finditer(text) if _is_hit(match[0], searched)]
    middle = hits[0][0] if hits else 0
    begin, end = _edges(text, middle)
    pieces = [Piece("… ")] if begin else []
    for start, stop in hits:
        if begin <= start and stop <= end:
            pieces += [Piece(text[begin:start]), Piece(text[start:stop], hit=True)]
            begin = stop
    pieces.append(Piece(text[begin:end] + (" …" if end < len(text) else "")))
    return [piece for piece in pieces if piece.text]


def _edges(text: str, middle: int) -> tuple[int, int]:
    """Where an excerpt around `middle` begins and ends, between words."""
    begin = text.find(" ", max(middle - AROUND, 0)) + 1 if middle > AROUND else 0
    end = text.rfind(" ", 0, begin + 2 * AROUND) if len(text) > begin + 2 * AROUND else len(text)
    return begin, max(end, begin)


def _is_hit(word: str, searched: list[str]) -> bool:
    """Stems only words that begin like one of the stems: stemming every word of a long page takes too long."""
    folded = fold(word)
    for each in searched:
        if len(each) >= 4 and each in folded:
            return True
        if folded[:2] == each[:2] and stem(folded) == each:
            return True
    return False
