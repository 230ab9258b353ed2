#!/usr/bin/env bash
# Renew the locks with hashes. Nothing of this machine's package sources enters them.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe \
        --no-emit-index-url --no-emit-find-links --no-emit-options "$@"
}

export CUSTOM_COMPILE_COMMAND="make lock"
compile --output-file requirements.txt requirements.in
compile --constraint requirements.txt --output-file requirements-dev.txt requirements-dev.in
compile --output-file requirements-node.txt requirements-node.in
.venv/bin/python scripts/npm.py install --package-lock-only --omit-lockfile-registry-resolved
