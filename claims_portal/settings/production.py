"""Production: everything by environment; the start is refused while something is missing."""

from django.core.exceptions import ImproperlyConfigured

from claims_portal.settings.base import *
from claims_portal.settings.base import ENV
from claims_portal.settings.databases import broker, caches, postgresql

if missing := ENV.missing_in_production():
    raise ImproperlyConfigured(f"Not set in the environment: {', '.join(missing)}. See .env.example.")
if ENV.SCANNER != "clamd":
    raise ImproperlyConfigured("SCANNER must be clamd in production: unscanned is not clean.")

PRODUCTION = True
DATABASES = postgresql(ENV.DATABASE_URL, ENV.DATABASE_CONN_MAX_AGE)
REDIS_URL = ENV.REDIS_URL
CACHES = caches(REDIS_URL)
CELERY_BROKER_URL = broker(REDIS_URL)
EMAIL_BACKEND = "notifications.smtp.EmailBackend"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# Probes come from inside, without the proxy.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [ENV.ORIGIN]

LOGGING["formatters"]["line"] = {"()": "claims_portal.logs.Json"}
