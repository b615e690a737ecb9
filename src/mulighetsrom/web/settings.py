"""One file, two profiles: a demo on this machine only, and production behind a proxy that ends TLS.

What may differ between installations comes typed from `installation.config`; nothing here reads the environment.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from mulighetsrom.installation import config

CONFIG = config.current()
WEB = Path(__file__).resolve().parent

SECRET_KEY = CONFIG.secret_key
DEBUG = False
ALLOWED_HOSTS = list(CONFIG.allowed_hosts)
ROOT_URLCONF = "mulighetsrom.web.urls"
WSGI_APPLICATION = "mulighetsrom.web.wsgi.application"

# No admin: operators use commands and our own pages. A visitor is given no cookie before opening a form.
INSTALLED_APPS = [
    "mulighetsrom.web.insights",
    "mulighetsrom.web.following",
    "mulighetsrom.web.dialogue",
    "mulighetsrom.web.needs",
    "mulighetsrom.web.asking",
    "mulighetsrom.web.drafting",
    "mulighetsrom.web.accounts",
    "mulighetsrom.web.common",
    "procrastinate.contrib.django",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",  # its widget templates, for our renderer
]

MIDDLEWARE = [
    "mulighetsrom.web.common.middleware.request_log",
    "mulighetsrom.web.common.middleware.content_policy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "mulighetsrom.web.common.proof.Forms",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "mulighetsrom.web.accounts.middleware.Who",
    "mulighetsrom.web.common.middleware.only_by_a_form",
    "mulighetsrom.web.common.middleware.Sealed",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "mulighetsrom.web.common.page.page",
            ],
            "builtins": ["mulighetsrom.web.common.templatetags.proof"],
        },
    },
]
FORM_RENDERER = "mulighetsrom.web.common.forms.Renderer"


def _database(url: str) -> dict[str, Any]:
    """Return Django's words for a libpq URL; what Django has no word for (sslmode ...) goes to the driver as it is."""
    given = {name: value for name, value in conninfo_to_dict(url).items() if value is not None}
    named = {ours: given.pop(theirs, "") for ours, theirs in _LIBPQ.items()}
    return named | {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": given,
    }


_LIBPQ = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
DATABASES = {"default": _database(CONFIG.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Text is English in the code, Norwegian in front of people; bokmål where a reader asks for nothing we have.
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LOCALE_PATHS = [WEB / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"

STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.static
STATICFILES_DIRS = [WEB / "static"]
STORAGES = {
    "default": {
        "BACKEND": "mulighetsrom.web.common.storage.Storage",
        "OPTIONS": {
            "location": CONFIG.files,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SESSION_ENGINE = "mulighetsrom.web.accounts.sessions"
SESSION_COOKIE_AGE = 7 * 24 * 3600  # the longest that one lasts; `accounts.sessions` ends it earlier where nobody works
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # so that links in letters, and the log-in provider, lead back into the session
CSRF_FAILURE_VIEW = "mulighetsrom.web.accounts.views.kept.not_sent"
SILENCED_SYSTEM_CHECKS = ["security.W003"]  # asks for Django's own by name; `common.proof.Forms` is it, and more
CSRF_COOKIE_AGE = None  # it ends with the browser
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
FILE_UPLOAD_HANDLERS = ["mulighetsrom.web.common.uploads.NoFiles"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_100  # the rows of the longest plan that is read, each with its box, and some
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

if not CONFIG.demo:
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_REDIRECT_EXEMPT = [r"^health$"]  # asked over plain HTTP by whoever watches the process

if CONFIG.behind_tls_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "mulighetsrom.web.common.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING" if CONFIG.demo else "INFO"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},  # Django's own would mail, and write twice
        "procrastinate": {"level": "WARNING"},  # below that it tells the arguments of every job
    },
}
