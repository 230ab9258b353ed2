"""What the child may use at most; set by itself, before it looks at the first byte."""

import ctypes
import resource

CPU_SECONDS = 20
MEMORY = 512 * 1024 * 1024
OPEN_FILES = 64
_NEW_USER = 0x10000000
_NEW_NETWORK = 0x40000000
_NO_NEW_PRIVILEGES = 38


def apply(seconds: int = CPU_SECONDS) -> bool:
    """From here on: no more than this processor time and memory, nothing written, no core dump, no network.

    After `seconds` the process is ended by SIGXCPU, which nobody else sends. Returns whether the network could be
    cut off: some containers do not permit `unshare`.
    """
    cut = _cut_network()
    for what, limit in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, max(seconds, CPU_SECONDS) + 1))
    return cut


def _cut_network() -> bool:
    """A network of its own without any way out, and no right that a program could give back."""
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return kernel.unshare(_NEW_USER | _NEW_NETWORK) == 0 or kernel.unshare(_NEW_NETWORK) == 0
