"""`python -m documents.previews pdf < file`: one line of JSON, then the bytes of the pictures it names, in order.

The standard input is an open, seekable file. A file that cannot be drawn gives an empty preview: it was
checked and is served all the same.
"""

import json
import sys
from importlib import import_module

from documents.checks import limits
from documents.previews.drawn import Drawn

#: Who draws a file of this extension.
DRAWERS = {
    "pdf": "pdf",
    "jpg": "image",
    "jpeg": "image",
    "png": "image",
    "heic": "image",
    "docx": "docx",
    "xlsx": "xlsx",
    "pptx": "pptx",
    "xml": "einvoice",
}


def main() -> None:
    """Draw what stands on the standard input; see the head of this file."""
    extension = sys.argv[1]
    limits.apply()
    try:
        drawn = import_module(f"documents.previews.{DRAWERS[extension]}").draw(sys.stdin.buffer, extension)
    except (MemoryError, RecursionError):
        drawn = Drawn()
    sys.stdout.buffer.write(json.dumps(drawn.header()).encode() + b"\n")
    for picture in drawn.pictures():
        sys.stdout.buffer.write(picture)


if __name__ == "__main__":
    main()
