"""The draft goes round, and members say what they think of it."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.accounts.operations import mint
from meedenk.advice.conditions import everyone_answered, everyone_was_asked
from meedenk.advice.models import DraftResponse, DraftRound, Perspective
from meedenk.advice.operations import adopting, rounds
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.mail.models import Message
from meedenk.mail.showing import shown
from meedenk.people.tests.factories import a_member
from meedenk.trajectories.models import GroupSeat, Trajectory
from meedenk.trajectories.tests.factories import a_seat

from .factories import a_round, an_advice

DIGEST = {"digest": True}


def emails(kind: Kind, **more: object) -> list[str]:
    return sorted(Message.objects.filter(kind=kind, **more).values_list("email", flat=True))


def test_everyone_in_the_group_is_asked_with_a_link_and_nobody_else(cast: Cast, trajectory: Trajectory) -> None:
    found = a_round(an_advice(trajectory))
    assert emails(Kind.DRAFT_IN_ROUND) == sorted([cast.contact.email, cast.group_member.email])
    assert PersonalLink.objects.of(Purpose.DRAFT, trajectory).count() == 2
    assert found.asked.count() == 2
    assert everyone_was_asked(trajectory, now())


def test_a_mail_without_form_shows_no_signs_of_markdown(cast: Cast, trajectory: Trajectory) -> None:
    found = a_round(an_advice(trajectory, summary="Doe **dit** eerst:\n\n- een _vast_ gezicht\n- één nummer"))
    rounds.respond(
        found, member=cast.group_member.member, stance="comment", text="**Goed** zo.", by=cast.group_member, at=now()
    )
    letters = [
        shown(message) for message in Message.objects.filter(kind__in=[Kind.DRAFT_IN_ROUND, Kind.DRAFT_ANSWERED])
    ]
    assert len(letters) == 3
    for letter in letters:
        assert "*" not in letter.text
        assert "**" not in letter.html
    assert any("- een vast gezicht\n- één nummer" in letter.text for letter in letters)


def test_all_members_may_be_asked_and_each_gets_one_mail(cast: Cast, trajectory: Trajectory) -> None:
    a_round(an_advice(trajectory), to_all=True)
    group = [cast.contact.email, cast.group_member.email]
    assert emails(Kind.DRAFT_IN_ROUND, audience="group") == sorted(group)
    assert emails(Kind.DRAFT_IN_ROUND, audience="members") == sorted([cast.member.email, cast.steering.email])


def test_only_the_contact_sends_the_draft_round(cast: Cast, trajectory: Trajectory) -> None:
    advice = an_advice(trajectory)
    for name, person in cast.items():
        if name != "contact":
            with pytest.raises(Refused):
                rounds.send_round(advice, closes_at=now() + timedelta(days=3), by=person, at=now())
    assert not advice.rounds.exists()


def test_a_draft_without_a_recommendation_does_not_go_round(cast: Cast, trajectory: Trajectory) -> None:
    advice = an_advice(trajectory, recommendations=0)
    with pytest.raises(Refused, match="recommendation"):
        a_round(advice)
    assert not advice.rounds.exists()
    assert not Message.objects.exists()


def test_the_day_that_is_proposed_stands_in_the_field(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    an_advice(trajectory)
    client.force_login(cast.contact)
    page = client.get(reverse("advice:round", args=[trajectory.slug])).content.decode()
    assert f'value="{localdate() + timedelta(days=10)}"' in page


def test_nobody_is_led_to_a_draft_before_it_goes_round(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    advice = an_advice(trajectory)
    client.force_login(cast.contact)
    overview, desk = (reverse(name, args=[trajectory.slug]) for name in ("trajectories:workspace", "advice:write"))
    respond = reverse("advice:respond", args=[trajectory.slug])
    for address in (overview, desk):
        assert respond not in client.get(address).content.decode()
    a_round(advice)
    for address in (overview, desk):
        assert respond in client.get(address).content.decode()


def test_what_is_missing_is_not_blamed_on_the_stage(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    an_advice(trajectory, recommendations=0)
    client.force_login(cast.contact)
    page = client.get(reverse("advice:round", args=[trajectory.slug]))
    assert "Dit kan nog niet." in page.content.decode()


def test_a_round_cannot_close_in_the_past(cast: Cast, trajectory: Trajectory) -> None:
    with pytest.raises(Refused):
        a_round(an_advice(trajectory), days=0)


def test_a_response_is_kept_replaced_and_told_to_the_contact_in_the_digest(cast: Cast, trajectory: Trajectory) -> None:
    found, member = a_round(an_advice(trajectory)), cast.group_member.member
    for stance in ("comment", "supports"):
        rounds.respond(found, member=member, stance=stance, text="Goed.", by=cast.group_member, at=now())
    assert DraftResponse.objects.get().stance == "supports"
    assert emails(Kind.DRAFT_ANSWERED, digest=True) == [cast.contact.email] * 2
    assert not Message.objects.filter(kind=Kind.DRAFT_ANSWERED, digest=False).exists()
    assert not everyone_answered(trajectory, now())
    rounds.respond(found, member=cast.contact.member, stance="supports", by=cast.contact, at=now())
    assert everyone_answered(trajectory, now())


def test_only_the_group_responds_and_support_by_name(cast: Cast, trajectory: Trajectory) -> None:
    found, member = a_round(an_advice(trajectory)), cast.group_member.member
    for name, person in cast.items():
        if name not in {"group_member", "contact"}:
            with pytest.raises(Refused):
                rounds.respond(found, member=member, stance="supports", by=person, at=now())
    assert not DraftResponse.objects.exists()
    rounds.respond(found, member=member, stance="supports", by=cast.support, at=now(), on_behalf_of=member.name)
    assert DraftResponse.objects.get().member == member


def test_who_was_not_asked_or_left_the_group_does_not_respond(cast: Cast, trajectory: Trajectory) -> None:
    found = a_round(an_advice(trajectory))
    with pytest.raises(Refused):
        rounds.respond(found, member=cast.member.member, stance="supports", by=cast.contact, at=now())
    GroupSeat.objects.filter(member=cast.group_member.member).update(until=localdate())
    with pytest.raises(Refused):
        rounds.respond(found, member=cast.group_member.member, stance="supports", by=cast.contact, at=now())


def test_an_own_view_comes_into_the_advice_and_goes_with_a_change_of_mind(cast: Cast, trajectory: Trajectory) -> None:
    found, member = a_round(an_advice(trajectory)), cast.group_member.member
    own = {"stance": "own-perspective", "by": cast.group_member, "at": now()}
    with pytest.raises(Refused):
        rounds.respond(found, member=member, text="Zonder titel", **own)
    rounds.respond(found, member=member, view="Minuten geven zekerheid", text="Want.", **own)
    rounds.respond(found, member=member, view="Minuten geven ook zekerheid", text="Want.", **own)
    assert Perspective.objects.get().title == "Minuten geven ook zekerheid"
    assert list(Perspective.objects.get().held_by.all()) == [member]
    rounds.respond(found, member=member, stance="supports", by=cast.group_member, at=now())
    assert not Perspective.objects.exists()


def test_a_shared_view_keeps_its_words_when_one_holder_words_it_otherwise(cast: Cast, trajectory: Trajectory) -> None:
    found, hassan, ans = a_round(an_advice(trajectory)), cast.group_member.member, cast.contact.member
    own = {"stance": "own-perspective", "by": cast.group_member, "at": now()}
    rounds.respond(found, member=hassan, view="Eerst", text="Want.", **own)
    Perspective.objects.get().held_by.add(ans)
    rounds.respond(found, member=hassan, view="Toch anders", text="Want.", **own)
    held = {view.title: list(view.held_by.all()) for view in Perspective.objects.all()}
    assert held == {"Eerst": [ans], "Toch anders": [hassan]}


def test_a_late_response_is_kept_and_says_so(cast: Cast, trajectory: Trajectory) -> None:
    found = a_round(an_advice(trajectory))
    DraftRound.objects.update(opened_at=now() - timedelta(days=11), closes_at=now() - timedelta(days=1))
    rounds.respond(found, member=cast.contact.member, stance="supports", by=cast.contact, at=now())
    assert DraftResponse.objects.get().late


def test_who_is_silent_is_reminded_once_before_it_closes(cast: Cast, trajectory: Trajectory) -> None:
    at = now()
    found = a_round(an_advice(trajectory), at=at, days=9, to_all=True)
    rounds.respond(found, member=cast.contact.member, stance="supports", by=cast.contact, at=at)
    Message.objects.all().delete()
    rounds.remind_of_rounds(at + timedelta(days=5))
    assert not Message.objects.exists()
    for day in (7, 8):
        rounds.remind_of_rounds(at + timedelta(days=day))
    assert emails(Kind.DRAFT_IN_ROUND, audience="unanswered") == [cast.group_member.email]


def test_an_older_round_takes_no_responses_and_its_links_are_closed(cast: Cast, trajectory: Trajectory) -> None:
    advice = an_advice(trajectory)
    old = a_round(advice)
    a_round(advice)
    with pytest.raises(Refused, match="newer"):
        rounds.respond(old, member=cast.contact.member, stance="supports", by=cast.contact, at=now())
    assert PersonalLink.objects.of(Purpose.DRAFT, trajectory).open(now()).count() == 2


def test_who_joined_after_the_round_was_not_asked(cast: Cast, trajectory: Trajectory) -> None:
    a_round(an_advice(trajectory))
    a_seat(trajectory)
    assert not everyone_was_asked(trajectory, now())


def test_the_link_in_the_mail_shows_the_draft_and_only_a_post_responds(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    a_round(an_advice(trajectory))
    link = PersonalLink.objects.get(purpose=Purpose.DRAFT, user=cast.group_member)
    address = reverse("door", args=[mint(link)])
    page = client.get(address)
    assert page.status_code == 200
    assert "Kijk wat iemand nodig heeft." in page.content.decode()
    assert not DraftResponse.objects.exists()
    assert client.post(address, {"stance": "supports"}).status_code == 302
    assert DraftResponse.objects.get().member == cast.group_member.member
    assert trajectory.entries.get(kind=Kind.DRAFT_ANSWERED).link == link


def test_the_door_shows_the_draft_as_it_was_sent(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    advice = an_advice(trajectory)
    a_round(advice)
    type(advice).objects.update(summary="Later veranderd")
    link = PersonalLink.objects.get(purpose=Purpose.DRAFT, user=cast.group_member)
    page = client.get(reverse("door", args=[mint(link)])).content.decode()
    assert "Kijk wat iemand nodig heeft." in page
    assert "Later veranderd" not in page


def test_attack_08_and_17_the_door_closes_with_the_term_the_seat_and_the_adoption(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    advice = an_advice(trajectory)
    leaver = a_seat(trajectory, a_member("Vertrekt"))
    ender = a_seat(trajectory, a_member("Termijn voorbij"))
    a_round(advice)
    links = {each.user_id: each for each in PersonalLink.objects.of(Purpose.DRAFT, trajectory)}
    address = {pk: reverse("door", args=[mint(link)]) for pk, link in links.items()}
    assert {client.get(each).status_code for each in address.values()} == {200}
    GroupSeat.objects.filter(pk=leaver.pk).update(until=localdate())
    ender.member.terms.update(until=localdate())
    assert client.get(address[leaver.member.user_id]).status_code == 404
    assert client.get(address[ender.member.user_id]).status_code == 404
    adopting.adopt(advice, by=cast.contact, at=now(), because="x")
    assert client.post(address[cast.contact.pk], {"stance": "supports"}).status_code == 200
    assert "Kijk wat iemand nodig heeft." not in client.get(address[cast.contact.pk]).content.decode()
    assert not DraftResponse.objects.exists()


def test_attack_01_a_response_stays_text(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    found = a_round(an_advice(trajectory))
    rounds.respond(
        found, member=cast.contact.member, stance="comment", text="<svg onload=alert(1)>", by=cast.contact, at=now()
    )
    client.force_login(cast.contact)
    assert "<svg onload" not in client.get(reverse("advice:round", args=[trajectory.slug])).content.decode()


def test_support_writes_down_a_response_on_paper(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    found = a_round(an_advice(trajectory))
    client.force_login(cast.support)
    address = reverse("advice:respond", args=[trajectory.slug])
    member = cast.group_member.member
    assert client.post(address, {"member": cast.member.member.pk, "stance": "supports"}).status_code == 200
    assert client.post(address, {"member": member.pk, "stance": "supports"}).status_code in {200, 302}
    assert found.responses.get().member == member
    assert trajectory.entries.get(kind=Kind.DRAFT_ANSWERED).on_behalf_of == member.name


def test_outside_the_group_nobody_reads_who_said_what_about_the_draft(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    found, member = a_round(an_advice(trajectory)), cast.group_member.member
    rounds.respond(found, member=member, stance="does-not", text="Nee.", by=cast.group_member, at=now())
    rounds.respond(found, member=member, stance="does-not", by=cast.support, at=now(), on_behalf_of=member.name)
    for reader in (cast.member, cast.steering, cast.support, cast.contact):
        client.force_login(reader)
        page = client.get(reverse("trajectories:workspace", args=[trajectory.slug]))
        told = [line.text for line in page.context["thread"]]
        (answered,) = (line for line in page.context["thread"] if line.text == "Iemand reageerde op het ontwerp.")
        assert answered.title.endswith("(2 keer)")
        assert not any(member.name in text or "steun" in text for text in told)
    assert [entry.facts for entry in trajectory.entries.filter(kind=Kind.DRAFT_ANSWERED)] == [{}, {}]


def test_less_time_than_the_handbook_says_needs_a_reason_that_members_read(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    advice = an_advice(trajectory)
    with pytest.raises(Refused, match="less time"):
        a_round(advice, days=9, because="")
    client.force_login(cast.contact)
    address = reverse("advice:round", args=[trajectory.slug])
    tomorrow = {"closes_at_0": localdate() + timedelta(days=1), "closes_at_1": "20:00"}
    assert "schrijf op waarom er minder tijd is" in client.post(address, tomorrow).content.decode()
    assert not advice.rounds.exists()
    assert client.post(address, tomorrow | {"because": "Het college beslist dinsdag."}).status_code == 302
    assert trajectory.entries.get(kind=Kind.DRAFT_IN_ROUND).because == "Het college beslist dinsdag."
    page = client.get(reverse("advice:respond", args=[trajectory.slug])).content.decode()
    assert "Er is minder tijd dan anders. De reden: Het college beslist dinsdag." in page
    assert "10 dagen" not in page


def test_with_the_usual_time_the_page_shows_the_rule(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    a_round(an_advice(trajectory))
    client.force_login(cast.contact)
    page = client.get(reverse("advice:respond", args=[trajectory.slug])).content.decode()
    assert "10 dagen" in page
    assert "minder tijd" not in page


def test_the_fields_of_an_own_view_say_when_they_are_needed(cast: Cast, trajectory: Trajectory, client: Client) -> None:
    a_round(an_advice(trajectory))
    client.force_login(cast.contact)
    page = client.get(reverse("advice:respond", args=[trajectory.slug])).content.decode()
    assert page.count("(nodig als je het anders ziet)") == 2
    assert "(mag leeg blijven)" not in page
