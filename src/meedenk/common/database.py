"""Which database, from one address."""

import re
from typing import Any
from urllib.parse import parse_qsl, unquote

from django.core.exceptions import ImproperlyConfigured

POSTGRES = re.compile(
    r"^postgres(?:ql)?://(?:(?P<user>[^:@/]*)(?::(?P<password>[^@/]*))?@)?(?P<hosts>[^/]*)/(?P<name>[^?]+)(?:\?(?P<more>.*))?$"
)


def database(url: str) -> dict[str, Any]:
    """Django's settings for `sqlite:///PATH` or `postgresql://user:password@host[:port][,host[:port]…]/name?option=value`.

    Several PostgreSQL hosts with `target_session_attrs=read-write` survive a failover. Anything else is refused.
    """
    if url.startswith("sqlite:///"):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.removeprefix("sqlite:///"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    if found := POSTGRES.match(url):
        hosts = [host.partition(":") for host in found["hosts"].split(",")]
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(found["name"]),
            "USER": unquote(found["user"] or ""),
            "PASSWORD": unquote(found["password"] or ""),
            "HOST": ",".join(unquote(name) for name, _, _ in hosts),
            "PORT": ",".join(port or "5432" for _, _, port in hosts) if found["hosts"] else "",
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"connect_timeout": 5, "pool": {"min_size": 1, "max_size": 8, "timeout": 10}}
            | dict(parse_qsl(found["more"] or "")),
        }
    raise ImproperlyConfigured(
        "MEEDENK_DATABASE_URL must begin with sqlite:/// or postgresql://, for example"
        " postgresql://meedenk:password@db.example.nl/meedenk."
    )
