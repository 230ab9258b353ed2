"""One thing that is not as it should be: what checklists show, and what refuses the act they lead to."""

from dataclasses import dataclass

from lifecycle.transitions import Words


@dataclass(frozen=True)
class Finding:
    """words: what is wrong; fix: what mends it, as the words of a link to url; blocks: otherwise it is advice."""

    code: str
    words: Words
    fix: Words = ""
    url: str = ""
    blocks: bool = True
