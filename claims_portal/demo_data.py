"""What the demo keeps on this machine, and how it is thrown away."""

import shutil
from pathlib import Path

from django.conf import settings

from claims_portal import embedded
from claims_portal.env import ENV, ROOT
from claims_portal.supervisor import one_run

VAR = (ROOT / ENV.VAR_DIR).resolve()
#: Beside the folder it guards, so that it outlives a reset.
LOCK = VAR / "demo.lock"
RUNNING = "A demo already runs on this data ({who}). Stop it there with Ctrl-C first."


def reset() -> None:
    """Delete the demo's database, queue, files, mails and logs. Raises Refused while a demo runs."""
    with one_run(LOCK, RUNNING):
        embedded.remove(embedded.DEMO)
        for folder in (*_own_folders(), VAR / "log"):
            shutil.rmtree(folder, ignore_errors=not folder.exists())


def _own_folders() -> list[Path]:
    """Folders of files and mails, if they are ours and not somewhere else by setting."""
    folders = [Path(settings.DOCUMENTS_FOLDER), Path(settings.EMAIL_FILE_PATH)]
    return [folder for folder in folders if folder.is_relative_to(VAR)]
