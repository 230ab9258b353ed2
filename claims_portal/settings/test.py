"""Tests: the real services of their own instance, nothing shared with a running demo."""

from claims_portal import embedded
from claims_portal.settings.base import *
from claims_portal.settings.base import ENV, INSTALLED_APPS, ROOT
from claims_portal.settings.databases import broker, caches, postgresql
from claims_portal.settings.payer import EXAMPLE_PAYER

INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]
DEMO = True
CLOCK_MAY_SHIFT = True
SECRET_KEY = "only-for-tests-" + "x" * 50
PAYEE_KEYS = ["b25seS1mb3ItdGhlLXRlc3RzLW5vdC1mb3ItbW9uZXk="]
PAYER = EXAMPLE_PAYER
ALLOWED_HOSTS = ["*"]

DATABASES = postgresql(ENV.DATABASE_URL or embedded.database_url(instance="test"))
REDIS_URL = ENV.REDIS_URL or embedded.redis_url(instance="test")
CACHES = caches(REDIS_URL)
CELERY_BROKER_URL = broker(REDIS_URL)

DOCUMENTS_FOLDER = ROOT / ENV.VAR_DIR / "test-documents"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_FILE_PATH = ROOT / ENV.VAR_DIR / "test-mail"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
# Static files are found when they are asked for: each test client starts the middleware anew,
# which would read all their folders first.
WHITENOISE_AUTOREFRESH = True
