"""A mail server in a process of its own that takes every mail and counts: `python -m benchmarks.delivery_sink PORT`.

A line on its standard input asks how many it has; it answers with a line.
"""

import asyncio
import sys

from aiosmtpd.smtp import SMTP


class Taker:
    """What aiosmtpd asks."""

    taken = 0

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library's name
        self.taken += 1
        return "250 OK"


async def serve(port: int) -> None:
    """Take mails until standard input ends."""
    loop, taker = asyncio.get_running_loop(), Taker()
    await loop.create_server(lambda: SMTP(taker), "127.0.0.1", port)
    print("ready", flush=True)
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(taker.taken, flush=True)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
