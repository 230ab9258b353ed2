"""What the child may use at most; set by itself, before it looks at the first byte."""

import resource

CPU_SECONDS = 20
MEMORY = 512 * 1024 * 1024
OPEN_FILES = 64


def apply() -> None:
    """From here on: no more than this processor time and memory, nothing written, no core dump."""
    for what, limit in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))
