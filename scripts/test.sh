#!/usr/bin/env bash
# Everything, on services and folders of this run's own: a demo or another run is not touched.
set -euo pipefail
cd "$(dirname "$0")/.."
export VAR_DIR=var/make-test
# Many processes are started: what one of them compiled, the next one only reads.
unset PYTHONDONTWRITEBYTECODE

finish() {
    .venv/bin/python -m claims_portal.embedded remove --instance test >/dev/null
    rm -rf "$VAR_DIR"
}
trap finish EXIT
.venv/bin/python -m claims_portal.embedded start --instance test >/dev/null

status=0
echo "Tests, two at a time:"
# Each worker begins with its own half, so that one alone needs Chromium and the other clamd.
.venv/bin/python -m pytest -q -n 2 --dist worksteal -m "not alone" "$@" || status=$?
echo "Tests that stop services or measure, one file beside another:"
.venv/bin/python -m pytest -q -n 2 --dist loadfile -m alone "$@" || status=$?
exit "$status"
