"""Why a file is refused: the values of `documents.enums.Problem`, as plain strings."""

FINE = ""
WRONG_CONTENT = "wrong_content"
PASSWORD = "password"  # noqa: S105
DAMAGED = "damaged"
TOO_COMPLEX = "too_complex"
TOO_MANY_PIXELS = "too_many_pixels"
TOO_MANY_PAGES = "too_many_pages"
NO_E_INVOICE = "no_e_invoice"
ACTIVE_CONTENT = "active_content"
ATTACHED_FILES = "attached_files"
MACROS = "macros"
OUTSIDE_CONTENT = "outside_content"

#: Whatever else the child says is no finding.
ALL = {
    FINE,
    WRONG_CONTENT,
    PASSWORD,
    DAMAGED,
    TOO_COMPLEX,
    TOO_MANY_PIXELS,
    TOO_MANY_PAGES,
    NO_E_INVOICE,
    ACTIVE_CONTENT,
    ATTACHED_FILES,
    MACROS,
    OUTSIDE_CONTENT,
}


class Refused(Exception):
    """A check's answer: this file is not taken, for `code`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def refuse_if(condition: object, code: str) -> None:
    """Raise Refused(code) where the condition holds."""
    if condition:
        raise Refused(code)
