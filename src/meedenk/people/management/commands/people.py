"""`meedenk people import FILE.csv`: a list of members, shown first and written with `--write`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from meedenk.common.refusal import Refused
from meedenk.people.importing import COLUMNS, read, write


class Command(BaseCommand):
    help = f"Members from a CSV file with the columns {', '.join(COLUMNS)}. Shows what would happen; --write does it."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        importing = acts.add_parser("import", help="read a file with members")
        importing.add_argument("file", type=Path)
        importing.add_argument("--write", action="store_true", help="write what the preview shows")
        importing.add_argument("--new-areas", action="store_true", help="enter areas that are not known as districts")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            rows = read(options["file"], new_areas=options["new_areas"])
            for row in rows:
                self.stdout.write(row.sentence)
            if options["write"]:
                self.stdout.write(f"{write(rows, at=now())} members were entered.")
            else:
                self.stdout.write("Nothing has been written. Add --write to do it.")
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
