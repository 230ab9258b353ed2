#!/usr/bin/env bash
# Everything, on services and folders of this run's own: a demo or another run is not touched.
set -euo pipefail
cd "$(dirname "$0")/.."
export VAR_DIR=var/make-test

finish() {
    .venv/bin/python -m claims_portal.embedded remove --instance test >/dev/null
    rm -rf "$VAR_DIR"
}
trap finish EXIT
.venv/bin/python -m claims_portal.embedded start --instance test >/dev/null

status=0
echo "Tests, two at a time:"
.venv/bin/python -m pytest -q -n 2 -m "not alone" "$@" || status=$?
echo "Tests that stop services or measure, one at a time:"
.venv/bin/python -m pytest -q -m alone "$@" || status=$?
exit "$status"
