"""What is not right yet is told by the name of its field, with how to mend it."""

from typing import Any

import pytest
from django import forms
from django.urls import get_resolver

from meedenk.common.forms import DayField, LongText, MomentField
from meedenk.common.templatetags.pieces import problems


class Question(forms.Form):
    why = forms.CharField(label="Why?")
    title = forms.CharField(label="Title")
    kind = forms.CharField(label="Kind", error_messages={"required": "Choose what it is."})
    quiet = forms.CharField(label="Quiet", widget=forms.HiddenInput)


def test_each_problem_leads_to_its_field_and_names_it_where_its_sentence_does_not() -> None:
    found = [(problem.text, problem.target) for problem in problems(Question({}))]
    required = "Fill this in."
    own = ("Choose what it is.", "id_kind")
    assert found == [(f"Why? {required}", "id_why"), (f"Title: {required}", "id_title"), own, (required, "")]


def test_a_sentence_with_a_number_in_it_is_told_by_the_name_of_its_field_too() -> None:
    class Short(forms.Form):
        title = forms.CharField(label="Title", max_length=3)

    found = [problem.text for problem in problems(Short({"title": "long"}))]
    assert found == ["Title: Make this shorter: at most 3 characters. Now there are 4."]


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        (forms.CharField(), "", "Fill this in."),
        (LongText(max_length=2), "abc", "Make this shorter: at most 2 characters. Now there are 3."),
        (forms.EmailField(), "", "Fill in an e-mail address."),
        (forms.EmailField(), "anna", "Fill in a whole e-mail address, for example name@example.org."),
        (forms.IntegerField(min_value=3), "2", "Fill in 3 or more."),
        (forms.IntegerField(), "veel", "Fill in a whole number, for example 3."),
        (DayField(), "", "Fill in a day."),
        (DayField(), "31-02-2026", "Fill in a day that exists, for example 2026-11-24."),
        (MomentField(), ["", ""], "Fill in a day and an hour."),
        (forms.BooleanField(), "", "Tick this box."),
        (forms.ChoiceField(choices=[("a", "A")]), "", "Choose one of these."),
        (forms.ChoiceField(choices=[("a", "A")]), "<b>", "Choose one of what stands here."),
        (forms.MultipleChoiceField(choices=[("a", "A")]), [], "Choose at least one."),
        (forms.FileField(), None, "Choose a file."),
        (
            forms.URLField(assume_scheme="https"),
            "een site",
            "Fill in a whole web address, for example https://example.org/page.",
        ),
    ],
)
def test_a_field_says_how_to_mend_it(field: forms.Field, typed: Any, says: str) -> None:
    with pytest.raises(forms.ValidationError) as mistake:
        field.clean(typed)
    assert mistake.value.messages == [says]


def test_no_form_of_the_house_says_only_that_a_field_is_required() -> None:
    assert get_resolver().url_patterns, "whose views bring their forms"
    made = [form for form in _forms(forms.BaseForm) if not form.__module__.startswith("django.")]
    assert len(made) > 60
    for form in made:
        for name, field in getattr(form, "base_fields", {}).items():
            assert "is required" not in str(field.error_messages["required"]), (form, name)


def test_a_field_keeps_the_sentences_of_django_that_we_do_not_replace() -> None:
    assert "contradiction" in forms.FileField().error_messages
    assert "invalid_list" in forms.MultipleChoiceField().error_messages


def _forms(kind: type) -> Any:
    for each in kind.__subclasses__():
        yield each
        yield from _forms(each)
