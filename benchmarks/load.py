"""What every kind of page costs in a house with years of work in it, beside the same page of the demo.

    ./dev run python -m benchmarks.load [--times 5] [--database sqlite|postgresql]

For everyone, of each kind of page: the one of the demo that asks the database most, the same page when the house is
full, and the other sides of lists (the last page, a choice, a search). Fails when a page asks the database more often
than in the demo, or takes longer than the limit.
"""

import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from contextlib import ExitStack
from operator import attrgetter

from tools.testing.__main__ import DATABASES
from tools.testing.postgresql import NoPostgreSQL, running_postgresql

from benchmarks.pages import furnish

LIMIT = 100
"""Milliseconds in the server."""
TOWN = {"trajectories": 400, "concerns": 2_000, "recommendations": 1_000}
COUNTED = (
    "trajectories.Trajectory", "agenda.Concern", "advice.Recommendation", "followup.Response", "journal.Entry",
    "mail.Message",
)  # fmt: skip
HOST = "127.0.0.1"


def main() -> int:
    parser = ArgumentParser(prog="benchmarks.load")
    parser.add_argument("--times", type=int, default=5, help="how often each page is asked for")
    parser.add_argument("--database", choices=DATABASES, help="on this one only; both when it is not said")
    parser.add_argument("--in-this-house", action="store_true", help="in the database that the settings name")
    said = parser.parse_args()
    if said.in_this_house:
        return measure(said.times)
    results = [on(database, said.times) for database in ([said.database] if said.database else DATABASES)]
    return max(results)


def on(database: str, times: int) -> int:
    """Measures in a process of its own, in a database that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="meedenk-load-") as folder, ExitStack() as around:
        surroundings = os.environ | {"MEEDENK_DEMO": "1", "MEEDENK_DATA": folder, "MEEDENK_LOG_LEVEL": "ERROR"}
        surroundings |= {"MEEDENK_BASE_URL": f"http://{HOST}", "DJANGO_SETTINGS_MODULE": "meedenk.settings"}
        for name in ("MEEDENK_DEBUG", "MEEDENK_DATABASE_URL"):
            surroundings.pop(name, None)
        if database == "postgresql":
            try:
                surroundings["MEEDENK_DATABASE_URL"] = around.enter_context(running_postgresql())
            except NoPostgreSQL as reason:
                print(f"\nNot measured on PostgreSQL. {reason}")
                return 0
        print(f"\nOn {database}", flush=True)
        command = [sys.executable, "-m", "benchmarks.load", "--in-this-house", "--times", str(times)]
        return subprocess.run(command, env=surroundings, check=False).returncode


def measure(times: int) -> int:
    furnish()
    from django.apps import apps  # noqa: PLC0415  # only after the settings are chosen
    from django.db import connection  # noqa: PLC0415  # only after the settings are chosen

    from benchmarks.measuring import cost_of, dearest, further, visitors  # noqa: PLC0415  # the same
    from benchmarks.multiplying import multiply  # noqa: PLC0415  # the same

    people = visitors(HOST)
    pages = dearest(people)
    before = {page: cost_of(page, people[page.role], times=times) for page in pages}
    started = time.perf_counter()
    multiply(**TOWN)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # what autovacuum does after a while
    counts = [f"{apps.get_model(name).objects.count():,} {name.rpartition('.')[2]}" for name in COUNTED]
    print(f"{', '.join(counts)}; made in {time.perf_counter() - started:.0f} s.\n")
    print(f"{'who':<13}{'page':<72}{'queries':>9}{'demo':>6}{'ms':>8}{'demo':>8}{'ratio':>7}{'kB':>7}{'demo':>6}")
    slow = 0
    for page in pages:
        for side in (page, *further(page, people[page.role])):
            demo, full = before[page], cost_of(side, people[page.role], times=times)
            if full.milliseconds > LIMIT:  # something else on this machine may have been in the way
                full = min(full, cost_of(side, people[page.role], times=3 * times), key=attrgetter("milliseconds"))
            told = f"{page.role:<13}{f'{page.name} {side.path}'[:71]:<72}{full.queries:>9}{demo.queries:>6}"
            told += f"{full.milliseconds:>8.1f}{demo.milliseconds:>8.1f}{full.milliseconds / demo.milliseconds:>7.1f}"
            told += f"{full.size / 1000:>7.0f}{demo.size / 1000:>6.0f}"
            wrong = full.milliseconds > LIMIT or (side == page and full.queries > demo.queries)
            slow += wrong
            print(told + ("  <--" if wrong else ""), flush=True)
    print(f"\n{len(pages)} kinds of pages; {slow} ask the database more than in the demo, or take over {LIMIT} ms.")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
