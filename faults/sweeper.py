"""Sweeps without a pause, in so many processes at once: `python -m faults.sweeper 3`."""

import os
import sys
import time


def sweep_on() -> None:
    """Until the process is ended."""
    from lifecycle import clock
    from outbox.actions import sweep

    while True:
        sweep(clock.now())
        time.sleep(0.2)


def main(processes: int) -> None:
    """Become so many; whoever ends the first one ends its group."""
    import django

    django.setup()
    for _ in range(processes - 1):
        if os.fork() == 0:
            break
    sweep_on()


if __name__ == "__main__":
    main(int(sys.argv[1]))
