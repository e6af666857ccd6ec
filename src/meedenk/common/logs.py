"""One JSON line per happening, without a token and without an address of a person."""

import logging
import re
from typing import Any

import structlog

ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
TOKEN = re.compile(r"(?<=/)[\w:=~-]{20,}(?=[/?#\"'\s\\]|$)")


def configure(level: str) -> dict[str, Any]:
    """Our own lines go out as JSON from `level` on; returns the settings with which those of libraries do too."""
    known: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    written: list[structlog.typing.Processor] = [
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(),
        without_persons,
    ]
    structlog.configure(
        processors=known + written,
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [*known, structlog.stdlib.add_logger_name],
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *written],
            }
        },
        "handlers": {"out": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}},
        "root": {"handlers": ["out"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": "NOTSET", "propagate": True},
            # Every answer already has its line; of these only what broke is worth a second one.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            # That the database is away is told by whoever needed it.
            "psycopg.pool": {"level": "ERROR"},
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        },
    }


def without_persons(_logger: object, _method: str, line: Any) -> str:
    """The last thing that happens to a line, so that no traceback and no message of a library carries them either."""
    return TOKEN.sub("(token)", ADDRESS.sub("(address)", line))
