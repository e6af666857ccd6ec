"""The command `meedenk`: everything an operator does.

    meedenk serve [--host HOST] [--port PORT] [--workers N] [--threads N]    the website
    meedenk tick [--once]                                                    mail, reminders, all that the clock does
    meedenk migrate                                                          the database is what this version needs
    meedenk check --deploy                                                   do the settings make sense?
    meedenk demo [--host HOST] [--port PORT] [--fresh] [--only-furnish]      a filled house to look around in
    meedenk people import FILE, and the like                                 the commands of the stations

The website and `tick` run side by side, each as often as you like. docs/operators.md says which settings there are.
"""

import errno
import gc
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from argparse import ArgumentParser, Namespace
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command, execute_from_command_line, get_commands
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.utils.timezone import now
from granian import Granian
from granian.constants import Interfaces

HERE = Path(__file__).resolve().parent
NOT_FOR_A_DEMO = ["MEEDENK_DEBUG", "MEEDENK_DATABASE_URL", "MEEDENK_EMAIL_URL"]


def main(arguments: list[str] | None = None) -> int:
    """Runs one command. A mistake of the operator is one sentence; only a mistake of ours is a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meedenk.settings")
    verb, *more = (sys.argv[1:] if arguments is None else arguments) or ["help"]
    if verb in {"help", "--help", "-h"}:
        say(str(__doc__))
        return 0
    try:
        {"serve": serve, "migrate": migrate, "demo": demo}.get(verb, lambda _: by_station(verb, more))(more)
    except KeyboardInterrupt:
        return 130
    except (ImproperlyConfigured, CommandError) as mistake:
        say(f"meedenk: {mistake}")
        return 1
    except (OperationalError, InterfaceError, ProgrammingError) as mistake:
        say(f"meedenk: {in_a_sentence(mistake)}")
        return 1
    return 0


def in_a_sentence(mistake: Exception) -> str:
    text = next(iter(str(mistake).strip().splitlines()), "no reason given")
    if "no such table" in text or "does not exist" in text or "no such column" in text:
        return f"the database is not ready for this version ({text}). Run: meedenk migrate"
    return f"the database does not answer ({text}). MEEDENK_DATABASE_URL says where it should be."


def serve(arguments: list[str]) -> None:
    """The website answers until it is stopped."""
    options = serving("serve", workers=2).parse_args(arguments)
    if not settings.DEBUG and not settings.DEMO:
        django.setup()
        collect_static()
    answer(options)


def serving(verb: str, *, workers: int) -> ArgumentParser:
    parser = ArgumentParser(prog=f"meedenk {verb}")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at; 0.0.0.0 is every one")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=workers, help="processes")
    parser.add_argument("--threads", type=int, default=4, help="threads in each process")
    return parser


def answer(options: Namespace) -> None:
    must_be_free(options.host, options.port)
    Granian(
        "meedenk.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=options.threads,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        websockets=False,
        log_level="warning",  # type: ignore[arg-type]  # granian takes the word too
    ).serve()


def must_be_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OverflowError:
            raise CommandError(f"{port} is not a port. Choose one from 1024 to 65535.") from None
        except OSError as mistake:
            if mistake.errno == errno.EADDRINUSE:
                raise CommandError(f"port {port} is taken. Choose another: --port {port + 1}") from None
            raise CommandError(f"cannot listen at {host}, port {port}: {mistake.strerror}.") from None


def collect_static() -> None:
    """Style sheets, scripts and pictures are in MEEDENK_DATA/static, compressed, under names that change with them."""
    whole = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path))
            whole.update(f"{path} {file.stat().st_size} {file.stat().st_mtime_ns}\n".encode())
    stamp = Path(settings.DATA) / "static.stamp"
    if stamp.exists() and stamp.read_text() == whole.hexdigest():
        return
    call_command("collectstatic", interactive=False, clear=Path(settings.STATIC_ROOT).exists(), verbosity=0)
    stamp.write_text(whole.hexdigest())


def migrate(arguments: list[str]) -> None:
    """The database has the tables of this version, and the handbook its first edition."""
    ArgumentParser(prog="meedenk migrate").parse_args(arguments)
    django.setup()
    make_tables(verbosity=1)
    say("The database is ready.")


def make_tables(*, verbosity: int) -> None:
    begin = import_module("meedenk.handbook.operations").begin  # models can be read only after the set-up
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=verbosity)
    call_command("createcachetable", verbosity=0)
    begin(at=now())


def demo(arguments: list[str]) -> None:
    """A filled house answers, and its clock runs, until it is stopped."""
    parser = serving("demo", workers=1)
    parser.add_argument("--fresh", action="store_true", help="throw away what was done in the last one")
    parser.add_argument("--only-furnish", action="store_true", help="make the content, and stop")
    options = parser.parse_args(arguments)
    folder = Path(os.environ.get("MEEDENK_DATA", "var")) / "demo"
    host = "127.0.0.1" if options.host == "0.0.0.0" else options.host  # noqa: S104 — it is compared, not listened at
    address = f"http://{host}:{options.port}"
    for name in NOT_FOR_A_DEMO:
        os.environ.pop(name, None)
    os.environ |= {"MEEDENK_DEMO": "1", "MEEDENK_DATA": str(folder), "MEEDENK_BASE_URL": address}
    os.environ.setdefault("MEEDENK_LOG_LEVEL", "WARNING")
    must_be_free(options.host, options.port)
    furnish(folder, fresh=options.fresh)
    if options.only_furnish:
        return
    together(
        ["serve", f"--host={options.host}", f"--port={options.port}", f"--workers={options.workers}"], ["tick"], address
    )


def together(website: list[str], clock: list[str], address: str) -> None:
    """The website and the clock run until we are told to stop, or until one of them stops by itself.

    Each has a session of its own: Ctrl-C reaches us alone, and we tell both once. A web server that hears it twice,
    from the terminal and from its parent, may hang.
    """
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: asked.append(1))
    running = [
        subprocess.Popen([sys.executable, "-m", "meedenk", *command], start_new_session=True)  # noqa: S603  # our own command
        for command in (website, clock)
    ]
    while not asked and all(process.poll() is None for process in running):
        if address and answers(address):
            say(f"Meedenk is at {address} — stop with Ctrl-C.")
            address = ""
        time.sleep(0.05 if address else 0.3)
    for process in running:
        process.terminate()
    for process in running:
        process.wait()
    if not asked:
        raise CommandError("the website or the clock stopped by itself. Above stands what it said.")


def answers(address: str) -> bool:
    try:
        urllib.request.urlopen(f"{address}/_health/live", timeout=5).close()  # noqa: S310 — our own address
    except OSError:
        return False
    return True


def furnish(folder: Path, *, fresh: bool) -> None:
    """The demo has its content. One half made, or made by another version, is made anew."""
    complete, current = folder / "complete", version_of_demo()
    if not fresh and complete.exists() and complete.read_text() == current:
        return
    shutil.rmtree(folder, ignore_errors=True)
    say("Furnishing the house …")
    django.setup()
    gc.disable()  # a fifth sooner
    make_tables(verbosity=0)
    import_module("meedenk.demo.content").build(at=now())
    gc.enable()
    connection.close()
    complete.write_text(current)


def version_of_demo() -> str:
    """What the tables and the content of a demo follow from, without the second that a set-up of Django takes."""
    whole = hashlib.sha256(f"{version('django')} {version('django-allauth')}\n".encode())
    for file in sorted([*HERE.glob("*/migrations/*.py"), *HERE.glob("demo/content/**/*.toml")]):
        whole.update(f"{file.relative_to(HERE)} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def by_station(verb: str, more: list[str]) -> None:
    """A command that a station brings, such as `people import`."""
    django.setup()
    if verb not in get_commands():
        raise CommandError(f"there is no command {verb!r}. See: meedenk help")
    execute_from_command_line(["meedenk", verb, *more])


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201 — it speaks to the operator
