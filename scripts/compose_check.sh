#!/usr/bin/env bash
# Is docker-compose.yml valid with the settings of .env.example? Needs no container engine.
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/docker-compose --env-file docker/example.env config --quiet
