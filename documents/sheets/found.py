"""What a cell can be, and why a sheet cannot be read: plain codes, for parent and child."""

#: What a cell is: "" for nothing in it.
TEXT, NUMBER, DAY, MOMENT, FORMULA, FAULT, TRUTH = (
    "text",
    "number",
    "day",
    "moment",
    "formula",
    "fault",
    "truth",
)

DAMAGED, PASSWORD, TOO_COMPLEX, TOO_MANY = "damaged", "password", "too_complex", "too_many"
OLD, ACTIVE, NOT_TEXT, MIXED, EMPTY = "old", "active", "not_text", "mixed", "empty"

#: Characters in all cells together.
MOST_TEXT = 20_000_000


class Unreadable(Exception):
    """The sheet cannot be read, for the reason of this code."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def clean(text: str) -> str:
    """Text that every part of us can keep: what is no character becomes a replacement sign."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd").strip()
