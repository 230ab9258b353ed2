"""A mail server in a process of its own that counts what it takes: `python -m benchmarks.delivery_sink PORT [FOLDER]`.

With a folder it is aiosmtpd's own Mailbox, which has stored a mail for good before it says that it took it, as
mail servers must (RFC 5321, 6.1); without, it forgets each at once. A line on its standard input asks how many it has.
"""

import asyncio
import sys
from typing import Any

from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import SMTP


class Forgetting:
    """Takes each mail and forgets it."""

    taken = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        self.taken += 1
        return "250 OK"


class Keeping(Mailbox):
    """Stores each mail."""

    taken = 0

    def handle_message(self, message: Any) -> None:
        super().handle_message(message)
        self.taken += 1


async def serve(port: int, folder: str) -> None:
    """Take mails until standard input ends."""
    loop, taker = asyncio.get_running_loop(), Keeping(folder) if folder else Forgetting()
    await loop.create_server(lambda: SMTP(taker), "127.0.0.1", port)
    print("ready", flush=True)
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(taker.taken, flush=True)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), "".join(sys.argv[2:])))
