"""How typed words are looked for: letters and digits in runs, without case; every other sign parts words.

Typed words are beginnings: "RE-2026/0815" finds what has words that begin with "re", "2026" and "0815".
"""

import re
import unicodedata

from django.contrib.postgres.search import SearchQuery

#: Words as they are: neither stems nor stop words of one language.
CONFIG = "simple"
#: A search for more words is cut.
MOST_WORDS = 10
_WORD = re.compile(r"[^\W_]+")


def words_in(text: str) -> list[str]:
    """The words of a text as they are kept and looked for."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def beginning_with(word: str) -> SearchQuery:
    """A search for one of `words_in`, or what begins with it."""
    return SearchQuery(f"{word}:*", config=CONFIG, search_type="raw")


def query_for(typed: str) -> SearchQuery | None:
    """A search for what has a word beginning with each of the typed ones; None where none was typed."""
    words = words_in(typed)[:MOST_WORDS]
    raw = " & ".join(f"{word}:*" for word in words)
    return SearchQuery(raw, config=CONFIG, search_type="raw") if words else None
