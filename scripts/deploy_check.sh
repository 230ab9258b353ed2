#!/usr/bin/env bash
# Django's own deployment check of the production settings, in an invented environment.
set -euo pipefail
cd "$(dirname "$0")/.."

set -a
# shellcheck source=docker/invented.env
. docker/invented.env
set +a
.venv/bin/python manage.py check --deploy --fail-level WARNING
