"""What may not stand in a template, and what a migration must explain."""

from pathlib import Path

import pytest

from tools import building, migrations, templates, wheel


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "ROOT", tmp_path)


@pytest.mark.parametrize(
    "wrong",
    [
        '<p style="color: red">a</p>',
        "<style>p {}</style>",
        "<script>go()</script>",
        '<button onclick="go()">a</button>',
        '<form hx-post="/a/">',
        '<img src="https://elsewhere.example/a.png" alt="">',
        '<link rel="stylesheet" href="//elsewhere.example/a.css">',
        "{{ text|safe }}",
        "{% autoescape off %}{{ text }}{% endautoescape %}",
        '<a href="javascript:go()">a</a>',
    ],
)
def test_what_may_not_stand_in_a_template(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "page.html"
    file.write_text(f"<h1>a</h1>\n{wrong}\n")
    (sentence,) = templates.in_file(file)
    assert sentence.startswith("page.html:2: ")


def test_what_may(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(
        "{# style= may be spoken of #}\n"
        '<a class="nl-link" href="https://elsewhere.example/">a</a>\n'
        '<script src="{% static "a.js" %}" type="module"></script>\n'
    )
    assert not list(templates.in_file(file))


def test_only_the_mail_itself_may_carry_its_own_style(tmp_path: Path) -> None:
    for folder, found in (("templates/mail", 0), ("templates/site/post", 1)):
        file = tmp_path / folder / "message.html"
        file.parent.mkdir(parents=True)
        file.write_text('<p style="color: red">a</p>')
        assert len(list(templates.in_file(file))) == found, folder


def test_a_migration_that_takes_something_away_says_why_that_is_safe(tmp_path: Path) -> None:
    file = tmp_path / "0002_less.py"
    operations = 'operations = [migrations.RemoveField(model_name="theme", name="summary")]\n'
    file.write_text(operations)
    (sentence,) = migrations.in_file(file)
    assert sentence.startswith("0002_less.py:1: RemoveField may break the version that still runs.")
    file.write_text(f'"""Safe because 0.2 does not read it any more."""\n{operations}')
    assert not list(migrations.in_file(file))


def test_a_wheel_that_lacks_something_or_carries_too_much() -> None:
    sentences = list(wheel.faults({"meedenk/mail/tests/test_tick.py", "meedenk/settings.py"}))
    assert "The wheel carries meedenk/mail/tests/test_tick.py, which nobody needs." in sentences
    assert "The wheel lacks meedenk/static/built/meedenk.css." in sentences
    assert "The wheel lacks meedenk/settings.py." not in sentences
