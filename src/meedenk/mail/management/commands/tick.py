"""Does what is due and sends what waits."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from meedenk.mail.tick import run


class Command(BaseCommand):
    help = "Does what is due and sends what waits, until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, and done")

    def handle(self, *_args: Any, **options: Any) -> None:
        run(once=options["once"])
