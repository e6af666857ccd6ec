"""People see, change and take along what is kept about them, and nothing of others."""

import json

from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts.models import User
from meedenk.agenda.models import Addition
from meedenk.agenda.tests.factories import a_concern
from meedenk.people.models import Area, Member
from meedenk.subscriptions.models import Subscription
from meedenk.trajectories.models import Exploration, SignUp, ThinkingPower
from meedenk.trajectories.tests.factories import a_call


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_member_changes_name_phone_topics_and_language(cast: Cast) -> None:
    sent = {"name": "Marit", "phone": "050 1", "topics": "werk en zorg", "language": "en"}
    response = signed_in(cast.member).post(reverse("site:me"), sent)
    assert response.status_code == 302
    member = Member.objects.select_related("user").get(user=cast.member)
    assert (member.name, member.phone, member.topics) == ("Marit", "050 1", "werk en zorg")
    assert (member.user.name, member.user.language) == ("Marit", "en")


def test_who_supports_without_being_a_member_changes_name_and_language_only(cast: Cast) -> None:
    client = signed_in(cast.support)
    assert b'name="phone"' not in client.get(reverse("site:me")).content
    client.post(reverse("site:me"), {"name": "Olga O.", "language": "nl", "phone": "1"})
    cast.support.refresh_from_db()
    assert cast.support.name == "Olga O."


def test_attack_10_what_is_not_asked_cannot_be_changed(cast: Cast) -> None:
    area = Area.objects.create(name="Haren", kind="village")
    sent = {
        "name": "Marit",
        "language": "nl",
        "email": "x@evil.example",
        "area": area.pk,
        "is_active": "",
        "paper": "on",
    }
    signed_in(cast.member).post(reverse("site:me"), sent)
    member = Member.objects.select_related("user").get(user=cast.member)
    assert member.user.email != "x@evil.example"
    assert member.area is None
    assert member.user.is_active
    assert not member.paper


def test_a_mistake_keeps_what_was_typed(cast: Cast) -> None:
    response = signed_in(cast.member).post(reverse("site:me"), {"name": "", "topics": "werk", "language": "xx"})
    assert response.status_code == 200
    assert ">werk</textarea>" in response.content.decode().replace("\n", "")


def test_attack_40_the_file_holds_all_of_me_and_nobody_else(cast: Cast) -> None:
    call = a_call()
    for person, words in [(cast.member, "van mij"), (cast.contact, "van een ander")]:
        member = Member.objects.get(user=person)
        SignUp.objects.create(call=call, member=member, answer="yes", motivation=words, answered_at=now())
        teller = {"user": person, "email": person.email}
        Addition.objects.create(concern=a_concern(f"Verteld {words}", teller=teller), text=f"Erbij {words}", at=now())
        asked = Exploration.objects.get_or_create(trajectory=call.trajectory)[0]
        ThinkingPower.objects.create(exploration=asked, member=member, answer="maybe", answered_at=now())
        Subscription.objects.create(email=person.email, asked_at=now())
    response = signed_in(cast.member).get(reverse("site:everything"))
    assert "attachment" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    found = json.loads(response.content)
    assert found["account"]["email"] == cast.member.email
    assert found["member"]["answers_to_calls"][0]["motivation"] == "van mij"
    assert [each["text"] for each in found["told"]] == ["Verteld van mij"]
    assert [each["text"] for each in found["added_to_what_was_told"]] == ["Erbij van mij"]
    assert [each["answer"] for each in found["member"]["answers_before_a_call"]] == ["maybe"]
    assert len(found["followed_by_mail"]) == 1
    for other in (cast.contact, cast.steering, cast.group_member):
        assert other.email not in response.content.decode()
    assert "van een ander" not in response.content.decode()
