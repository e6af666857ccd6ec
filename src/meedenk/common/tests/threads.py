"""Several acts at the same moment."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread

from django.db import connections

Act = Callable[[], object]
FEW = 6  # a control keeps its connections while it waits, and the pool has eight


def at_once(acts: Sequence[Act]) -> list[BaseException | None]:
    """Runs every act in a thread of its own, all begun at one moment; what each raised, or None."""
    start, raised = Barrier(len(acts)), list[BaseException | None]([None] * len(acts))

    def run(place: int, act: Act) -> None:
        try:
            start.wait()
            act()
        except Exception as mistake:  # noqa: BLE001  # the test looks at it
            raised[place] = mistake
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[place, act]) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised
