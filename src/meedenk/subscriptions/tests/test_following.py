"""Following by mail without an account: asked, said yes to behind the link, told, stopped."""

import re
from datetime import timedelta

import pytest
from conftest import Cast
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from tools.testing.plugin import Delivered

from meedenk.advice.models import Advice
from meedenk.advice.operations import publishing
from meedenk.advice.tests.factories import a_delivered_advice
from meedenk.agenda.models import Theme
from meedenk.followup.mails import responding as followup_mails
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Dossier
from meedenk.mail.models import Message, Preference, State, Stream
from meedenk.mail.preferences import stop as stop_mail
from meedenk.site.tests.factories import a_theme
from meedenk.subscriptions import operations
from meedenk.subscriptions.models import Subscription
from meedenk.subscriptions.readers import still_follows, subscriber_readers
from meedenk.subscriptions.tokens import LASTING, address_for
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage
from meedenk.trajectories.tests.factories import a_trajectory

pytestmark = pytest.mark.django_db

LEZER = "lezer@voorbeeld.nl"


def a_follower(email: str = LEZER, *, of: Dossier | None = None) -> str:
    operations.ask(email, dossier=of, language="nl", at=now())
    operations.confirm(email, at=now())
    return email


def followers(*dossiers: Dossier) -> list[str]:
    return [reader.email for reader in subscriber_readers([each.pk for each in dossiers], now())]


def test_nothing_is_followed_until_the_reader_of_the_address_says_yes(
    client: Client, rules: None, delivered: Delivered
) -> None:
    theme = a_theme(chosen=True)
    client.post(reverse("subscriptions:follow"), {"email": f" {LEZER.upper()} ", "what": theme.pk})
    assert followers(theme) == []
    [mail] = delivered()
    assert mail.to == [LEZER]
    assert theme.title in mail.body
    path = re.search(rf"{settings.BASE_URL}(/volgen/\S+/)", str(mail.body))
    assert path
    page = client.get(path[1])
    assert theme.title in page.content.decode()
    assert followers(theme) == []
    client.post(path[1], {"yes": ""})
    assert followers(theme) == [LEZER]
    assert followers(a_theme()) == []


def test_the_text_with_the_link_is_wiped_once_it_has_gone(delivered: Delivered) -> None:
    operations.ask(LEZER, dossier=None, language="nl", at=now())
    delivered()
    assert not Message.objects.exclude(address="").exists()


def test_attack_15_fetching_the_link_changes_nothing(client: Client) -> None:
    operations.ask(LEZER, dossier=None, language="nl", at=now())
    path = address_for(LEZER)
    for _ in range(2):
        assert client.get(path).status_code == client.head(path).status_code == 200
    assert not Subscription.objects.confirmed().exists()
    assert Client(enforce_csrf_checks=True).post(path, {"yes": ""}).status_code == 403
    assert "no-store" in client.get(path)["Cache-Control"]


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: t[::-1], lambda t: f"{t}x", lambda t: "niets"])
def test_attack_16_a_link_that_was_tampered_with_opens_nothing(client: Client, spoil) -> None:
    token = address_for(a_follower()).split("/")[2]
    address = reverse("subscriptions:following", args=[spoil(token)])
    assert client.get(address).status_code == client.post(address, {"all": ""}).status_code == 404
    assert followers() == [LEZER]


