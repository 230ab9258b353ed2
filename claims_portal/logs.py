"""Lines of the log: what happened, for which request or job, and nothing that is nobody's business.

What people typed, their addresses, bank numbers and secret parts of links are taken out of the finished line,
whoever wrote it: libraries and error messages of the database say more than we would.
"""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from lifecycle import tracing

#: How stored files and tasks are called: no secret, and what one looks for.
UUID = r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}(?![\w-])"
#: What is taken out, and what stands there instead; in this order.
SECRETS = (
    # What the database says of a row it refuses.
    (re.compile(r"(Key \([^)]*\)=)\(.*?\)(?= )"), r"\1([values])"),
    (re.compile(r"(Failing row contains )\(.*\)"), r"\1([values])"),
    (
        re.compile(r"(?i)\b(password|token|secret|authorization|cookie)\b(['\"]?\s*[=:]\s*)(?:Bearer )?\S+"),
        r"\1\2[secret]",
    ),
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), "[address]"),
    # An IBAN, in one piece or in groups of four.
    (re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b"), "[account]"),
    (re.compile(r"(?<![\w.-])\d{8,}(?![\w-])"), "[number]"),
    # The query of an address, what was signed, and long random words: links that open without a sign-in.
    (re.compile(r"(?<=[\w/])\?[^\s\"'<>]+"), "?[query]"),
    (re.compile(r"(?<![\w.-])[\w.-]+(?::[\w-]+){0,2}:[\w-]{27,}"), "[token]"),
    (re.compile(rf"(?<![\w-])(?!{UUID})(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{{20,}}(?![\w-])"), "[token]"),
)


def clean(text: str) -> str:
    """The text without what is nobody's business."""
    for pattern, instead in SECRETS:
        text = pattern.sub(instead, text)
    return text


class Text(logging.Formatter):
    """For people: one line a record, behind it the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """The finished line, cleaned."""
        origin = "".join(f" {name}={value}" for name, value in tracing.facts().items())
        return clean(super().format(record)) + origin


class Json(logging.Formatter):
    """For machines: each record one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Time in UTC, level, logger, message, traceback, and what is known of the request or job."""
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": clean(record.getMessage()),
            **tracing.facts(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            said["error"] = clean(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False, default=str)
