"""What is not right yet is told by the name of its field."""

from django import forms

from meedenk.common.templatetags.pieces import problems


class Question(forms.Form):
    why = forms.CharField(label="Why?")
    title = forms.CharField(label="Title")
    kind = forms.CharField(label="Kind", error_messages={"required": "Choose what it is."})
    quiet = forms.CharField(label="Quiet", widget=forms.HiddenInput)


def test_each_problem_leads_to_its_field_and_names_it_where_its_sentence_does_not() -> None:
    found = [(problem.text, problem.target) for problem in problems(Question({}))]
    required = "This field is required."
    own = ("Choose what it is.", "id_kind")
    assert found == [(f"Why? {required}", "id_why"), (f"Title: {required}", "id_title"), own, (required, "")]
