"""A house with years of work in it, made of the demo: every trajectory and every concern stands in it many times.

What hangs under one is copied with it, whatever it is, so that a new table needs no word here. The rows go into the
database as they are: that is fast, and nothing that happens with an act (mail, the clock) happens again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from math import ceil
from typing import Any
from uuid import UUID, uuid5

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils.timezone import now

from meedenk.advice.models import Recommendation
from meedenk.agenda.models import Concern
from meedenk.journal.models import Dossier
from meedenk.mail.models import Mailing, Message
from meedenk.site.searching.indexing import refresh
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage

Model = type[models.Model]
Row = dict[str, Any]

ABOUT = {"accounts.PersonalLink", "mail.Message"}
"""Tables that say in a number, `about`, which dossier they are about."""
READ = {"slug", "number"}
"""What is unique because an address is made of it; other unique values belong to one row and are left out of copies."""
APART = {Stage.CLOSED: timedelta(days=45), Stage.MONITORING: timedelta(days=40), Stage.ANSWERED: timedelta(days=30)}
TOLD_APART = timedelta(days=5)
"""So much earlier each next copy happened of what was answered, followed or closed, and of what was told."""
AT_ONCE = 2_000


@dataclass(frozen=True)
class Root:
    """A dossier that is copied: how often, and how much earlier each next copy happened."""

    times: int
    apart: timedelta


@transaction.atomic
def multiply(*, trajectories: int, concerns: int, recommendations: int) -> None:
    """There are so many of each, or a few more. What was there stands as it stood; the search finds the others too."""
    copying = Copying(_roots(trajectories, concerns, recommendations))
    copying.collect()
    copying.insert()
    refresh(now())


def _roots(trajectories: int, concerns: int, recommendations: int) -> dict[int, Root]:
    """What is copied: what has an advice more often than the rest, until there is enough of both."""
    said = Recommendation.objects.count()
    advising = set(Recommendation.objects.values_list("advice__trajectory", flat=True))
    stages = dict(Trajectory.objects.values_list("pk", "stage"))
    told = list(Concern.objects.values_list("pk", flat=True))
    often = ceil(recommendations / said)
    seldom = ceil((trajectories - often * len(advising)) / (len(stages) - len(advising)))
    roots = {
        key: Root((often if key in advising else seldom) - 1, APART.get(Stage(stage), timedelta()))
        for key, stage in stages.items()
    }
    return roots | dict.fromkeys(told, Root(ceil(concerns / len(told)) - 1, TOLD_APART))


class Copying:
    """`under` holds for every table the root of each of its rows, by key; `steps` how far apart keys of copies lie."""

    def __init__(self, roots: dict[int, Root]) -> None:
        self.under: dict[Model, dict[Any, Root]] = {Dossier: roots, Mailing: _mailings(roots)}
        self.tables = [each for each in apps.get_models(include_auto_created=True) if each._meta.managed]
        self.steps: dict[Model, int] = {}

    def collect(self) -> None:
        """Whatever points to a row that is copied is copied too."""
        found = True
        while found:
            found = any([self._collect_of(table) for table in self.tables])  # noqa: C419  # of every table each time
        for table in self.under:
            named_by = _named_by(table)
            if isinstance(named_by._meta.pk, models.IntegerField):
                self.steps[table] = named_by._base_manager.aggregate(last=models.Max("pk"))["last"]

    def insert(self) -> None:
        quoted = connection.ops.quote_name
        with connection.cursor() as cursor:
            for table in self.under:
                columns = [quoted(field.column) for field in table._meta.local_concrete_fields]
                values = ", ".join(["%s"] * len(columns))
                command = f"INSERT INTO {quoted(table._meta.db_table)} ({', '.join(columns)}) VALUES ({values})"  # noqa: S608  # names of our own
                rows = self._copies(table)
                while some := list(islice(rows, AT_ONCE)):
                    cursor.executemany(command, some)
            for command in connection.ops.sequence_reset_sql(no_style(), list(self.under)):
                cursor.execute(command)

    def _collect_of(self, table: Model) -> bool:
        """Whether more rows of `table` were found than were known."""
        if table is Dossier:
            return False
        known = self.under.get(table, {})
        ways = {field.attname: to for field in table._meta.local_concrete_fields if (to := _leads_to(field))}
        ways = {name: self.under[to] for name, to in ways.items() if to in self.under and to is not table}
        found: dict[Any, Root] = {}
        for row in table._base_manager.values("pk", *ways) if ways else ():
            roots = [root for name, there in ways.items() if (root := there.get(row[name]))]
            if roots and row["pk"] not in known:
                found[row["pk"]] = min(roots, key=lambda root: root.times)
        if found:
            self.under[table] = known | found
        return bool(found)

    def _copies(self, table: Model) -> Iterator[list[Any]]:
        fields = table._meta.local_concrete_fields
        roots = self.under[table]
        for row in list(table._base_manager.values(*(field.attname for field in fields))):
            if root := roots.get(row[table._meta.pk.attname]):
                for time in range(1, root.times + 1):
                    yield [self._saved(field, row[field.attname], time, root) for field in fields]

    def _saved(self, field: models.Field, value: Any, time: int, root: Root) -> Any:
        """What stands in `field` of copy number `time`, as the database wants it."""
        to = _leads_to(field)
        if value is not None:
            if to in self.under:
                there = self.under[to].get(value)
                value = self._key(to, value, time) if there and time <= there.times else value
            elif field.primary_key:
                value = self._key(field.model, value, time)
            elif field.model is Dossier and field.name == "address" and value:
                value = f"{value.rstrip('/')}-{time}/"
            elif field.unique:
                value = f"{value}-{time}" if field.name in READ else None
            elif isinstance(value, date):
                value -= time * root.apart
        return field.get_db_prep_save(value, connection)

    def _key(self, table: Model, key: Any, time: int) -> Any:
        return uuid5(key, str(time)) if isinstance(key, UUID) else key + time * self.steps[table]


def _mailings(roots: dict[int, Root]) -> dict[int, Root]:
    """A mailing is about what its messages are about."""
    sent = Message.objects.filter(mailing__isnull=False, about__in=roots).values_list("mailing", "about")
    return {mailing: roots[about] for mailing, about in sent}


def _leads_to(field: models.Field) -> Model | None:
    if field.name == "about" and field.model._meta.label in ABOUT:
        return Dossier
    return field.related_model if field.is_relation else None


def _named_by(table: Model) -> Model:
    """The table whose keys the rows of `table` have."""
    above = table._meta.pk.related_model
    return _named_by(above) if above else table
