"""What waits, is late or stays silent, for the steering group and support."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.advice.models import Advice, Delivery
from meedenk.handbook.models import Rule
from meedenk.journal.kinds import Kind
from meedenk.journal.models import Entry
from meedenk.mail.models import Mailing, Message, State
from meedenk.people.models import SteeringSeat, Term
from meedenk.trajectories.models import Call, SignUp, SupportRequest, Trajectory
from meedenk.trajectories.stages import RUNNING_GROUP, WITH_GROUP, Stage

from ..days import written
from .after import agreements_to_make, followed, late_answers, reports_to_give
from .exploring import explorations, looks_again, themes_to_decide
from .terms import Terms
from .told import letters_to_post, waits_to_read
from .wait import Wait, in_order

SOON = timedelta(days=7)


def waits_at_desk(*, at: datetime) -> list[Wait]:
    """Everything that waits for the steering group or support, in as many queries however much it is."""
    today = localdate(at)
    terms = Terms(today, at, dict(Rule.objects.valid(today).values_list("key", "value")))
    found = (
        waits_to_read,
        letters_to_post,
        explorations,
        looks_again,
        themes_to_decide,
        _questions,
        _calls_to_open,
        _calls,
        _groups,
        _reports,
        _deliveries,
        _responses,
        _publications,
        late_answers,
        agreements_to_make,
        reports_to_give,
        followed,
        _support,
        _terms,
        _seats,
        _links,
        _mailings,
        _dead_mail,
    )
    return in_order(wait for find in found for wait in find(terms))


def _questions(terms: Terms) -> Iterator[Wait]:
    for each in Trajectory.objects.filter(stage=Stage.ASKED).select_related("department").order_by("asked_on"):
        asked = each.asked_on or terms.today
        by = asked + timedelta(days=terms["question-reply-days"])
        yield Wait(
            _("Take a decision about “%(subject)s”") % {"subject": each.title},
            _("Asked on %(asked)s by %(department)s · answer by %(day)s")
            % {"asked": written(asked), "department": each.department or "–", "day": written(by)},
            reverse("trajectories:decision", args=[each.slug]),
            _("Take a decision"),
            by,
            late=by < terms.today,
        )


def _calls_to_open(terms: Terms) -> Iterator[Wait]:
    """What was taken up and of which the members were not asked yet whether they join."""
    for each in Trajectory.objects.filter(stage=Stage.TAKEN_UP).annotate(latest=Max("entries__at")).order_by("latest"):
        since = localdate(each.latest) if each.latest else terms.today
        yield Wait(
            _("Open the call for “%(subject)s”") % {"subject": each.title},
            _("Since %(day)s no member was asked to join yet") % {"day": written(since)},
            reverse("trajectories:call", args=[each.slug]),
            _("Open the call"),
            each.wished_on,
            late=bool(each.wished_on and each.wished_on < terms.today),
        )


def _calls(terms: Terms) -> Iterator[Wait]:
    """Calls that close within a week."""
    closing = Call.objects.filter(
        closed_at=None, closes_at__lte=terms.at + SOON, trajectory__stage=Stage.CALLING
    ).annotate(yes=Count("sign_ups", filter=Q(sign_ups__answer=SignUp.Answer.YES)))
    for call in closing.select_related("trajectory"):
        by = localdate(call.closes_at)
        signed = ngettext("%(count)d member said yes", "%(count)d members said yes", call.yes) % {"count": call.yes}
        yield Wait(
            _("The call for “%(subject)s” closes") % {"subject": call.trajectory.title},
            _("Closes on %(day)s · %(signed)s") % {"day": written(by), "signed": signed},
            reverse("trajectories:sign-ups", args=[call.trajectory.slug]),
            _("See who signed up"),
            by,
        )


def _groups(terms: Terms) -> Iterator[Wait]:
    forming = Trajectory.objects.filter(stage=Stage.FORMING).select_related("call")
    for each in forming.annotate(yes=Count("call__sign_ups", filter=Q(call__sign_ups__answer=SignUp.Answer.YES))):
        call = getattr(each, "call", None)
        closed = localdate(call.closed_at or call.closes_at) if call else None
        meta = ngettext("%(count)d member signed up", "%(count)d members signed up", each.yes) % {"count": each.yes}
        yield Wait(
            _("Form the group for “%(subject)s”") % {"subject": each.title},
            meta,
            reverse("trajectories:group", args=[each.slug]),
            _("Form the group"),
            closed,
        )


def _reports(terms: Terms) -> Iterator[Wait]:
    """Groups from which the members have heard nothing for longer than the rule says."""
    told = Entry.objects.filter(
        dossier=OuterRef("pk"), kind__in=[Kind.REPORTED_TO_MEMBERS, Kind.GROUP_FORMED, Kind.WORK_BEGUN]
    ).order_by("-at")
    weeks = timedelta(weeks=terms["weeks-silent-before-report"])
    groups = Trajectory.objects.filter(stage__in=RUNNING_GROUP).annotate(heard=Subquery(told.values("at")[:1]))
    for each in groups.filter(heard__lt=terms.at - weeks):
        heard = localdate(each.heard)
        yield Wait(
            _("Tell all members how “%(subject)s” is going") % {"subject": each.title},
            _("The last word was on %(day)s") % {"day": written(heard)},
            reverse("trajectories:report", args=[each.slug]),
            _("Write how it is going"),
            heard + weeks,
            late=True,
        )


def _deliveries(terms: Terms) -> Iterator[Wait]:
    adopted = Advice.objects.filter(trajectory__stage=Stage.ADOPTED, adopted_at__isnull=False)
    for each in adopted.select_related("trajectory").order_by("adopted_at"):
        day = localdate(each.adopted_at)
        wished = each.trajectory.wished_on
        yield Wait(
            _("Deliver advice %(number)s") % {"number": each.number},
            _("%(title)s · adopted on %(day)s") % {"title": each.title, "day": written(day)},
            reverse("advice:deliver", args=[each.trajectory.slug]),
            _("Deliver it"),
            wished or day,
            late=bool(wished and wished < terms.today),
        )


def _responses(terms: Terms) -> Iterator[Wait]:
    """Answers that are due soon or were due. One that is ready and waits for its day waits for nobody here."""
    soon = terms.today + timedelta(weeks=terms["response-reminder-before"])
    due = Delivery.objects.filter(due_on__lte=soon, advice__trajectory__stage=Stage.DELIVERED)
    due = due.filter(advice__letter__goes_out_at=None)
    for each in due.select_related("advice__trajectory").order_by("due_on"):
        late = each.due_on < terms.today
        title = _("%(title)s: the executive has not answered yet") if late else _("%(title)s: an answer is due soon")
        yield Wait(
            title % {"title": each.advice.title},
            _("%(number)s · answer due by %(day)s") % {"number": each.advice.number, "day": written(each.due_on)},
            reverse("followup:remind", args=[each.advice.trajectory.slug]),
            _("Remind the executive"),
            each.due_on,
            late=late,
        )


def _publications(terms: Terms) -> Iterator[Wait]:
    """Delivered, not published, and no embargo that still runs."""
    waiting = Delivery.objects.filter(advice__published_at=None, advice__trajectory__stage__in=WITH_GROUP)
    waiting = waiting.exclude(embargo_until__gt=terms.at)
    for each in waiting.select_related("advice__trajectory").order_by("at"):
        yield Wait(
            _("Check and publish advice %(number)s") % {"number": each.advice.number},
            _("%(title)s · delivered on %(day)s") % {"title": each.advice.title, "day": written(localdate(each.at))},
            reverse("advice:publish", args=[each.advice.trajectory.slug]),
            _("Check it"),
            localdate(each.at),
        )


def _support(terms: Terms) -> Iterator[Wait]:
    """What groups asked, as long as their work goes on."""
    asked = SupportRequest.objects.filter(given_at=None, trajectory__stage__in=WITH_GROUP)
    for each in asked.select_related("trajectory"):
        day = each.by_on or localdate(each.asked_at)
        yield Wait(
            _("A group asks for help: %(kind)s") % {"kind": each.get_kind_display()},
            _("%(subject)s · %(day)s") % {"subject": each.trajectory.title, "day": written(day)},
            reverse("trajectories:support-given", args=[each.pk]),
            _("Look at it"),
            each.by_on,
            late=bool(each.by_on and each.by_on < terms.today),
        )


def _terms(terms: Terms) -> Iterator[Wait]:
    """Terms of members that end, where no later one follows."""
    until = terms.today + timedelta(days=terms["term-warning-days"])
    last = Term.objects.values("member").annotate(
        last=Max("until"),
        open=Count("pk", filter=Q(until=None)),
        stops=Count("pk", filter=Q(wish=Term.Wish.STOP, until__gt=terms.today)),
        stays=Count("pk", filter=Q(wish=Term.Wish.STAY, until__gt=terms.today)),
    )
    ending = last.filter(open=0, last__gt=terms.today, last__lte=until)
    names = ending.values("member", "member__name", "last", "stops", "stays")
    for each in names:
        wish = _("wants to stop") if each["stops"] else _("would like to go on") if each["stays"] else ""
        day = _("On %(day)s") % {"day": written(each["last"])}
        yield Wait(
            _("The term of %(name)s ends") % {"name": each["member__name"]},
            f"{day} · {wish}" if wish else day,
            reverse("people:term", args=[each["member"]]),
            _("Talk about it"),
            each["last"],
        )


def _seats(terms: Terms) -> Iterator[Wait]:
    until = terms.today + timedelta(days=terms["term-warning-days"])
    for seat in SteeringSeat.objects.ending(terms.today, until + timedelta(days=1)).select_related("member"):
        assert seat.until is not None, "only what ends was asked for"
        yield Wait(
            _("The seat of %(name)s in the steering group ends") % {"name": seat.member.name},
            _("On %(day)s") % {"day": written(seat.until)},
            reverse("people:steering"),
            _("See the steering group"),
            seat.until,
        )


def _links(terms: Terms) -> Iterator[Wait]:
    """The last links of someone of the municipality that stop working within a week, while their trajectory goes on.

    Every mail brings a link: as long as a later one opens the same page, nobody stands before a closed door.
    """
    going_on = Trajectory.objects.running().values("pk")
    same = {name: OuterRef(name) for name in ("purpose", "about", "email")}
    later = Q(expires_at__gt=OuterRef("expires_at")) | Q(expires_at=OuterRef("expires_at"), pk__gt=OuterRef("pk"))
    working = PersonalLink.objects.open(terms.at)
    ending = working.filter(
        ~Exists(working.filter(later, **same)),
        purpose__in=[Purpose.ADVISER, Purpose.OFFICE, Purpose.EXECUTOR],
        expires_at__lte=terms.at + SOON,
        about__in=going_on,
    )
    titles = dict(Trajectory.objects.filter(pk__in=ending.values("about")).values_list("pk", "title"))
    for link in ending.order_by("expires_at"):
        by = localdate(link.expires_at)
        yield Wait(
            _("The link of %(name)s stops working") % {"name": link.name},
            _("%(subject)s · on %(day)s") % {"subject": titles.get(link.about, ""), "day": written(by)},
            "",
            "",
            by,
        )


def _mailings(terms: Terms) -> Iterator[Wait]:
    for mailing in Mailing.objects.filter(held_at__isnull=False, cancelled_at=None):
        day = localdate(mailing.held_at)
        yield Wait(
            _("A mailing is held: %(subject)s") % {"subject": mailing.subject},
            _("Since %(day)s") % {"day": written(day)},
            reverse("site:mailing", args=[mailing.pk]),
            _("Look at it"),
            day,
        )


def _dead_mail(terms: Terms) -> Iterator[Wait]:
    dead = Message.objects.filter(state=State.DEAD).aggregate(count=Count("pk"), latest=Max("written_at"))
    if dead["count"]:
        yield Wait(
            ngettext("%(count)d mail could not be sent", "%(count)d mails could not be sent", dead["count"])
            % {"count": dead["count"]},
            _("The latest was written on %(day)s") % {"day": written(localdate(dead["latest"]))},
            reverse("site:post"),
            _("Look at it"),
            localdate(dead["latest"]),
            late=True,
        )
