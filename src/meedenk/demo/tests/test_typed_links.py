"""Links that people type, on whatever form, lead to a site; and nothing of another site is shown inside ours."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_resolver

import meedenk

HOSTILE = ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "//", "file:///etc/passwd"]
FRAMES = ("<iframe", "<embed", "<object", "<video")


def all_forms(kind: type[forms.BaseForm] = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for each in kind.__subclasses__():
        if each.__module__.startswith("meedenk.") and hasattr(each, "base_fields"):
            yield each
        yield from all_forms(each)


def test_attack_03_a_link_that_someone_types_is_the_address_of_a_site() -> None:
    assert get_resolver().url_patterns
    fields = {
        (form.__qualname__, name): field
        for form in all_forms()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.URLField) or name.endswith(("link", "url"))
    }
    assert {"SourceForm", "DeliverForm", "AttachForm"} <= {form for form, _name in fields}
    for field in fields.values():
        for text in HOSTILE:
            with pytest.raises(ValidationError):
                field.clean(text)


def test_attack_03_no_page_of_ours_shows_another_site() -> None:
    templates = list(Path(meedenk.__path__[0]).glob("**/templates/**/*.html"))
    assert len(templates) > 100
    assert not [file for file in templates if any(frame in file.read_text().lower() for frame in FRAMES)]
