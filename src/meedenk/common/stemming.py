"""Dutch words brought to their stem, so that “adviezen” finds “advies” on every database."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_]{1,60}")

IRREGULAR = {"kinderen": "kind", "leden": "lid", "steden": "stad"}

_stemmer = snowballstemmer.stemmer("dutch")


def fold(text: str) -> str:
    """Lower case without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one folded word. Twice, as the first round leaves a few plurals half done."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    found = str(_stemmer.stemWord(_stemmer.stemWord(word)))
    if word.endswith("den") and found == word[:-3]:
        return word[:-2]  # schulden is the plural of schuld, not a verb that was
    return found


def stems(text: str) -> list[str]:
    """The stems of all words of `text`, each once, in the order in which they come."""
    return list(dict.fromkeys(stem(word) for word in WORD.findall(fold(text))))


def stored(found: Iterable[str]) -> str:
    """Stems as one text in which ` stem ` is found exactly where the stem is."""
    return f" {' '.join(sorted(set(found)))} "
