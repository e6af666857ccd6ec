"""Settings that make no sense stop the start, in one sentence that names the setting."""

import os
import runpy
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation

from meedenk import settings
from meedenk.common.mailserver import MailServer

REAL = {
    "SECRET_KEY": "0123456789" * 6,
    "BASE_URL": "https://adviesgroep.example.nl",
    "DATABASE_URL": "postgresql://meedenk:secret@db.example.nl/meedenk",
    "EMAIL_URL": "smtp://mail.example.nl",
    "MAIL_FROM": "De adviesgroep <adviesgroep@example.nl>",
    "GROUP_NAME": "Adviesgroep",
    "GROUP_ABBREVIATION": "AG",
    "MUNICIPALITY": "Voorbeeld",
    "CONTACT_EMAIL": "adviesgroep@example.nl",
}
NEEDED = [name for name in REAL if name != "DATABASE_URL"]

Read = Callable[[dict[str, str]], dict[str, Any]]


@pytest.fixture
def settings_from(monkeypatch: pytest.MonkeyPatch) -> Read:
    """Reads settings.py with only the given MEEDENK_ variables."""
    for name in list(os.environ):
        if name.startswith("MEEDENK_"):
            monkeypatch.delenv(name)

    def read(values: dict[str, str]) -> dict[str, Any]:
        for name, value in values.items():
            monkeypatch.setenv(f"MEEDENK_{name}", value)
        return runpy.run_path(settings.__file__)

    return read


def test_a_real_installation_is_strict(settings_from: Read) -> None:
    found = settings_from(REAL)
    assert not found["DEBUG"]
    assert not found["DEMO"]
    assert not found["SECOND_FACTOR_EASED"]
    assert found["ALLOWED_HOSTS"] == ["adviesgroep.example.nl"]
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] > 0
    assert "unsafe-inline" not in str(found["SECURE_CSP"])
    assert isinstance(found["MAIL_GOES_TO"], MailServer)


@pytest.mark.parametrize("name", NEEDED)
def test_what_an_installation_cannot_do_without_is_asked_for(settings_from: Read, name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"^MEEDENK_{name} is not set\."):
        settings_from({key: value for key, value in REAL.items() if key != name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "perhaps"),
        ("TOOI", "https://voorbeeld.nl/gm0014"),
        ("ARCHIVE_APPRAISAL", "misschien"),
        ("ARCHIVE_TERM", "tien jaar"),
        ("DEMO", "2"),
        ("SECRET_KEY", "short"),
        ("BASE_URL", "adviesgroep.example.nl"),
        ("BASE_URL", "ftp://adviesgroep.example.nl"),
        ("BASE_URL", "https://adviesgroep.example.nl/here"),
        ("BASE_URL", "https://["),
        ("DATABASE_URL", "mysql://db/meedenk"),
        ("DATABASE_URL", "meedenk.sqlite3"),
        ("LOG_LEVEL", "loud"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "one"),
        ("EMAIL_URL", "mail.example.nl"),
        ("EMAIL_URL", "smtp://mail.example.nl:many"),
        ("MAIL_FROM", "De adviesgroep"),
        ("CONTACT_EMAIL", "call us"),
        ("TIME_ZONE", "Europe/Nowhere"),
        ("TIME_ZONE", "../secret"),
        ("UPLOAD_LIMIT_MB", "0"),
        ("UPLOAD_LIMIT_MB", "20 MB"),
        ("DIGEST_WEEKDAY", "7"),
        ("MAILING_PAUSE_MINUTES", "-5"),
        ("MEMBER_IDLE_DAYS", "0"),
        ("STAFF_VISIT_HOURS", "ever"),
        ("OIDC_URL", "https://login.example.nl"),
        ("TRUSTED_PROXY", "1"),
    ],
)
def test_nonsense_is_one_sentence_that_names_the_setting(settings_from: Read, name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        settings_from(REAL | {name: value})
    assert f"MEEDENK_{name}" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_secret_key_is_never_repeated(settings_from: Read) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        settings_from(REAL | {"SECRET_KEY": "only-I-know-this"})
    assert "only-I-know-this" not in str(refused.value)


def test_the_password_of_the_database_is_never_repeated(settings_from: Read) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        settings_from(REAL | {"DATABASE_URL": "postgres//meedenk:only-I-know-this@db/meedenk"})
    assert "only-I-know-this" not in str(refused.value)


def test_who_reads_english_gets_the_english_words_of_the_operator_where_there_are_any(settings_from: Read) -> None:
    dutch = settings_from(REAL | {"DOMAIN": "wonen en zorg"})["HOUSE"].domain
    both = settings_from({"DOMAIN_EN": "housing and care"})["HOUSE"].domain
    with translation.override("en"):
        assert (str(both), str(dutch)) == ("housing and care", "wonen en zorg")
    with translation.override("nl"):
        assert str(both) == "wonen en zorg"
