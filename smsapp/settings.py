"""Settings of every installation; what differs between installations comes from the environment."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from smsapp.storages import storage_from

env = environ.Env()  # type: ignore[no-untyped-call]

BASE_DIR = Path(__file__).resolve().parent.parent
#: Everything an installation writes to its own disk: database, files, secret key.
DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / "var")))


def secret_key() -> str:
    """The key of this installation: from the environment, else made once and kept in DATA_DIR."""
    if key := env("SECRET_KEY", default=""):
        return str(key)
    file = DATA_DIR / "secret_key"
    if not file.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(get_random_secret_key())
    return file.read_text()


SECRET_KEY = secret_key()
#: The version of the product, as frozen figures name it.
PRODUCT_VERSION = "0.1.0"
DEBUG = env.bool("DEBUG", default=False)
#: The address people reach this installation at; mails link to it, never to the Host header.
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
IS_HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname, "127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "guardian",
    "simple_history",
    "shell",
    "people",
    "standard",
    "jobs",
    "records",
    "roles",
    "parties",
    "documents",
    "measures",
    "improvement",
    "communication",
    "processes",
    "services",
    "customers",
    "agreements",
    "operations",
    "leadership",
    "conformity",
    "smsapp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "people.middleware.NotKeptMiddleware",
    "people.middleware.SetUpRequiredMiddleware",
    "people.middleware.SignInRequiredMiddleware",
    "people.middleware.PreferencesMiddleware",
    "records.middleware.OriginMiddleware",
]

ROOT_URLCONF = "smsapp.urls"
WSGI_APPLICATION = "smsapp.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "shell.context.frame",
            ],
        },
    },
]

#: Widgets may have templates of their own.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data -------------------------------------------------------------------------------------------

SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;"
        "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456"
    ),
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'smsapp.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"] |= {"ENGINE": "smsapp.sqlite", "OPTIONS": SQLITE_OPTIONS}
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 60
#: History is read by record and event, never by date alone.
SIMPLE_HISTORY_DATE_INDEX = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# Background jobs: the table of jobs is the truth, Celery and Redis only carry them faster.
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
#: Where the broker does not answer, whoever asks for a job waits no longer than this; the sweep hands it over.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 5, "socket_connect_timeout": 2, "max_retries": 1}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BEAT_SCHEDULE = {"beat": {"task": "jobs.beat", "schedule": timedelta(seconds=5)}}

#: Contents of files and long texts, by hash.
STORAGES = {
    "default": storage_from(env("STORAGE_URL", default=(DATA_DIR.resolve() / "blobs").as_uri())),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
#: Bytes of the largest file that may be attached.
ATTACHMENT_MAX_BYTES = env.int("ATTACHMENT_MAX_BYTES", default=25 * 1024 * 1024)
#: Bytes of a form without its files: the longest text field takes 100,000 characters.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

# People -----------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "records.access.backend.RulesBackend",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_GET_CONTENT_TYPE = "records.access.content_types.content_type_of"
GUARDIAN_MONKEY_PATCH_USER = False
SILENCED_SYSTEM_CHECKS = [
    "guardian.W001",  # rights are answered by our rules; guardian keeps the grants alone (docs/decisions)
    "security.W005",  # HSTS for subdomains is for those who own the domain to ask for
    "security.W021",  # as is the browsers' list
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "people.forms.SignInForm",
    "reauthenticate": "people.forms.AgainForm",
    "reset_password": "people.forms.ForgottenForm",
    "reset_password_from_key": "people.forms.ResetForm",
    "change_password": "people.forms.ChangeForm",
}
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_COOKIE_AGE = int(timedelta(days=7).total_seconds())
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_FAILURE_VIEW = "shell.errors.csrf_failure"

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
#: Mail goes out by jobs; this is what they hand it to.
MAIL_BACKEND = vars()["EMAIL_BACKEND"]
EMAIL_BACKEND = "jobs.mail_backend.JobBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default="SMSapp <smsapp@localhost>")

# Browser ----------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if IS_HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = ["^healthz$"]  # asked from inside, without TLS
    SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())
    # For other hosts of the domain, and for lists that browsers ship, only its owner can speak.
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)
    SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
if env.bool("BEHIND_PROXY", default=False):
    # One proxy stands in front and sets both headers anew; else anybody could set them.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

STATIC_URL = "static/"
STATICFILES_DIRS = [("dist", BASE_DIR / "static" / "dist")]
#: An image brings its own; one machine collects them at each start.
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(DATA_DIR / "static")))

# Language and time ------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env("TIME_ZONE", default="UTC")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}
