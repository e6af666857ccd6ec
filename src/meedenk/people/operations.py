"""Members come, stay and go; seats and assignments begin and end; officials, departments and areas are known."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.accounts.models import User, one_spelling
from meedenk.accounts.operations import change_address, close_links_to
from meedenk.common.refusal import Refused
from meedenk.common.span import Span
from meedenk.common.templatetags.pieces import day
from meedenk.handbook.queries import number
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor, record

from .house import group_dossier, hold_group
from .models import (
    Area,
    Department,
    Member,
    Official,
    SteeringSeat,
    SupportAssignment,
    SupportKind,
    Term,
)
from .terms import term_now


@transaction.atomic
def welcome_member(
    *,
    name: str,
    email: str,
    since: date,
    until: date,
    by: Actor,
    at: datetime,
    area: Area | None = None,
    phone: str = "",
    paper: bool = False,
    topics: str = "",
) -> Member:
    """`name` is a member from `since` until `until`. Without an address they take part by phone and post."""
    _refuse_odd_term(since, until, at)
    hold_group()
    if email and Member.objects.filter(user__email=one_spelling(email)).exists():
        raise Refused(_("Someone with this e-mail address is a member already. Give that member a new term."))
    user = _user(email, name) if email else None
    member = Member.objects.create(user=user, name=name, area=area, phone=phone, paper=paper or not user, topics=topics)
    Term.objects.create(member=member, since=since, until=until)
    record(group_dossier(), Kind.MEMBER_WELCOMED, by=by, at=at, member=member.pk, until_on=until.isoformat())
    return member


@transaction.atomic
def change_member(
    member: Member,
    *,
    name: str,
    area: Area | None,
    phone: str,
    paper: bool,
    topics: str,
    by: Actor,
    at: datetime,
) -> None:
    """The details of `member` are these; the journal names which changed, not what they were."""
    new = {"name": name, "area": area, "phone": phone, "paper": paper, "topics": topics}
    changed = [field for field, value in new.items() if getattr(member, field) != value]
    if not changed:
        return
    for field in changed:
        setattr(member, field, new[field])
    member.save(update_fields=changed)
    if member.user and member.user.name != name:
        User.objects.filter(pk=member.user.pk).update(name=name)
    record(group_dossier(), Kind.MEMBER_CHANGED, by=by, at=at, member=member.pk, what=", ".join(changed))


@transaction.atomic
def give_address(member: Member, *, email: str, by: Actor, at: datetime) -> None:
    """`member` signs in with `email` and gets mail there; visits and links of an address before it have ended.

    Who had no account has one now. The journal does not say the address.
    """
    hold_group()
    known = User.objects.filter(email=one_spelling(email)).first()
    if known and known == member.user:
        return
    if member.user:
        change_address(member.user, email, at=at)
    elif Member.objects.filter(user=known).exclude(user=None).exists():
        raise Refused(_("Another member has this e-mail address already. Choose another one."))
    else:
        member.user = _user(email, member.name)
        member.save(update_fields=["user"])
    record(group_dossier(), Kind.ADDRESS_CHANGED, by=by, at=at, member=member.pk)


@transaction.atomic
def set_term(member: Member, *, since: date, until: date, by: Actor, at: datetime) -> Term:
    """`member` has a term from `since` until `until`. What ran before it ends there; what began that day has this end.

    Refuses when a later term has a day in common with it, so that none vanishes.
    """
    _refuse_odd_term(since, until, at)
    _refuse_the_past(until, at)
    hold_group()
    if later := member.terms.overlapping(since, until).filter(since__gt=since).first():
        raise Refused(
            _("From %(day)s there is a term already. Choose an end before it, or choose that day to change that term.")
            % {"day": day(later.since)}
        )
    member.terms.running(since).filter(since__lt=since).update(until=since)
    term, _new = member.terms.update_or_create(since=since, defaults={"until": until, "warned_at": None})
    record(
        group_dossier(),
        Kind.TERM_SET,
        by=by,
        at=at,
        member=member.pk,
        since_on=since.isoformat(),
        until_on=until.isoformat(),
    )
    return term


@transaction.atomic
def end_term(member: Member, *, until: date, by: Actor, at: datetime) -> None:
    """The term and any steering seat of `member` end on `until`, and none follows: they read what is public."""
    today = localdate(at)
    term = term_now(member, today)
    if term is None:
        raise Refused(_("%(name)s has no running term.") % {"name": member})
    _refuse_the_past(until, at)
    _refuse_longer(term, until)
    member.terms.filter(since__gt=term.since).delete()
    member.steering_seats.running(today).filter(Q(until=None) | Q(until__gt=until)).update(until=until)
    term.until, term.warned_at = until, None
    term.save(update_fields=["until", "warned_at"])
    record(
        group_dossier(),
        Kind.TERM_SET,
        by=by,
        at=at,
        member=member.pk,
        since_on=term.since.isoformat(),
        until_on=until.isoformat(),
    )


@transaction.atomic
def seat_in_steering(
    member: Member, *, roles: Iterable[str], since: date, until: date | None, by: Actor, at: datetime
) -> SteeringSeat:
    """`member` sits in the steering group from `since`, with these roles. Only members with a running term can."""
    _refuse_end_before_begin(since, until)
    hold_group()
    if not Member.objects.running(since).filter(pk=member.pk).exists():
        raise Refused(_("Only a member whose term runs can sit in the steering group."))
    if member.steering_seats.overlapping(since, until).exists():
        raise Refused(_("%(name)s has a seat already. End that one first.") % {"name": member})
    if _most_seats(since, until) >= number("steering-group-size", localdate(at)):
        raise Refused(_("The steering group is complete. Let someone leave first, or change the rule in the handbook."))
    seat = SteeringSeat.objects.create(member=member, roles=list(roles), since=since, until=until)
    record(group_dossier(), Kind.STEERING_SEATED, by=by, at=at, member=member.pk, since_on=since.isoformat())
    return seat


def _most_seats(since: date, until: date | None) -> int:
    """The most seats that are taken on one day of these: on the first day, or when a seat begins."""
    seats = SteeringSeat.objects.overlapping(since, until)
    days = {since, *seats.filter(since__gt=since).values_list("since", flat=True)}
    return max(SteeringSeat.objects.running(day).count() for day in days)


@transaction.atomic
def leave_steering(seat: SteeringSeat, *, until: date, by: Actor, at: datetime) -> None:
    """The seat ends on `until`."""
    _refuse_the_past(until, at)
    _refuse_longer(seat, until)
    if not SteeringSeat.objects.running(localdate(at)).filter(pk=seat.pk).update(until=until):
        raise Refused(_("This seat has ended already."))
    record(group_dossier(), Kind.STEERING_LEFT, by=by, at=at, member=seat.member_id, until_on=until.isoformat())


@transaction.atomic
def assign_support(
    *, name: str, email: str, kind: SupportKind, since: date, until: date | None, by: Actor, at: datetime
) -> SupportAssignment:
    """`name` supports the group in this way, and may do so until the assignment ends."""
    _refuse_end_before_begin(since, until)
    assignment = SupportAssignment.objects.create(user=_user(email, name), kind=kind, since=since, until=until)
    record(
        group_dossier(),
        Kind.SUPPORT_ASSIGNED,
        by=by,
        at=at,
        support=str(assignment.get_kind_display()),
        since_on=since.isoformat(),
    )
    return assignment


@transaction.atomic
def end_support(assignment: SupportAssignment, *, until: date, by: Actor, at: datetime) -> None:
    """The assignment, and every right that came with it, ends on `until`."""
    _refuse_the_past(until, at)
    _refuse_longer(assignment, until)
    if not SupportAssignment.objects.running(localdate(at)).filter(pk=assignment.pk).update(until=until):
        raise Refused(_("This assignment has ended already."))
    record(group_dossier(), Kind.SUPPORT_ENDED, by=by, at=at, until_on=until.isoformat())


@transaction.atomic
def save_official(
    official: Official | None,
    *,
    name: str,
    email: str,
    function: str,
    department: Department | None,
    phone: str,
    topics: str,
    left_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Official:
    """The official is known with these details. Links to an address they left, or sent before they left, are closed."""
    email = one_spelling(email)
    hold_group()
    official = Official.objects.get(pk=official.pk) if official else Official()
    if official.email != email and Official.objects.filter(email=email).exists():
        raise Refused(_("Another official has this e-mail address already."))
    if official.email and (official.email != email or (left_on and left_on <= localdate(at))):
        close_links_to(official.email, at=at)
    official.name, official.email, official.function = name, email, function
    official.department, official.phone, official.topics, official.left_on = department, phone, topics, left_on
    official.save()
    record(group_dossier(), Kind.OFFICIAL_SAVED, by=by, at=at, official=official.pk, department=str(department or "–"))
    return official


@transaction.atomic
def save_department(
    department: Department | None, *, name: str, directorate: str, by: Actor, at: datetime
) -> Department:
    """The department is known under this name."""
    hold_group()
    others = Department.objects.exclude(pk=department.pk) if department else Department.objects.all()
    if others.filter(name__iexact=name).exists():
        raise Refused(_("There is a department with this name already."))
    department = department or Department()
    department.name, department.directorate = name, directorate
    department.save()
    record(group_dossier(), Kind.DEPARTMENT_SAVED, by=by, at=at, department=department.pk, name=name)
    return department


@transaction.atomic
def save_area(area: Area | None, *, name: str, kind: str, by: Actor, at: datetime) -> Area:
    """The district or village is known under the name that residents give it."""
    hold_group()
    others = Area.objects.exclude(pk=area.pk) if area else Area.objects.all()
    if others.filter(name__iexact=name).exists():
        raise Refused(_("There is a district or village with this name already."))
    area = area or Area()
    area.name, area.kind = name, kind
    area.save()
    record(group_dossier(), Kind.AREA_SAVED, by=by, at=at, area=area.pk, name=name)
    return area


def _user(email: str, name: str) -> User:
    """The user with this address, new when nobody had it."""
    known = User.objects.filter(email=one_spelling(email)).first()
    return known or User.objects.create_user(email, name)


def _refuse_end_before_begin(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise Refused(_("It ends before it begins. Look at the days again."))


def _refuse_the_past(until: date, at: datetime) -> None:
    if until < localdate(at):
        raise Refused(_("Choose today or a later day. What happened before today stays as it was."))


def _refuse_longer(span: Span, until: date) -> None:
    """Ending something is no way to go on for longer."""
    if span.until is not None and until > span.until:
        raise Refused(_("It already ends before that day. Choose an earlier one."))


def _refuse_odd_term(since: date, until: date, at: datetime) -> None:
    """A term lasts as long as the handbook says, counted in years."""
    shortest, longest = (number(f"term-years-{end}", localdate(at)) for end in ("min", "max"))
    if not _years_after(since, shortest) <= until <= _years_after(since, longest):
        raise Refused(
            _("A term lasts %(shortest)s to %(longest)s years. Choose another end.")
            % {"shortest": shortest, "longest": longest}
        )


def _years_after(day: date, years: int) -> date:
    """The same day `years` later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
