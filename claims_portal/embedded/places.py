"""Where an instance lives, and as whom its services run.

A plain user keeps everything under `var/<instance>`. Root cannot run PostgreSQL, and
an unprivileged user could not reach a clone in a private folder; so as root the
services live under /var/lib/coop-claims-portal, in folders of our own. No user is
made and no folder that is not ours changes its mode.
"""

import errno
import hashlib
import os
import pwd
import secrets
import shutil
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from claims_portal.env import ENV, ROOT

DEMO = "demo"
TEST = "test"
#: Of Linux: a Unix socket's path has at most 107 bytes; PostgreSQL adds its own name.
LONGEST_SOCKET_FOLDER = 80
SHARED = Path("/var/lib/coop-claims-portal")
#: Existing users that own nothing of value; the first one found runs the services of root.
UNPRIVILEGED = ("nobody", "daemon")


class EmbeddedError(Exception):
    """The embedded services cannot do what was asked; the text is for people."""


@dataclass(frozen=True)
class Place:
    """One instance: its folders and the user its services run as."""

    instance: str
    var: Path

    @cached_property
    def user(self) -> pwd.struct_passwd | None:
        """The unprivileged user of the services when we are root, else None (ourselves)."""
        return unprivileged_user() if os.geteuid() == 0 else None

    @cached_property
    def home(self) -> Path:
        """Folder of the data."""
        if os.geteuid() == 0:
            return SHARED / "data" / self._digest / self.instance
        return self.var / self.instance / "services"

    @cached_property
    def sockets(self) -> Path:
        """Private folder of the sockets, short enough for one."""
        inside = self.home / "run"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        # Anybody may make folders there; prepare() takes only one that is ours.
        return Path(f"/tmp/claims-{os.geteuid()}-{self._digest}-{self.instance}")  # noqa: S108

    @property
    def postgres_data(self) -> Path:
        """PostgreSQL's data folder."""
        return self.home / "postgres"

    @property
    def valkey_data(self) -> Path:
        """Valkey's data folder."""
        return self.home / "valkey"

    @property
    def valkey_socket(self) -> Path:
        """Valkey's Unix socket."""
        return self.sockets / "valkey.sock"

    @property
    def lock(self) -> Path:
        """Held while somebody starts or stops this instance."""
        return self.var / self.instance / "starting.lock"

    @cached_property
    def _digest(self) -> str:
        return hashlib.sha256(os.fsencode(self.var)).hexdigest()[:12]

    def prepare(self) -> None:
        """Make the folders, ours alone. Raises EmbeddedError if somebody else's stand there."""
        try:
            if self.user:
                for folder in (SHARED, SHARED / "data", self.home.parent):
                    _own(folder, None, 0o755)
                self._forget_a_deleted_clone()
            for folder in (self.home, self.sockets, self.valkey_data):
                _own(folder, self.user, 0o700)
            if self.user:
                self._recognise()
        except PermissionError as error:
            raise EmbeddedError(foreign_folder(error.filename)) from error

    def delete(self) -> None:
        """Delete the instance's data; nothing of it may run."""
        for folder in (self.home, self.sockets, self.var / self.instance):
            shutil.rmtree(folder, ignore_errors=not folder.exists())
        if self.user and self.home.parent.exists() and not any(self.home.parent.iterdir()):
            self.home.parent.rmdir()

    def _forget_a_deleted_clone(self) -> None:
        """Data of a clone that stood at this path before and was deleted is not this clone's data."""
        ours = self.var / self.instance / "services.token"
        theirs = self.home / "token"
        if self.home.exists() and not (
            ours.exists() and theirs.exists() and ours.read_text() == theirs.read_text()
        ):
            shutil.rmtree(self.home)

    def _recognise(self) -> None:
        """Mark data and clone as belonging together."""
        if not (self.home / "token").exists():
            token = secrets.token_hex(16)
            (self.home / "token").write_text(token)
            (self.var / self.instance / "services.token").write_text(token)


def _own(folder: Path, owner: pwd.struct_passwd | None, mode: int) -> None:
    """Make the folder or find it ours: a real folder of the owner (None: of ourselves)."""
    folder.mkdir(mode=mode, parents=True, exist_ok=True)
    found = folder.lstat()
    if owner and found.st_uid == 0:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    elif not stat.S_ISDIR(found.st_mode) or found.st_uid != (owner.pw_uid if owner else os.geteuid()):
        raise PermissionError(errno.EPERM, "not ours", str(folder))
    folder.chmod(mode)


def foreign_folder(folder: object) -> str:
    """The sentence about a folder we may not use."""
    return f"The folder {folder} belongs to another user. Run as that user, or work in a clone of your own."


def place_of(instance: str) -> Place:
    """The place of the instance of this checkout (or of the folder VAR_DIR)."""
    return Place(instance, (ROOT / ENV.VAR_DIR).resolve())


def unprivileged_user() -> pwd.struct_passwd:
    """An existing user without rights, for root's services. Raises EmbeddedError if none exists."""
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise EmbeddedError(
        f"As root the services run as one of the users {', '.join(UNPRIVILEGED)}; none exists here."
    )
