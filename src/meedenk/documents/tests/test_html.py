"""Text of people becomes HTML that can do no harm."""

import re
import time

import pytest
from django.utils.html import format_html

from meedenk.documents.html import html
from meedenk.documents.tree import Heading, Insert, List, Mark, Paragraph, Run, parse, plain

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "**<script>alert(1)</script>**",
    "[klik](javascript:alert(1))",
    "[klik](JaVaScRiPt:alert(1))",
    "[klik](data:text/html,<script>alert(1)</script>)",
    "[klik](//evil.example/)",
    "[klik](/\\evil.example/)",
    "[klik](vbscript:x)",
    '[klik](https://a.nl/"onmouseover="alert(1))',
    '[<img src=x onerror=alert(1)>](https://a.nl "x\\" onmouseover=\\"alert(1)")',
    "> <iframe src=//evil.example>",
    "# <b onclick=alert(1)>kop</b>",
    "`<script>`",
    "<https://a.nl/><script>",
    "&lt;script&gt;&#x3c;script&#x3e;",
]


def test_paragraphs_headings_lists_and_quotes_are_understood() -> None:
    written = html(parse("# Kop\n\nEen **vet** woord.\nTweede regel.\n\n- een\n- twee\n\n3. drie\n\n> gezegd", top=2))
    assert written == (
        '<h2 class="nl-heading nl-heading--level-2">Kop</h2>'
        '<p class="nl-paragraph">Een <strong>vet</strong> woord.<br>Tweede regel.</p>'
        "<ul><li>een</li><li>twee</li></ul>"
        '<ol start="3"><li>drie</li></ol>'
        '<blockquote><p class="nl-paragraph">gezegd</p></blockquote>'
    )


def test_headings_never_skip_a_level() -> None:
    blocks = parse("### Eerst\n\n##### Dan\n\n#### Terug\n\n###### Diep", top=3)
    assert [block.level for block in blocks if isinstance(block, Heading)] == [3, 4, 4, 5]


def test_a_bare_web_address_becomes_a_link_without_the_full_stop() -> None:
    assert '<a class="nl-link" href="https://cbs.nl/wijken" rel="nofollow noopener noreferrer">' in html(
        parse("Zie https://cbs.nl/wijken.")
    )


def test_marks_are_known_only_in_texts_of_the_house() -> None:
    text = "{{chart:requested}}\n\nBinnen {{rule:weeks-to-advise}} klaar."
    chart, sentence = parse(text, marks=True)
    assert chart == Insert("chart:requested")
    assert sentence == Paragraph((Run("Binnen "), Mark("rule:weeks-to-advise"), Run(" klaar.")))
    assert html((chart, sentence), inserts=lambda name: format_html("<b>{}</b>", name)) == (
        '<b>chart:requested</b><p class="nl-paragraph">Binnen <b>rule:weeks-to-advise</b> klaar.</p>'
    )
    assert all(not isinstance(block, Insert) for block in parse(text))
    assert "{{chart:requested}}" in html(parse(text))


def test_a_title_is_taken_as_it_is() -> None:
    assert plain("**niet** vet\n[x](y)") == (Run("**niet** vet [x](y)"),)


@pytest.mark.parametrize("text", HOSTILE)
def test_attack_01_no_text_becomes_markup(text: str) -> None:
    written = html(parse(text)).lower()
    for harm in ("<script", "<img", "<svg", "<iframe", "<b ", 'href="java', 'href="data', 'href="vb', 'href="//'):
        assert harm not in written
    assert " onmouseover=" not in written.replace("&quot;onmouseover", "")
    assert 'href="/\\' not in written


PIECES = (
    "a",
    "[",
    "> ",
    "- ",
    "*",
    "**a ",
    "_a",
    "[a](",
    "\\",
    "{{",
    '"',
    "https://a ",
    "-\n",
    "![",
    "1. ",
    "a\n",
    "a\n\n",
)
NESTED = "".join("  " * deep + "- a\n" for deep in range(310))


@pytest.mark.parametrize(
    "posted",
    [
        '<p style="position:fixed">over de hele pagina</p>',
        "<b><b onmouseover=alert(1)>vet</b>",
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=alert(1)&gt;">',
    ],
)
def test_attack_02_rich_text_that_is_sent_past_the_form_is_shown_as_it_was_typed(posted: str) -> None:
    tags = re.findall(r"<[^>]*>", html(parse(posted)))
    assert set(tags) == {'<p class="nl-paragraph">', "</p>"}


@pytest.mark.parametrize("rest", ["a" * 100_000, "a " * 50_000, ("a" * 500 + " ") * 200])
@pytest.mark.parametrize("size", [5_000, 100_000])
@pytest.mark.parametrize("piece", [*PIECES, "- a\n", "#\n", "*a* ", "- - - - - x\n", "> a\n", "a*b", NESTED])
def test_attack_29_huge_text_is_parsed_in_time(piece: str, size: int, rest: str) -> None:
    text = (piece * (size // len(piece) + 1))[:size] + rest[: 100_000 - size]
    assert any(seconds_for(text) < 0.2 * slowness() for _attempt in range(3))


def seconds_for(text: str) -> float:
    """The time a core spends on reading and writing `text`, whatever else the machine does."""
    began = time.process_time()
    html(parse(text, marks=True))
    return time.process_time() - began


def slowness() -> float:
    """How much slower this core is at the moment than one at rest, which counts to a million in 0.015 s; at least 1."""
    began = time.process_time()
    for _ in range(1_000_000):
        pass
    return max(1.0, (time.process_time() - began) / 0.015)


def test_a_long_text_of_people_is_still_read_as_markdown() -> None:
    text = "- De gemeente vraagt **advies** over mantelzorg, en wij vragen het aan iedereen die wij kennen.\n" * 400
    assert isinstance(parse(text)[0], List)


def test_attack_30_what_no_reader_sees_is_left_out() -> None:
    written = html(parse("a\x00b\ud800c\ue000d\u202ee 👍 İ"))
    assert written == '<p class="nl-paragraph">abcd\u202ee 👍 İ</p>'
