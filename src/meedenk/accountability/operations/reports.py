"""The report of a year is begun, written together and published."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.common.refusal import Refused
from meedenk.journal.kinds import Kind
from meedenk.journal.operations import Actor, record
from meedenk.people.house import group_dossier, hold_group

from ..figures.year import in_figures
from ..models import AnnualReport
from ..reporting import odt_of, pdf_of
from ..rules import may_publish_report, may_write_report


class ChangedMeanwhile(Refused):
    """Someone else saved the same part first. Nothing was overwritten; the writer chooses."""


@transaction.atomic
def begin_report(year: int, *, by: Actor, at: datetime) -> AnnualReport:
    """There is a draft of the report of `year`, for the steering group and support to write in."""
    _refuse_who_may_not_write(by, at)
    hold_group()
    if year > localdate(at).year:
        raise Refused(_("This year has not come yet."))
    if AnnualReport.objects.filter(year=year).exists():
        raise Refused(_("The report of this year has been begun already."))
    report = AnnualReport.objects.create(year=year, begun_at=at)
    record(group_dossier(), Kind.REPORT_BEGUN, by=by, at=at, year=year)
    return report


@transaction.atomic
def save_part(report: AnnualReport, part: str, *, text: str, version: int, by: Actor, at: datetime) -> int:
    """`part` says `text`, and nobody's text was overwritten. Returns the new version.

    Raises `LookupError` for a part that no report has.
    """
    if part not in AnnualReport.PARTS:
        raise LookupError(f"a report has no part {part}")
    _refuse_who_may_not_write(by, at)
    now = _held(report)
    if getattr(now, part) == text:
        return now.version_of(part)
    if now.version_of(part) != version:
        raise ChangedMeanwhile(_("Someone else has just changed this too. Below stand both texts."))
    versions = now.versions | {part: version + 1}
    AnnualReport.objects.filter(pk=report.pk).update(**{part: text, "versions": versions})
    return version + 1


@transaction.atomic
def publish_report(report: AnnualReport, *, by: Actor, at: datetime) -> None:
    """Everyone can read the report and take it along, with the figures as they are at this moment."""
    if not may_publish_report(by, at=at):
        raise Refused(_("Only the steering group publishes the report."))
    now = _held(report)
    if not now.opening.strip():
        raise Refused(_("Write the foreword first: figures alone are no report."))
    now.figures, now.published_at = in_figures(now.year, at), at
    now.pdf.save(f"jaarverslag-{now.year}.pdf", ContentFile(pdf_of(now, on=localdate(at))), save=False)
    now.odt.save(f"jaarverslag-{now.year}.odt", ContentFile(odt_of(now, on=localdate(at))), save=False)
    now.save(update_fields=["figures", "published_at", "pdf", "odt"])
    record(group_dossier(), Kind.REPORT_PUBLISHED, by=by, at=at, year=now.year)


def _held(report: AnnualReport) -> AnnualReport:
    """The report as it stands, to ourselves until the transaction ends; what was published stays as it is."""
    now = AnnualReport.objects.select_for_update().get(pk=report.pk)
    if now.published_at:
        raise Refused(_("This report has been published. What stands in it does not change any more."))
    return now


def _refuse_who_may_not_write(by: Actor, at: datetime) -> None:
    if not may_write_report(by, at=at):
        raise Refused(_("Only the steering group and who supports it write the report."))
