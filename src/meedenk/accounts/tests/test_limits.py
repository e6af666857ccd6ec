"""Trying often is stopped where it comes from; whoever is meant can always get in."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts import limits
from meedenk.accounts.codes import ask_code, use_code
from meedenk.accounts.models import Count
from meedenk.mail.models import Message
from meedenk.people.tests.factories import a_user

from .factories import a_visitor, the_code

HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_attack_21_a_mailbox_gets_at_most_three_mails_per_code_whoever_asks() -> None:
    user, at = a_user(), now()
    for second in range(0, 590, 5):
        ask_code(user.email, at=at + timedelta(seconds=second))
    assert Message.objects.filter(email=user.email).count() == 3


@pytest.mark.django_db
def test_attack_21_asking_and_guessing_from_elsewhere_does_not_lock_anybody_out() -> None:
    user = a_user()
    for _ in range(60):
        attacker = a_visitor()
        attacker.post(reverse("account_login"), {"email": user.email})
        for _ in range(3):
            attacker.post(reverse("account_code"), {"code": "BBBB-BBBB"})
    victim = a_visitor()
    assert victim.post(reverse("account_login"), {"email": user.email}).status_code == 302
    assert victim.post(reverse("account_code"), {"code": the_code(user.email)}).status_code == 302
    assert victim.get(reverse("mfa_index")).status_code == 200


@pytest.mark.django_db
def test_attack_21_from_one_place_one_tries_ten_times() -> None:
    user, visitor = a_user(), a_visitor()
    visitor.post(reverse("account_login"), {"email": user.email})
    tries = [visitor.post(reverse("account_code"), {"code": "BBBB-BBBB"}).status_code for _ in range(12)]
    assert tries == [200] * 10 + [429] * 2
    right = visitor.post(reverse("account_code"), {"code": the_code(user.email)})
    assert right.status_code == 429
    elsewhere = a_visitor()
    elsewhere.post(reverse("account_login"), {"email": user.email})
    assert elsewhere.post(reverse("account_code"), {"code": the_code(user.email)}).status_code == 302


@pytest.mark.django_db
def test_attack_21_from_one_place_many_addresses_are_stopped() -> None:
    visitor = a_visitor()
    answers = [
        visitor.post(reverse("account_login"), {"email": f"a{number}@voorbeeld.nl"}).status_code for number in range(95)
    ]
    assert answers[:90] == [302] * 90
    assert answers[90:] == [429] * 5


@pytest.mark.django_db
@pytest.mark.parametrize("proxies", [0, 1])
def test_attack_21_a_made_up_forwarding_header_gives_no_new_start(proxies: int) -> None:
    user, visitor = a_user(), Client(REMOTE_ADDR="10.9.9.9")
    with override_settings(TRUSTED_PROXIES=proxies):
        visitor.post(reverse("account_login"), {"email": user.email})
        tries = []
        for number in range(12):
            told = f"203.0.113.{number}" + (", 198.51.100.7" if proxies else "")
            made_up = {"x-forwarded-for": told}
            tries.append(visitor.post(reverse("account_code"), {"code": "BBBB-BBBB"}, headers=made_up).status_code)
    assert tries[-1] == 429


@pytest.mark.django_db
def test_behind_a_proxy_two_visitors_are_two_places() -> None:
    user = a_user()
    with override_settings(TRUSTED_PROXIES=1):
        for number, expected in ((1, 429), (2, 200)):
            visitor = Client(REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": f"198.51.100.{number}"})
            visitor.post(reverse("account_login"), {"email": user.email})
            for _ in range(11 if number == 1 else 1):
                response = visitor.post(reverse("account_code"), {"code": "BBBB-BBBB"})
            assert response.status_code == expected


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["", ",", "nonsense", "1.2.3.4, nonsense", "x" * 4000])
def test_odd_forwarding_headers_break_nothing(header: str) -> None:
    with override_settings(TRUSTED_PROXIES=2):
        visitor = Client(REMOTE_ADDR="", headers={"x-forwarded-for": header})
        assert visitor.post(reverse("account_login"), {"email": "a@voorbeeld.nl"}).status_code == 302


@pytest.mark.django_db
def test_a_household_with_ipv6_is_one_place() -> None:
    codes = []
    for number in range(7):
        visitor = Client(REMOTE_ADDR=f"2001:db8:1:2::{number + 1}")
        codes.append(visitor.post(reverse("account_login"), {"email": "a@voorbeeld.nl"}).status_code)
    assert codes == [302] * 5 + [429] * 2


@pytest.mark.django_db
def test_a_limit_begins_anew_after_its_time() -> None:
    at = now()
    assert [limits.within(2, HOUR, "x", at=at) for _ in range(3)] == [True, True, False]
    assert limits.within(2, HOUR, "x", at=at + HOUR)
    assert limits.within(2, HOUR, "y", at=at)


@pytest.mark.django_db
def test_counts_hold_no_address() -> None:
    limits.within(2, HOUR, "try", "10.0.0.1", "marit@voorbeeld.nl", at=now())
    assert "marit" not in str(Count.objects.values().get())


PROCESS = """
import sys
from datetime import datetime, timedelta
import django
django.setup()
from django.db import connection
from meedenk.accounts import limits
from meedenk.accounts.models import Count
if sys.argv[1] == "prepare":
    with connection.schema_editor() as editor:
        editor.create_model(Count)
else:
    at = datetime.fromisoformat(sys.argv[1])
    print(sum(limits.within(30, timedelta(hours=1), "two", at=at) for _ in range(30)))
"""


def a_process(database: Path, word: str) -> subprocess.Popen[str]:
    surroundings = os.environ | {"MEEDENK_DATABASE_URL": f"sqlite:///{database}", "MEEDENK_DEBUG": "1"}
    run = [sys.executable, "-c", PROCESS, word]
    return subprocess.Popen(run, env=surroundings, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own program


def test_attack_21_a_limit_holds_over_two_processes(tmp_path: Path) -> None:
    """Each counts thirty times on the same database; together they get thirty."""
    database = tmp_path / "counts.sqlite3"
    a_process(database, "prepare").communicate(timeout=60)
    both = [a_process(database, now().isoformat()) for _ in range(2)]
    assert sum(int(process.communicate(timeout=60)[0]) for process in both) == 30


@pytest.mark.django_db(transaction=True)
def test_attack_21_a_limit_holds_over_connections() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection")
    at, start, allowed = now(), Barrier(4), []

    def count() -> None:
        start.wait()
        allowed.extend(limits.within(30, HOUR, "four", at=at) for _ in range(30))
        connection.close()

    threads = [Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(allowed) == 30


@pytest.mark.django_db
def test_two_at_once_cannot_use_the_same_code() -> None:
    user, at = a_user(), now()
    ask_code(user.email, at=at)
    code = the_code(user.email)
    assert [use_code(user.email, code, at=at) for _ in range(2)] == [user, None]
