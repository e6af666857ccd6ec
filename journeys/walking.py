"""Walking through the house by its links, as fast as the server answers."""

import hashlib
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

OF_A_KIND = 40
MEMBERS_ONLY = ("/mijn/", "/werk/", "/beheer/", "/p/")


@dataclass(frozen=True)
class Found:
    """A page someone met: its address, the name of its address, how it is built, and its HTML."""

    path: str
    name: str
    build: str
    html: bytes


@dataclass
class Walk:
    """What someone met, and which links led nowhere."""

    pages: list[Found] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)


def _read_out(response: Any) -> None:
    """What is streamed closes itself at its end; closed by hand it takes the connection with the database along."""
    if response.streaming:
        deque(response.streaming_content, maxlen=0)


def walk(client: Client, *begin: str, within: tuple[str, ...] = ("/",), of_a_kind: int = OF_A_KIND) -> Walk:
    """Everywhere `client` comes by following links from `begin`, as long as they stay `within` those paths.

    Of pages under one name, such as the chapters of the handbook, no more than `of_a_kind` are opened.
    """
    done, kinds, seen = Walk(), Counter[str](), set(begin)
    ahead = deque((path, "the beginning") for path in begin)
    while ahead:
        path, source = ahead.popleft()
        name = _name(path)
        kinds[name] += 1
        if kinds[name] > of_a_kind:
            continue
        response = client.get(path)
        if response.status_code >= 400:
            _read_out(response)
            done.broken.append(f"{response.status_code} for {path}, linked on {source}")
            continue
        done.names.add(name)
        links = [response["Location"]] if response.status_code in {301, 302} else []
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            reading = Reading(response.content.decode())
            done.pages.append(Found(path, name, reading.build, response.content))
            links = reading.links
        _read_out(response)
        for link in links:
            address = urlsplit(urljoin(path, link))
            onward = address.path + (f"?{address.query}" if address.query else "")
            inside = address.scheme in {"", "http"} and address.netloc in {"", "testserver"}
            if inside and onward.startswith(within) and onward not in seen:
                seen.add(onward)
                ahead.append((onward, path))
    return done


def all_names() -> set[str]:
    """The name of every address there is."""
    return set(_names(get_resolver(), ""))


def _names(resolver: URLResolver, space: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        else:
            yield from _names(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)


def _name(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return path


class Reading(HTMLParser):
    """The links of a page, and `build`: the same for pages that differ in their words only."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self._parts: list[str] = []
        self.feed(html)
        self.build = hashlib.sha256("\n".join(dict.fromkeys(self._parts)).encode()).hexdigest()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "a" and (link := known.get("href")) and not link.startswith(("#", "mailto:", "tel:")):
            self.links.append(link)
        self._parts.append(f"{tag} {known.get('class')} {known.get('type')} {known.get('role')}")
