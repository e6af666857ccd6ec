"""The sentences that tell what happened."""

from datetime import timedelta

import pytest
from django.utils import translation
from django.utils.timezone import now

from meedenk.journal.happenings import HAPPENINGS
from meedenk.journal.kinds import Kind, Seen
from meedenk.journal.models import Dossier
from meedenk.journal.operations import record
from meedenk.journal.sentences import fill


def test_every_kind_has_a_title_and_a_sentence_in_both_languages() -> None:
    assert set(HAPPENINGS) == set(Kind)
    for language in ("en", "nl"):
        with translation.override(language):
            for kind, happening in HAPPENINGS.items():
                for seen in Seen:
                    assert happening.told({}, seen), kind
                    assert fill(happening.title, {}), kind


def test_what_only_members_may_know_is_not_in_the_public_sentence() -> None:
    formed = HAPPENINGS[Kind.GROUP_FORMED]
    facts = {"number": 7, "names": "Anna, Bram"}
    assert "Anna" not in formed.told(facts, Seen.PUBLIC)
    assert "Anna" in formed.told(facts, Seen.MEMBERS)


def test_days_and_answers_are_written_as_a_reader_writes_them() -> None:
    assert "4 December 2026" in HAPPENINGS[Kind.CALL_OPENED].told({"closes_on": "2026-12-04"}, Seen.MEMBERS)
    assert HAPPENINGS[Kind.CALL_ANSWERED].told({"answer": "maybe"}, Seen.STAFF).endswith("perhaps.")


@pytest.mark.parametrize("typed", ["2026-99-99", "2026-12-04", "yes"])
def test_attack_30_what_people_type_stays_what_they_typed(typed: str) -> None:
    assert HAPPENINGS[Kind.REPORTED_TO_MEMBERS].told({"text": typed}, Seen.MEMBERS) == typed
    assert HAPPENINGS[Kind.THEME_LEFT].told({"reason": typed}, Seen.PUBLIC) == typed


@pytest.mark.django_db
def test_the_public_timeline_holds_no_kinds_of_members_and_nothing_under_embargo() -> None:
    dossier, at = Dossier.objects.create(title="Onderwerp"), now()
    record(dossier, Kind.WORK_BEGUN, by=None, at=at)
    record(dossier, Kind.CHOICE_MADE, by=None, at=at, what="a", why="b")
    record(dossier, Kind.CHECK_ASKED, by=None, at=at, text="a")
    record(dossier, Kind.PUBLISHED, by=None, at=at, public_from=at + timedelta(days=1))

    def told(seen: Seen, when: int = 0) -> list[str]:
        return [entry.kind for entry in dossier.entries.seen_by(seen, at=at + timedelta(days=when))]

    assert told(Seen.PUBLIC) == [Kind.WORK_BEGUN]
    assert told(Seen.PUBLIC, when=1) == [Kind.WORK_BEGUN, Kind.PUBLISHED]
    assert Kind.CHECK_ASKED not in told(Seen.MEMBERS)
    assert len(told(Seen.STAFF)) == 4
