"""In a full house whoever acts by link has a door, whatever stands open behind it."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from meedenk.demo.views import BY_LINK
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", BY_LINK)
def test_who_acts_by_link_has_a_door_also_when_nothing_is_asked_any_more(
    full_house: None, client: Client, settings: Settings, role: str
) -> None:
    settings.DEMO = True
    stage = BY_LINK[role][1]
    for reached in (stage, Stage.ADVISING if role == "adviser" else Stage.ANSWERED):
        Trajectory.objects.filter(stage=stage).update(stage=reached)
        response = client.post(reverse("demo:be", args=[role]))
        assert response.status_code == 302
        assert client.get(response["Location"]).status_code == 200
