"""A form says when a field is needed, and not that it may stay empty."""

import pytest
from django.forms import Form
from django.test import Client
from django.urls import reverse

from meedenk.people.models import Member
from meedenk.trajectories.forms.asking import DecisionForm, QuestionForm
from meedenk.trajectories.forms.forming import GroupForm, JoinForm


@pytest.mark.parametrize(
    ("form", "name", "when"),
    [
        (QuestionForm, "department", "choose one, or write it below"),
        (QuestionForm, "other_department", "needed when yours is not in the list"),
        (DecisionForm, "whom", "needed when you pass the question on"),
        (DecisionForm, "reason", "needed when you do not take it up"),
    ],
)
def test_what_another_answer_makes_needed_says_so(rules: None, form: type[Form], name: str, when: str) -> None:
    drawn = form()[name].as_field_group()
    assert when in drawn
    assert "may stay empty" not in drawn


def test_forming_a_group_says_when_words_are_needed(rules: None) -> None:
    form = GroupForm(sign_ups=[])
    assert "needed when someone is left out" in form["why"].as_field_group()
    assert "needed when the size is not what the handbook says" in form["because"].as_field_group()
    joining = JoinForm(members=Member.objects.none())
    assert "needed when the group becomes larger" in joining["because"].as_field_group()


def test_the_public_page_says_it_too(client: Client, rules: None) -> None:
    page = client.get(reverse("trajectories:ask")).content.decode()
    assert "(kies er een, of schrijf hem hieronder)" in page
    assert "(nodig als die van jou er niet bij staat)" in page
