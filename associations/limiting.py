"""How often a page without an account may be used, by link.

Counted in the cache. Where that is away nobody is kept out: the question is more important than the count.
"""

import logging
from hashlib import sha256

from django.core.cache import cache

log = logging.getLogger(__name__)

WINDOW_SECONDS = 3600
#: Answers, and fresh links, by one link. A secret of 256 bits is not guessed, so wrong ones are not counted.
MOST_BY_LINK = 20


def too_many(what: str, who: str, most: int) -> bool:
    """Count one more; True beyond `most` within an hour. who: never stored as it is."""
    key = f"associations:{what}:{sha256(who.encode()).hexdigest()}"
    try:
        cache.add(key, 0, WINDOW_SECONDS)
        return bool(cache.incr(key) > most)
    except ValueError:  # it ran out between the two
        return False
    except Exception:  # whatever it is, the cache is away
        log.warning("Requests of customers are not counted: the cache is away")
        return False
