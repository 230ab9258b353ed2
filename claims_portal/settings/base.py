"""What every installation shares. Values of the environment come from `claims_portal.env` only."""

from datetime import timedelta
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from claims_portal.env import ENV, ROOT, listed

ROOT_URLCONF = "claims_portal.urls"
WSGI_APPLICATION = "claims_portal.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

DEBUG = False
SECRET_KEY = ENV.value("SECRET_KEY")
ALLOWED_HOSTS = listed(ENV.ALLOWED_HOSTS)
ORIGIN = ENV.ORIGIN.rstrip("/")

INSTALLED_APPS = [
    "claims_portal",
    "reports",
    "payments",
    "associations",
    "claims",
    "funds",
    "review",
    "documents",
    "programs",
    "accounts",
    "notifications",
    "history",
    "outbox",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "django.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "claims_portal.middleware.Traced",
    "csp.middleware.CSPMiddleware",
    "claims_portal.middleware.ForMachines",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SessionLimits",
    "accounts.middleware.Language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.CurrentLocation",
    "claims_portal.middleware.GetWritesNothing",
    "claims_portal.middleware.RefusedActions",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "claims_portal.navigation.navigation",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "claims_portal.templatetags.components",
                "claims_portal.templatetags.charts",
                "programs.templatetags.words",
                "programs.templatetags.money",
                "programs.templatetags.deadlines",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [ROOT / "claims_portal" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "staticfiles"
STATICFILES_DIRS = [
    ROOT / "static",
    ("bootstrap", ROOT / "node_modules" / "bootstrap" / "dist"),
    ("fonts/source-sans-3", ROOT / "node_modules" / "@fontsource-variable" / "source-sans-3" / "files"),
]

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "accounts.adapter.NoSelfSignup"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
SOCIALACCOUNT_AUTO_SIGNUP = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]

# Bank data: newest key first.
PAYEE_KEYS = listed(ENV.value("PAYEE_KEYS"))
# Who changes where money goes has signed in, or confirmed that it is them, this recently.
RECENT_SIGN_IN = timedelta(minutes=10)

# Whose account payments go from, and who writes invoices to itself for partners.
PAYER: dict[str, Any] = {
    "name": ENV.PAYER_NAME,
    "iban": ENV.PAYER_IBAN,
    "bic": ENV.PAYER_BIC,
    "address": [line.strip() for line in ENV.PAYER_ADDRESS.split(";") if line.strip()],
    "tax_id": ENV.PAYER_TAX_ID,
}

SESSION_IDLE = timedelta(minutes=ENV.SESSION_IDLE_MINUTES)
SESSION_ABSOLUTE = timedelta(hours=ENV.SESSION_ABSOLUTE_HOURS)
SESSION_COOKIE_AGE = int(SESSION_ABSOLUTE.total_seconds())
SESSION_COOKIE_NAME = "portal_session"
SESSION_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = int(timedelta(days=365).total_seconds())

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# An upload streams through its own handler; a form's other fields stay small.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
UPLOAD_LIMIT_BYTES = ENV.UPLOAD_LIMIT_MB * 1024 * 1024
UPLOAD_FILES_PER_CLAIM = ENV.UPLOAD_FILES_PER_CLAIM

SCANNER = ENV.SCANNER
CLAMD_URL = ENV.CLAMD_URL
DOCUMENTS_FOLDER = ROOT / ENV.VAR_DIR / "documents"
S3 = {
    "bucket": ENV.S3_BUCKET,
    "endpoint_url": ENV.S3_ENDPOINT_URL or None,
    "region": ENV.S3_REGION,
    "access_key": ENV.S3_ACCESS_KEY,
    "secret_key": ENV.value("S3_SECRET_KEY"),
    "lock_mode": ENV.S3_LOCK_MODE,
}
SERVE_BY_LINK = ENV.SERVE_BY_LINK

DEFAULT_FROM_EMAIL = ENV.MAIL_FROM
SERVER_EMAIL = ENV.MAIL_FROM
HELP_EMAIL = ENV.HELP_EMAIL
EMAIL_HOST = ENV.SMTP_HOST
EMAIL_PORT = ENV.SMTP_PORT
EMAIL_HOST_USER = ENV.SMTP_USER
EMAIL_HOST_PASSWORD = ENV.value("SMTP_PASSWORD")
EMAIL_USE_TLS = ENV.SMTP_TLS
EMAIL_TIMEOUT = 20

# Time may be shifted in the demo and in tests only; see lifecycle/clock.py.
CLOCK_MAY_SHIFT = False
DEMO = False
PRODUCTION = False

CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "priority_steps": [0, 1, 3, 6, 9],
    "socket_timeout": 5,
    "socket_connect_timeout": 3,
    # kombu would try for six seconds, in the middle of a request.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
# The sweeper sends again what could not be published; a request never waits for a broker.
CELERY_TASK_PUBLISH_RETRY = False
# 0 is first: the clock's ticks, which must not stand behind the jobs of a busy hour. Then what somebody
# waits for on a page, and what is not named here; 9 is last.
CELERY_TASK_ROUTES = {
    "outbox.sweep": {"priority": 0},
    "*.tick": {"priority": 0},
    "documents.reconcile": {"priority": 3},
    "payments.all": {"priority": 3},
    "claims.write_summary": {"priority": 3},
    "history.verify": {"priority": 3},
    "reports.tick": {"priority": 6},
    "documents.preview": {"priority": 6},
    "demo.everyday": {"priority": 9},
    "*": {"priority": 1},
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "outbox sweep": {"task": "outbox.sweep", "schedule": 20.0},
    "documents tick": {"task": "documents.tick", "schedule": 60.0},
    "claims tick": {"task": "claims.tick", "schedule": 60.0},
    "programs tick": {"task": "programs.tick", "schedule": 60.0},
    "associations tick": {"task": "associations.tick", "schedule": 60.0},
    "payments tick": {"task": "payments.tick", "schedule": 60.0},
    # Hourly by what the database knows of the last time.
    "payments all": {"task": "payments.all", "schedule": 300.0},
    "notifications tick": {"task": "notifications.tick", "schedule": 60.0},
    # Not each minute: pages say what they are as of, and the demo's clock need not stop for it.
    "reports tick": {"task": "reports.tick", "schedule": 120.0},
    # Daily by what the database knows of the last time, not by how long beat has been running.
    "documents reconcile": {"task": "documents.reconcile", "schedule": 3600.0},
}

METRICS_TOKEN = ENV.value("METRICS_TOKEN")
METRICS_FOLDER = ENV.METRICS_FOLDER

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "claims_portal.logs.Text",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": ENV.LOG_LEVEL},
    # Libraries that tell every step of theirs.
    "loggers": {name: {"level": "WARNING"} for name in ("weasyprint", "fontTools", "botocore", "s3transfer")},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
