"""A mail server in a process of its own: notes each mail it took, or answers as its folder says.

`python -m faults.sink PORT FOLDER`: mails.jsonl has a line a mail; answers.json gives the answer to an
address ("*": to all) before the mail, such as {"gone@example.com": "550 No such person"}.
"""

import asyncio
import json
import sys
import time
from contextlib import suppress
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP

MAILS, ANSWERS, REFUSED = "mails.jsonl", "answers.json", "refused.jsonl"
#: Between taking a mail and saying so: here a killed worker cannot know what became of it.
PAUSE = 0.03


class Sink:
    """What aiosmtpd asks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def note(self, file: str, **facts: Any) -> None:
        with (self.folder / file).open("a") as lines:
            lines.write(json.dumps(facts) + "\n")

    async def handle_RCPT(self, server, session, envelope, address, options):
        answers = {}
        with suppress(FileNotFoundError):
            answers = json.loads((self.folder / ANSWERS).read_text())
        if answer := answers.get(address) or answers.get("*"):
            self.note(REFUSED, to=address, answer=answer)
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content)
        facts = {"id": mail["Message-ID"], "subject": mail["Subject"], "at": time.monotonic()}
        self.note(MAILS, to=envelope.rcpt_tos, **facts)
        await asyncio.sleep(PAUSE)
        return "250 OK"


async def serve(port: int, folder: Path) -> None:
    """Take mails until the process is ended."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Sink(folder)), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
