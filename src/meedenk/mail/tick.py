"""The clock of the house: does what is due and sends what waits, again and again.

Any number may run, on any number of hosts. One that is killed leaves nothing half done.
"""

import signal
import threading
import time
from importlib import import_module

import structlog
from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils.timezone import now

from meedenk.common.duties import all_duties

from .carriers import carrier_to
from .delivery import deliver

PAUSE = 1.0
DUTIES_EVERY = 20.0
LONGEST_PAUSE = 300.0
log = structlog.get_logger("meedenk.tick")


def run(*, once: bool = False) -> None:
    """Ticks until it is asked to stop by SIGTERM, and then finishes the message in hand; or one round when `once`."""
    import_module(settings.ROOT_URLCONF)  # every station has named its duties
    stopping = threading.Event()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
    carrier = carrier_to(settings.MAIL_GOES_TO)
    duties_at, pause = 0.0, PAUSE
    while not stopping.is_set():
        close_old_connections()
        if time.monotonic() >= duties_at:
            do_duties()
            duties_at = time.monotonic() + DUTIES_EVERY
        try:
            done = deliver(carrier, now, stopping.is_set)
        except DatabaseError:
            log.exception("delivery")
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            if done.away:
                log.warning("mail server away", answer=done.away)
            if done.left and not done.away:
                continue
            pause = min(pause * 2, LONGEST_PAUSE) if done.away else PAUSE
        carrier.rest()
        if once:
            break
        stopping.wait(pause)
    carrier.rest()


def do_duties() -> None:
    """Every duty is done; one that fails is written down and does not stop the others."""
    for act in all_duties():
        try:
            act(now())
        except Exception:
            log.exception("duty", duty=f"{act.__module__}.{act.__name__}")
