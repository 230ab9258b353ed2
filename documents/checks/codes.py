"""Why a file is refused: the values of `documents.enums.Problem`, as plain strings."""

FINE = ""
WRONG_CONTENT = "wrong_content"
PASSWORD = "password"  # noqa: S105
DAMAGED = "damaged"
TOO_COMPLEX = "too_complex"
TOO_MANY_PIXELS = "too_many_pixels"
NO_E_INVOICE = "no_e_invoice"
