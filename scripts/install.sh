#!/usr/bin/env bash
# Install one lock, every file checked against its hash; then leave the stamp.
set -euo pipefail
lock=$1 stamp=$2

echo "Installing $lock …"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$lock"
mkdir -p "$(dirname "$stamp")"
touch "$stamp"
