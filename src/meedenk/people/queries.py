"""People as the desk shows them."""

from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from .models import Member, Official, SteeringSeat, Term


def members_list(on: date, *, search: str = "", former: bool = False) -> QuerySet[Member]:
    """Members with their terms and steering seats; those whose term runs on `on`, or the former ones."""
    running = Exists(Term.objects.running(on).filter(member=OuterRef("pk")))
    found = Member.objects.filter(~running if former else running)
    if search:
        found = found.filter(Q(name__icontains=search) | Q(topics__icontains=search) | Q(area__name__icontains=search))
    seats = Prefetch("steering_seats", SteeringSeat.objects.running(on), to_attr="running_seats")
    terms = Prefetch("terms", Term.objects.order_by("-since"), to_attr="terms_newest_first")
    return found.select_related("area", "user").prefetch_related(terms, seats)


def officials_list(*, search: str = "") -> QuerySet[Official]:
    """Officials, those who left last."""
    found = Official.objects.select_related("department").order_by("left_on", "name")
    if search:
        found = found.filter(
            Q(name__icontains=search) | Q(topics__icontains=search) | Q(department__name__icontains=search)
        )
    return found
