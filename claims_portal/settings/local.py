"""Nothing set: embedded PostgreSQL and Valkey, files and mails under var/, the demo's people."""

from claims_portal import embedded
from claims_portal.settings.base import *
from claims_portal.settings.base import ENV, ROOT
from claims_portal.settings.databases import broker, caches, postgresql
from claims_portal.settings.payer import EXAMPLE_PAYER

DEMO = True
CLOCK_MAY_SHIFT = True
SECRET_KEY = ENV.value("SECRET_KEY") or "only-for-the-demo-on-this-machine-never-for-production-use"
# "only-for-the-demo-not-for-secret": invented bank data of invented companies.
PAYEE_KEYS = PAYEE_KEYS or ["b25seS1mb3ItdGhlLWRlbW8tbm90LWZvci1zZWNyZXQ="]
PAYER = EXAMPLE_PAYER | {name: value for name, value in PAYER.items() if value}
ALLOWED_HOSTS = ["*"]

DATABASES = postgresql(ENV.DATABASE_URL or embedded.database_url(), ENV.DATABASE_CONN_MAX_AGE)
REDIS_URL = ENV.REDIS_URL or embedded.redis_url()
CACHES = caches(REDIS_URL)
CELERY_BROKER_URL = broker(REDIS_URL)

EMAIL_BACKEND = (
    "notifications.smtp.EmailBackend" if ENV.SMTP_HOST else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = ROOT / ENV.VAR_DIR / "mail"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 600
