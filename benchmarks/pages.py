"""What each public page costs, on the demo.

    ./dev run python -m benchmarks.pages [--times 15]

Per kind of page: queries, milliseconds in the server (median), bytes that a browser fetches on its first visit (files
are compressed by the server; in brackets: pages too, as a proxy with gzip does), and its number of requests.
Then the weight of the style sheet, and the memory of a server with two workers that has shown every page.
"""

import gzip
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.building import BUILT
from tools.checking import PRODUCTION

FETCHED = re.compile(r'<(?:link rel="(?:stylesheet|icon)"[^>]*href|script[^>]*src|img[^>]*src)="(/[^"]+)"')
LINK = re.compile(r'href="(/[^"#?]*)"')


@dataclass
class Cost:
    """What one page costs."""

    route: str
    queries: int
    milliseconds: float
    size: int
    gzipped: int
    requests: int


def main() -> int:
    parser = ArgumentParser(prog="benchmarks.pages")
    parser.add_argument("--times", type=int, default=15, help="how often each page is asked for")
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory(prefix="meedenk-pages-") as folder, socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        free.close()
        address = f"http://127.0.0.1:{port}"
        os.environ |= {"MEEDENK_DEMO": "1", "MEEDENK_DATA": folder, "MEEDENK_BASE_URL": address}
        os.environ |= {"MEEDENK_LOG_LEVEL": "ERROR", "DJANGO_SETTINGS_MODULE": "meedenk.settings"}
        os.environ.pop("MEEDENK_DEBUG", None)
        furnish()
        pages = public_pages()
        with serving(port) as server:
            costs = [cost_of(route, path, address, times) for route, path in pages.items()]
            memory = memory_of(server)
    show(costs)
    print(f"\nStyle sheet: {len(gzip.compress((BUILT / 'meedenk.css').read_bytes())):,} bytes with gzip.")
    print(f"Memory of a server with two workers: {memory / 1024 / 1024:.0f} MB.")
    return 0


def furnish() -> None:
    import django  # noqa: PLC0415 — the settings are known only now

    django.setup()
    from django.conf import settings  # noqa: PLC0415  # only after the settings are chosen
    from django.core.management import call_command  # noqa: PLC0415  # only after the settings are chosen
    from django.utils.timezone import now  # noqa: PLC0415  # only after the settings are chosen

    from meedenk.demo.content import build  # noqa: PLC0415  # only after the settings are chosen

    Path(settings.STATIC_ROOT).mkdir(parents=True)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    build(at=now())


def public_pages() -> dict[str, str]:
    """One address for each kind of page that a visitor can reach by following links from the home page."""
    from django.test import Client  # noqa: PLC0415  # only after the settings are chosen

    found: dict[str, str] = {}
    seen, waiting = {"/"}, ["/"]
    client = Client(SERVER_NAME="127.0.0.1")
    while waiting:
        path = waiting.pop(0)
        response = client.get(path)
        if response.status_code != 200 or not response.headers.get("Content-Type", "").startswith("text/html"):
            continue
        if response.resolver_match.route in found:
            continue
        found[response.resolver_match.route] = path
        for link in LINK.findall(response.content.decode()):
            if link not in seen and not link.startswith("/static/"):
                seen.add(link)
                waiting.append(link)
    return found


def cost_of(route: str, path: str, address: str, times: int) -> Cost:
    from django.db import connection  # noqa: PLC0415  # only after the settings are chosen
    from django.test import Client  # noqa: PLC0415  # only after the settings are chosen
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415  # only after the settings are chosen

    client = Client(SERVER_NAME="127.0.0.1")
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    counted, spent = len(queries), []
    for _ in range(times):
        started = time.perf_counter()
        client.get(path)
        spent.append(time.perf_counter() - started)
    page, weight = fetch(f"{address}{path}")
    bodies = [fetch(f"{address}{file}") for file in dict.fromkeys(FETCHED.findall(page.decode()))]
    return Cost(
        route=route or "(home)",
        queries=counted,
        milliseconds=statistics.median(spent) * 1000,
        size=weight + sum(size for _, size in bodies),
        gzipped=sum(len(gzip.compress(body)) for body in [page, *(body for body, _ in bodies)]),
        requests=1 + len(bodies),
    )


def fetch(address: str) -> tuple[bytes, int]:
    """What stands at `address`, and how many bytes came over the wire."""
    request = urllib.request.Request(  # noqa: S310  # our own server
        address, headers={"Accept-Encoding": "gzip"}
    )
    with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310 — our own address
        sent = response.read()
        return (gzip.decompress(sent) if response.headers["Content-Encoding"] == "gzip" else sent), len(sent)


@contextmanager
def serving(port: int) -> Iterator[int]:
    """The process id of a server with two workers, set as a real installation is: static files compressed."""
    command = [sys.executable, "-m", "meedenk", "serve", "--port", str(port), "--workers", "2"]
    as_real = PRODUCTION | {"MEEDENK_DEMO": "0", "MEEDENK_BASE_URL": f"http://127.0.0.1:{port}"}
    as_real["MEEDENK_DATABASE_URL"] = f"sqlite:///{os.environ['MEEDENK_DATA']}/meedenk.sqlite3"
    server = subprocess.Popen(command, env=os.environ | as_real)
    try:
        for _ in range(600):
            try:
                fetch(f"http://127.0.0.1:{port}/_health/live")
                break
            except OSError:
                time.sleep(0.1)
        yield server.pid
    finally:
        server.terminate()
        server.wait()


def memory_of(server: int) -> int:
    """Bytes of the server and its workers; what they share is counted once."""
    workers = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    rolled = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in [str(server), *workers]]
    return sum(int(line.split()[1]) * 1024 for text in rolled for line in text.splitlines() if line.startswith("Pss:"))


def show(costs: list[Cost]) -> None:
    print(f"{'page':<48}{'queries':>8}{'ms':>8}{'bytes':>10}{'(gzip)':>10}{'requests':>10}")
    for cost in sorted(costs, key=lambda cost: cost.route):
        sizes = f"{cost.size:>10,}{cost.gzipped:>10,}"
        print(f"{cost.route[:47]:<48}{cost.queries:>8}{cost.milliseconds:>8.1f}{sizes}{cost.requests:>10}")


if __name__ == "__main__":
    sys.exit(main())
