#!/usr/bin/env bash
# Django's own deployment check of the production settings, with an invented environment.
set -euo pipefail
cd "$(dirname "$0")/.."

SECRET_KEY=$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(60))')
export SECRET_KEY
export DJANGO_SETTINGS_MODULE=claims_portal.settings.production
export ALLOWED_HOSTS=claims.example.org ORIGIN=https://claims.example.org
export DATABASE_URL=postgresql://portal:invented@database/portal REDIS_URL=redis://broker/0
export S3_BUCKET=documents S3_ACCESS_KEY=invented S3_SECRET_KEY=invented
export SCANNER=clamd CLAMD_URL=tcp://scanner:3310
export SMTP_HOST=mail MAIL_FROM=claims@claims.example.org

.venv/bin/python manage.py check --deploy --fail-level WARNING
