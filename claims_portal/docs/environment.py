""".env.example and the table of settings in docs/operations.md, drawn from `claims_portal.env`."""

import re
from typing import Literal, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from claims_portal.docs.markdown import table
from claims_portal.env import REQUIRED_IN_PRODUCTION, Environment

BEGIN, END = "<!-- settings, drawn by manage.py generate_docs -->", "<!-- end of settings -->"
EXAMPLE_HEAD = """\
# Everything the environment may set, with its default. Nothing has to be set for `make demo`.
# Copy to .env, or give the same names to the process. Drawn by `manage.py generate_docs`.
"""


def example(_before: str = "") -> str:
    """The whole of .env.example."""
    return "\n".join(
        [EXAMPLE_HEAD, *(_commented(name, field) for name, field in Environment.model_fields.items())]
    )


def _commented(name: str, field: FieldInfo) -> str:
    needed = " (needed in production)" if name in REQUIRED_IN_PRODUCTION else ""
    return f"# {field.description}{needed}\n#{name}={_default(field)}\n"


def with_table(before: str) -> str:
    """docs/operations.md with its table renewed; everything else stays. Raises ValueError without the marks."""
    if BEGIN not in before or END not in before:
        raise ValueError("docs/operations.md has lost the marks around its table of settings.")
    inside = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    return inside.sub(lambda _: f"{BEGIN}\n\n{settings_table()}\n\n{END}", before)


def settings_table() -> str:
    """Every setting as a row."""
    rows = [
        [
            f"`{name}`",
            field.description or "",
            _kind(field),
            f"`{_default(field)}`" if _default(field) else "empty",
            "yes" if name in REQUIRED_IN_PRODUCTION else "",
        ]
        for name, field in Environment.model_fields.items()
    ]
    return table(["Name", "Meaning", "Value", "Default", "Needed in production"], rows)


def _default(field: FieldInfo) -> str:
    default = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
    return str(default).lower() if isinstance(default, bool) else str(default)


def _kind(field: FieldInfo) -> str:
    if get_origin(field.annotation) is Literal:
        return " or ".join(f"`{choice}`" for choice in get_args(field.annotation))
    names = {SecretStr: "secret", str: "text", bool: "true or false", int: "whole number"}
    return names[field.annotation] + _limits(field)  # type: ignore[index]


def _limits(field: FieldInfo) -> str:
    low = next((one.ge for one in field.metadata if hasattr(one, "ge")), None)
    high = next((one.le for one in field.metadata if hasattr(one, "le")), None)
    if low is None:
        return ""
    return f", {low} to {high}" if high is not None else f", at least {low}"
