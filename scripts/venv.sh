#!/usr/bin/env bash
# Make the environment in .venv, or say what is missing for it.
set -euo pipefail
python=$1

if ! command -v "$python" >/dev/null; then
    echo "Python 3.11 or newer is missing: apt-get install python3 python3-venv" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; then
    echo "$("$python" --version) cannot run the portal; it needs Python 3.11 to 3.13: make PYTHON=python3.12 …" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "Python's venv module is missing: apt-get install python3-venv" >&2
    exit 1
fi
echo "Making the environment in .venv …"
"$python" -m venv .venv