def test_attack_15_the_link_ends_with_time(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    path = address_for(a_follower())
    monkeypatch.setattr("time.time", (now() + LASTING + timedelta(hours=1)).timestamp)
    assert client.get(path).status_code == 404


def test_attack_07_a_link_stops_only_what_its_own_address_follows(client: Client) -> None:
    a_follower("ander@voorbeeld.nl")
    theirs = Subscription.objects.get()
    path = address_for(a_follower())
    assert client.post(path, {"stop": theirs.pk}).status_code == 404
    for hostile in ("", "abc", "-1", "9" * 40, "²"):
        assert client.post(path, {"stop": hostile}).status_code == 404
    client.post(path, {"all": ""})
    assert followers() == ["ander@voorbeeld.nl"]


def test_one_thing_is_stopped_and_the_rest_goes_on(client: Client) -> None:
    theme = a_theme()
    a_follower(of=theme)
    path = address_for(a_follower())
    one = Subscription.objects.get(dossier=theme)
    client.post(path, {"stop": one.pk})
    assert followers() == [LEZER]
    client.post(path, {"all": ""})
    assert not Subscription.objects.exists()
    assert client.get(path).status_code == 200


def test_one_click_in_the_mail_stops_it_and_a_new_yes_begins_again() -> None:
    a_follower()
    stop_mail(Stream.DIGEST, None, LEZER, at=now())
    operations.forget(now())
    assert not Subscription.objects.exists()
    a_follower()
    operations.forget(now())
    assert followers() == [LEZER]
    assert not Preference.objects.filter(digest_stopped_at__isnull=False).exists()


def test_who_never_says_yes_is_forgotten() -> None:
    operations.ask(LEZER, dossier=None, language="nl", at=now() - LASTING - timedelta(minutes=1))
    operations.ask("nieuw@voorbeeld.nl", dossier=None, language="nl", at=now())
    operations.forget(now())
    assert list(Subscription.objects.values_list("email", flat=True)) == ["nieuw@voorbeeld.nl"]


def test_attack_20_the_answer_is_the_same_whether_the_address_is_known(client: Client) -> None:
    a_follower()
    answers = [client.post(reverse("subscriptions:follow"), {"email": each}) for each in (LEZER, "x@voorbeeld.nl")]
    assert {(each.status_code, each.content, each.headers["Location"]) for each in answers} == {
        (302, b"", reverse("subscriptions:asked"))
    }


def test_attack_21_nobody_floods_a_mailbox_or_all_mailboxes(client: Client) -> None:
    for _ in range(9):
        client.post(reverse("subscriptions:follow"), {"email": LEZER})
    assert Message.objects.count() == 5
    last = [client.post(reverse("subscriptions:follow"), {"email": f"{n}@voorbeeld.nl"}) for n in range(3)]
    assert [each.status_code for each in last] == [302, 429, 429]
    assert "2@voorbeeld.nl" in last[2].content.decode()


def test_attack_08_what_is_not_public_cannot_be_followed_or_seen(client: Client, trajectory: Trajectory) -> None:
    hidden = a_trajectory(Stage.ASKED, title="Nog geheim")
    address = reverse("subscriptions:follow")
    assert "Nog geheim" not in client.get(address, {"over": hidden.get_absolute_url()}).content.decode()
    page = client.post(address, {"email": LEZER, "what": hidden.pk})
    assert page.status_code == 200
    assert "Nog geheim" not in page.content.decode()
    assert not Subscription.objects.exists()
    for hostile in ("x" * 9000, "\0", "%", "/trajecten/'--/"):
        assert client.get(address, {"over": hostile}).status_code == 200
        assert client.post(address, {"email": LEZER, "what": hostile}).status_code == 200


def test_attack_19_an_address_with_a_line_break_is_no_address(client: Client) -> None:
    client.post(reverse("subscriptions:follow"), {"email": "a@voorbeeld.nl\nBcc: b@voorbeeld.nl"})
    assert not Message.objects.exists()


def test_who_follows_hears_of_an_advice_and_its_answer_once_each(cast: Cast, trajectory: Trajectory) -> None:
    theme = a_theme()
    Trajectory.objects.filter(pk=trajectory.pk).update(theme=theme)
    trajectory.refresh_from_db()
    for email, what in {"alles": None, "thema": theme, "traject": trajectory, "ander": a_theme()}.items():
        a_follower(f"{email}@voorbeeld.nl", of=what)
    a_follower("thema@voorbeeld.nl")
    a_follower(cast.member.email)
    advice = a_delivered_advice(trajectory, staff=cast.support)
    followup_mails.no_response(advice, at=now())
    assert not Message.objects.filter(user=None, kind=Kind.NO_RESPONSE, audience="subscribers").exists()
    publishing.publish(advice, checked=True, by=cast.support, at=now())
    followup_mails.no_response(Advice.objects.get(pk=advice.pk), at=now())
    for kind in (Kind.PUBLISHED, Kind.NO_RESPONSE):
        told = Message.objects.filter(user=None, kind=kind, audience="subscribers", digest=True)
        assert sorted(told.values_list("email", flat=True)) == [
            "alles@voorbeeld.nl",
            "thema@voorbeeld.nl",
            "traject@voorbeeld.nl",
        ]
    assert Message.objects.filter(kind=Kind.PUBLISHED, user=cast.member).count() == 1


def test_attack_12_who_stopped_meanwhile_hears_nothing_and_an_embargo_holds_for_who_follows(
    cast: Cast, trajectory: Trajectory
) -> None:
    a_follower()
    free_at = now() + timedelta(days=3)
    advice = a_delivered_advice(trajectory, staff=cast.support, embargo_until=free_at)
    publishing.publish(advice, checked=True, by=cast.support, at=now())
    message = Message.objects.get(email=LEZER, kind=Kind.PUBLISHED)
    assert message.not_before == free_at
    assert still_follows(message, now())
    operations.stop(LEZER)
    message.refresh_from_db()
    assert message.state == State.DROPPED
    assert not still_follows(message, now())


def test_attack_31_look_alikes_of_an_address_are_one(client: Client) -> None:
    for email in (LEZER, LEZER.upper(), f"  {LEZER}"):
        client.post(reverse("subscriptions:follow"), {"email": email})
    assert Subscription.objects.count() == 1


def test_the_page_about_a_theme_leads_to_following_it(client: Client) -> None:
    theme: Theme = a_theme("Mantelzorg")
    page = client.get(reverse("subscriptions:follow"), {"over": theme.address}).content.decode()
    assert re.search(rf'<option value="{theme.pk}" selected>\s*Mantelzorg', page)
    assert "subscriptions" not in page
    assert f"over={theme.address}" in client.get(theme.address).content.decode().replace("%2F", "/")


def test_who_asks_once_more_can_say_yes_as_long_as_the_new_link_works(client: Client) -> None:
    operations.ask(LEZER, dossier=None, language="nl", at=now() - LASTING - timedelta(hours=1))
    operations.ask(LEZER, dossier=None, language="en", at=now() - timedelta(days=1))
    operations.forget(now())
    client.post(address_for(LEZER), {"yes": ""})
    assert Subscription.objects.confirmed().get().language == "en"


def test_asking_again_for_what_is_followed_changes_nothing_about_it() -> None:
    a_follower()
    operations.ask(LEZER, dossier=None, language="en", at=now())
    assert Subscription.objects.confirmed().get().language == "nl"


def test_attack_40_of_who_stopped_or_never_said_yes_no_address_stays(
    cast: Cast, trajectory: Trajectory, delivered: Delivered
) -> None:
    a_follower()
    advice = a_delivered_advice(trajectory, staff=cast.support)
    publishing.publish(advice, checked=True, by=cast.support, at=now())
    operations.ask("nooit@voorbeeld.nl", dossier=None, language="nl", at=now())
    delivered()
    assert Message.objects.filter(email=LEZER).exists()
    operations.stop(LEZER)
    assert not Message.objects.filter(email=LEZER).exists()
    operations.forget(now() + LASTING - timedelta(hours=1))
    assert Message.objects.filter(email="nooit@voorbeeld.nl").exists()
    operations.forget(now() + LASTING + timedelta(hours=1))
    assert not Message.objects.filter(email="nooit@voorbeeld.nl").exists()


def test_who_stops_one_thing_is_still_told_the_rest(rules: None) -> None:
    theme, other = a_theme(chosen=True), a_theme()
    a_follower(of=theme)
    a_follower(of=other)
    operations.stop(LEZER, subscription=Subscription.objects.get(dossier=other))
    assert followers(theme) == [LEZER]
    assert Message.objects.filter(email=LEZER).exists()


def test_the_mail_and_the_page_say_the_same_of_what_is_kept(client: Client) -> None:
    operations.ask(LEZER, dossier=None, language="nl", at=now())
    kept = f"na {LASTING.days} dagen is deze aanvraag weg"
    assert kept in Message.objects.get().body
    assert kept in client.get(address_for(LEZER)).content.decode()
    Subscription.objects.update(asked_at=now() - LASTING)
    operations.forget(now() + timedelta(minutes=1))
    assert not Subscription.objects.exists()
