"""A mail server as a process of its own, that may be killed: `python -m meedenk.mail.tests.server PORT FILE`.

What it accepts it writes into FILE, one Message-ID a line and safely on disk, before it says so.
"""

import asyncio
import os
import sys
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope


class Keeping:
    def __init__(self, file: Path) -> None:
        self._file = file.open("ab", buffering=0)

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd names it so
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content)
        self._file.write(f"{mail['Message-ID']}\n".encode())
        os.fsync(self._file.fileno())
        return "250 OK"


if __name__ == "__main__":
    Controller(Keeping(Path(sys.argv[2])), hostname="127.0.0.1", port=int(sys.argv[1])).start()
    asyncio.new_event_loop().run_forever()
