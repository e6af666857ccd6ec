"""What is not right yet is told by the name of its field."""

from django import forms

from meedenk.common.templatetags.pieces import problems


class Question(forms.Form):
    why = forms.CharField(label="Why?")
    title = forms.CharField(label="Title")
    quiet = forms.CharField(label="Quiet", widget=forms.HiddenInput)


def test_each_problem_names_its_field_and_leads_to_it() -> None:
    found = [(problem.text, problem.target) for problem in problems(Question({}))]
    required = "This field is required."
    assert found == [(f"Why? {required}", "id_why"), (f"Title: {required}", "id_title"), (required, "")]
