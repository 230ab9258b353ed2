#!/usr/bin/env bash
# Every check, to the end; the last lines name those that failed.
set -uo pipefail
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE=claims_portal.settings.test VAR_DIR=var/make-check
bin=.venv/bin
failed=()

step() {
    local name=$1 output
    shift
    if output=$("$@" 2>&1); then
        echo "ok      $name"
    else
        echo "FAILED  $name"
        printf '%s\n' "$output"
        failed+=("$name")
    fi
}

finish() {
    $bin/python -m claims_portal.embedded remove --instance test >/dev/null
    rm -rf "$VAR_DIR"
}

# A first migration locks nobody: its tables are just being made.
migrations_linted() {
    $bin/python manage.py lintmigrations --warnings-as-errors --ignore-initial-migrations --no-cache \
        --quiet ok ignore --include-apps \
        accounts associations claims documents funds history notifications outbox payments programs reports review
}

trap finish EXIT
$bin/python -m claims_portal.embedded start --instance test >/dev/null || exit 1

step "format (ruff format)" $bin/ruff format --check .
step "lint (ruff check)" $bin/ruff check .
step "imports run one way (lint-imports)" $bin/lint-imports
# Lint only: its formatter puts line breaks into titles and sentences.
step "templates (djlint)" $bin/djlint templates --lint --quiet
step "types (mypy)" $bin/mypy
step "no migration is missing" $bin/python manage.py makemigrations --check --dry-run
step "migrations are safe (lintmigrations)" migrations_linted
step "German is complete" $bin/python scripts/translations.py check
step "production settings (check --deploy)" scripts/deploy_check.sh
step "docker-compose.yml" scripts/compose_check.sh
step "Dockerfile (hadolint)" $bin/hadolint Dockerfile
step "generated docs are in step" $bin/python manage.py generate_docs --check

if [ ${#failed[@]} -gt 0 ]; then
    printf '\n%s failed:\n' "${#failed[@]}"
    printf '  %s\n' "${failed[@]}"
    exit 1
fi
