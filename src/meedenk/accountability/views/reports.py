"""The report of a year: read by everyone, written by the steering group and support."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import Refused, refusal_as_message
from meedenk.documents.html import html

from ..figures.clocks import silence
from ..figures.promises import not_done
from ..figures.year import in_figures
from ..forms import AskForm, BeginForm, PartForm
from ..models import AnnualReport
from ..operations import reports
from ..reporting import blocks, half_page
from ..rules import may_publish_report, may_write_report

PARTS = {"vooraf": "opening", "terugblik": "looking_back", "vooruitblik": "looking_ahead"}
TITLES = {
    "opening": gettext_lazy("Foreword"),
    "looking_back": gettext_lazy("What we noticed"),
    "looking_ahead": gettext_lazy("What we want next year"),
}
KINDS = {"pdf": "application/pdf", "odt": "application/vnd.oasis.opendocument.text"}


@require_safe
def report(request: HttpRequest, year: int) -> HttpResponse:
    """A published report, as everyone reads it."""
    found = get_object_or_404(AnnualReport.objects.exclude(published_at=None), year=year)
    body = html(blocks(found, found.figures or {})[1:])
    return render(request, "accountability/report.html", {"report": found, "body": body})


@require_safe
def file(request: HttpRequest, year: int, kind: str) -> FileResponse:
    """A published report to take along."""
    found = get_object_or_404(AnnualReport.objects.exclude(published_at=None), year=year)
    if kind not in KINDS:
        raise Http404
    kept = found.pdf if kind == "pdf" else found.odt
    return FileResponse(kept.open("rb"), content_type=KINDS[kind], filename=f"jaarverslag-{year}.{kind}")


@login_required
@get_or_post
def begun(request: UserRequest) -> HttpResponse:
    """The reports that were begun, and a way to begin one."""
    at = now()
    may_write_report.or_404(request.user, at=at)
    form = BeginForm(request.POST or None, initial={"year": localdate(at).year})
    if form.is_valid():
        with refusal_as_message(request):
            made = reports.begin_report(form.cleaned_data["year"], by=request.user, at=at)
            messages.success(request, _("The figures are filled in. Now write the texts around them."))
            return redirect("accountability:write-report", made.year)
    return render(request, "accountability/reports.html", {"form": form, "reports": AnnualReport.objects.all()})


@login_required
@require_safe
def write(request: UserRequest, year: int) -> HttpResponse:
    """The draft as it stands, with its texts to change."""
    at = now()
    found = _for_writers(request, year, at)
    figures = found.figures if found.published_at else in_figures(found.year, at)
    context = {
        "report": found,
        "parts": [(path, TITLES[name], getattr(found, name)) for path, name in PARTS.items()],
        "body": html(blocks(found, figures or {}, top=2)),
        "may_publish": may_publish_report(request.user, at=at),
    }
    return render(request, "accountability/write_report.html", context)


@login_required
@get_or_post
def part(request: UserRequest, year: int, part: str) -> HttpResponse:
    """One text of the draft; both texts when someone else saved it first."""
    at = now()
    found = _for_writers(request, year, at)
    name = PARTS.get(part)
    if name is None:
        raise Http404
    stands = {"version": found.version_of(name), "text": getattr(found, name)}
    form = PartForm(request.POST or None, initial=stands)
    context: dict[str, Any] = {"report": found, "title": TITLES[name], "form": form}
    if form.is_valid():
        try:
            reports.save_part(found, name, **form.cleaned_data, by=request.user, at=at)
        except reports.ChangedMeanwhile as clash:
            again = PartForm(initial={"version": stands["version"], "text": form.cleaned_data["text"]})
            context |= {"form": again, "clash": str(clash), "theirs": stands["text"]}
            return render(request, "accountability/part.html", context, status=409)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("The text is kept. Only the steering group and support see it until you publish.")
            )
            return redirect("accountability:write-report", year)
    return render(request, "accountability/part.html", context)


@login_required
@get_or_post
def publish(request: UserRequest, year: int) -> HttpResponse:
    """The steering group publishes the report, after one question."""
    at = now()
    may_publish_report.or_404(request.user, at=at)
    found = _for_writers(request, year, at)
    if request.method == "POST":
        with refusal_as_message(request):
            reports.publish_report(found, by=request.user, at=at)
            messages.success(request, _("Everyone can read the report now, and take it along as PDF and ODT."))
            return redirect(found)
    return render(
        request, "accountability/publish_report.html", {"report": found, "unfinished": found.year >= localdate(at).year}
    )


@login_required
@get_or_post
def half(request: UserRequest) -> HttpResponse:
    """Half a page to take along to the talk with the alderperson. What is asked is not kept."""
    at = now()
    may_write_report.or_404(request.user, at=at)
    form = AskForm(request.POST or None)
    silent, open_promises = silence(at), not_done(at)
    if form.is_valid():
        paper = half_page(form.cleaned_data["asks"], silent=silent, open_promises=open_promises, at=at)
        response = HttpResponse(paper, content_type="application/pdf")
        response["Content-Disposition"] = 'inline; filename="halve-pagina.pdf"'
        return response
    return render(request, "accountability/half.html", {"form": form, "silent": silent, "open_promises": open_promises})


def _for_writers(request: UserRequest, year: int, at: datetime) -> AnnualReport:
    may_write_report.or_404(request.user, at=at)
    return get_object_or_404(AnnualReport, year=year)
