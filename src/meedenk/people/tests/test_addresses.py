"""Staff give a member another e-mail address, or a first one."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.accounts.operations import invite, link_for, mint
from meedenk.accounts.tests.factories import a_visitor, signed_in
from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Entry
from meedenk.mail.models import Message
from meedenk.people import operations
from meedenk.people.models import Member
from meedenk.trajectories.models import Trajectory

from .factories import a_department, a_member, a_supporter, an_official

NEW = "nieuw@voorbeeld.nl"


def by_phone(name: str = "Ko Vis") -> Member:
    return Member.objects.create(name=name, paper=True)


def test_visits_and_links_of_the_old_address_end_and_it_is_told(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    at, old = now(), cast.member.email
    link = link_for(Purpose.CALL, trajectory, to=cast.member, at=at, until=at + timedelta(days=3))
    link.save()
    mint(link)
    visit = a_visitor()
    signed_in(cast.member, visit)
    assert visit.get(reverse("site:me")).status_code == 200
    client.force_login(cast.support)
    address = reverse("people:address", args=[cast.member.member.pk])
    assert client.post(address, {"email": NEW.upper()}).status_code == 302
    assert User.objects.get(pk=cast.member.pk).email == NEW
    assert not PersonalLink.objects.open(now()).filter(pk=link.pk).exists()
    assert visit.get(reverse("site:me")).status_code == 302
    assert Message.objects.get(kind="sign-in-changed").email == old
    entry = Entry.objects.get(kind=Kind.ADDRESS_CHANGED)
    assert entry.by == cast.support
    assert NEW not in str(entry.facts)
    signed_in(User.objects.get(pk=cast.member.pk))


def test_a_link_that_has_not_gone_yet_goes_to_the_new_address(cast: Cast, trajectory: Trajectory) -> None:
    at = now()
    link = link_for(Purpose.CALL, trajectory, to=cast.member, at=at, until=at + timedelta(days=3))
    link.save()
    operations.give_address(cast.member.member, email=NEW, by=cast.support, at=at)
    assert PersonalLink.objects.open(at).get(pk=link.pk).email == NEW


def test_who_had_no_account_can_sign_in_with_a_first_address(rules: None) -> None:
    ko = by_phone()
    operations.give_address(ko, email=NEW, by=None, at=now())
    ko.refresh_from_db()
    assert (ko.user.email, ko.user.name) == (NEW, "Ko Vis")
    assert Entry.objects.get().kind == Kind.ADDRESS_CHANGED
    signed_in(ko.user)


def test_an_address_of_another_member_is_refused_with_and_without_an_account(rules: None) -> None:
    other = a_member()
    for member in (by_phone(), a_member()):
        before = member.user_id
        with pytest.raises(Refused):
            operations.give_address(member, email=other.user.email.upper(), by=None, at=now())
        member.refresh_from_db()
        assert member.user_id == before
    assert not Entry.objects.exists()


def test_who_supports_the_group_already_keeps_one_account(rules: None) -> None:
    olga, ko = a_supporter("Olga"), by_phone("Olga")
    operations.give_address(ko, email=olga.email, by=None, at=now())
    ko.refresh_from_db()
    assert ko.user == olga


def test_the_same_address_again_ends_nothing(rules: None) -> None:
    member = a_member()
    operations.give_address(member, email=member.user.email.upper(), by=None, at=now())
    assert not Entry.objects.exists()
    assert not Message.objects.exists()


def test_another_address_of_an_official_closes_the_links_to_the_old_one(
    cast: Cast, trajectory: Trajectory, client: Client
) -> None:
    at, official = now(), an_official(email="oud@gemeente.nl")
    link = invite(Purpose.ADVISER, trajectory, email="oud@gemeente.nl", name="Eva", at=at, until=at + timedelta(days=3))
    client.force_login(cast.support)
    filled = {"name": "Eva", "email": NEW, "function": "adviser", "department": a_department().pk}
    assert client.post(reverse("people:official", args=[official.pk]), filled).status_code == 302
    assert not PersonalLink.objects.open(now()).filter(pk=link.pk).exists()
