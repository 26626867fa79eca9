"""Settings of the portal. Every value that differs between places comes from the
environment (docs/configuration.md lists them); the defaults are the safe ones.
"""

from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.utils.translation import gettext_lazy as _
from kombu import Queue

from portal import clock, env

BASE_DIR = Path(__file__).resolve().parent.parent

# --- The place we run in ------------------------------------------------------

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.text("SECRET_KEY")
# The address people see, without a slash at its end; mails and feeds are built on it.
SITE_ROOT = env.url("SITE_ROOT", schemes=("http", "https")).rstrip("/")
SITE_HOST = urlsplit(SITE_ROOT).hostname
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", SITE_HOST)
# Where uploads and collected static files lie.
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(BASE_DIR / "media")))
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(BASE_DIR / "staticfiles")))
# Set by the local runner alone: the folder whose mails /mailbox/ shows.
MAILBOX_DIR = env.text("MAILBOX_DIR", "")
# Set by the local runner alone, over a database of its own: events and accounts that are
# not real may be made.
DEMONSTRATION = env.flag("DEMONSTRATION", default=False)

# --- Who runs this ------------------------------------------------------------

OPERATOR = {
    "name_en": env.text("OPERATOR_NAME_EN", ""),
    "name_zh_hans": env.text("OPERATOR_NAME_ZH_HANS", ""),
    "address_en": env.text("OPERATOR_ADDRESS_EN", ""),
    "address_zh_hans": env.text("OPERATOR_ADDRESS_ZH_HANS", ""),
    "email": env.text("OPERATOR_EMAIL", ""),
    "phone": env.text("OPERATOR_PHONE", ""),
    # True only where a public authority runs the site; every page says which it is.
    "official": env.flag("OPERATOR_IS_OFFICIAL", default=False),
    # Whether all data lie in mainland China; the privacy notice says so, or does not.
    "data_in_china": env.flag("OPERATOR_DATA_IN_CHINA", default=False),
    "icp_number": env.text("ICP_NUMBER", ""),
    "police_number": env.text("POLICE_NUMBER", ""),
}

# --- The map --------------------------------------------------------------------

# The ground is drawn from our own metro lines. An operator may lay tiles under it; those of
# Chinese providers are in GCJ-02, and whatever the map draws is then moved there.
MAP_TILES = {
    "url": env.tiles("MAP_TILES_URL"),
    "datum": env.one_of("MAP_TILES_DATUM", "wgs84", choices=("wgs84", "gcj02")),
    "credit": env.text("MAP_TILES_CREDIT", ""),
}
_tiles = urlsplit(MAP_TILES["url"])
_tile_hosts = [f"https://{_tiles.netloc}"] if _tiles.netloc else []

# --- Security -----------------------------------------------------------------

_https = SITE_ROOT.startswith("https://")
SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000) if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD", default=True)
# The proxy in front must set this header itself and drop what a visitor sends.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # it ends with the browser, as the privacy notice says
CSRF_TRUSTED_ORIGINS = [SITE_ROOT]
X_FRAME_OPTIONS = "DENY"  # Wagtail's preview and the mailbox say otherwise for themselves
# No page asks anything of another host (but for the operator's map tiles, if any), or
# holds script or style of its own.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", *_tile_hosts],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "frame-ancestors": ["'self'"],
        "form-action": ["'self'"],
    }
}
# What Wagtail's own pages need on top of that, still from no other host.
DESK_CONTENT_POLICY = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
}
AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = ["portal.accounts.backend.StaffBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- Applications -------------------------------------------------------------

INSTALLED_APPS = [
    "modeltranslation",
    "portal.apps.PortalConfig",
    "communities.apps.CommunitiesConfig",
    "services.apps.ServicesConfig",
    "wagtail.snippets",
    "wagtail.images",
    "portal.accounts.apps.StaffConfig",
    "wagtail.admin",
    "wagtail.search",
    "wagtail",
    "modelcluster",
    "modelsearch",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "portal.addresses.middleware.AddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.desk.middleware.DeskMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.base.limits.LimitMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "portal.base.templates.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "portal.templatetags.house",
                "portal.templatetags.texts",
                "portal.templatetags.frame",
                "portal.templatetags.components",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.base.context.site",
                "communities.directory.chosen.for_templates",
            ],
        },
    }
]

# --- Data ---------------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        env.url("DATABASE_URL", schemes=("postgres", "postgresql")),
        conn_max_age=env.number("DATABASE_CONN_MAX_AGE", 60),
        conn_health_checks=True,
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "portal.base.cache.TolerantRedisCache",
        "LOCATION": env.url("CACHE_URL", schemes=("redis", "rediss", "unix")),
        "KEY_PREFIX": "portal",
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
    }
}

# --- Languages and time -------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
# Ours, then what Wagtail and allauth lack in Chinese, or say badly, where staff see it.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "wagtail"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = ("en", "zh-hans")
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en", "zh-hans")
FORMAT_MODULE_PATH = "portal.formats"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- Files --------------------------------------------------------------------

STATIC_URL = "/static/"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.base.storage.HouseStorage"},
}

# --- Mail ---------------------------------------------------------------------

# Every mail of the portal, allauth's and Wagtail's too, becomes a row in the outbox;
# the outbox itself sends through the server named here.
EMAIL_BACKEND = "portal.outbox.backend.OutboxBackend"
OUTBOX_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=False)
EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL", default=False)
EMAIL_TIMEOUT = env.number("EMAIL_TIMEOUT", 10)  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DEFAULT_FROM_EMAIL", f"portal@{SITE_HOST}")

# --- Background work ----------------------------------------------------------

CELERY_BROKER_URL = env.url(
    "CELERY_BROKER_URL", schemes=("redis", "rediss", "redis+socket", "amqp", "amqps")
)
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_QUEUES = [Queue("mail"), Queue("housekeeping")]
CELERY_TASK_DEFAULT_QUEUE = "housekeeping"
CELERY_TASK_ROUTES = {
    "outbox.deliver_due": {"queue": "mail"},
    "outbox.call_workers": {"queue": "mail"},
}
# A task is done when it has ended, and a worker holds no more than it works on: what a
# dead worker had goes to another. Every task is safe to run twice.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# A task sends mails for a minute (portal/outbox/delivery.py), the last of them slowly.
CELERY_TASK_SOFT_TIME_LIMIT = 150
CELERY_TASK_TIME_LIMIT = 180
# A dead broker must not keep a visitor waiting: one attempt, and the outbox is the
# retry. (CELERY_TASK_PUBLISH_RETRY = False would be slower: the client library then
# tries again by itself.)
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 0}
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"socket_connect_timeout": 1, "socket_timeout": 5, "visibility_timeout": 300}
    if CELERY_BROKER_URL.startswith("redis")
    else {}
)
CELERY_BEAT_SCHEDULE = clock.SCHEDULE

# --- The desk and its sign-in -------------------------------------------------

# A question set is edited as one form: a row of each question, answer, outcome and test case.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
WAGTAIL_SITE_NAME = "Beijing International Talent Communities"
WAGTAILADMIN_BASE_URL = SITE_ROOT
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
# Staff must set up a second factor before the desk opens; only a demonstration does without.
DESK_SECOND_FACTOR = env.flag("DESK_SECOND_FACTOR", default=True)
# Nothing calls home.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_ADAPTER = "portal.accounts.adapter.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Whoever types a stranger's address must not make us write to it.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# How many proxies in front add to X-Forwarded-For: log-in limits count by address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 0)
MFA_TOTP_ISSUER = SITE_HOST
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "portal.accounts.passkeys.AddPasskeyForm"}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _https

# --- Logs ---------------------------------------------------------------------

_level = env.text("LOG_LEVEL", "INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"without_keys": {"()": "portal.base.private.WithoutKeys"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["without_keys"],
        }
    },
    "root": {"handlers": ["stderr"], "level": _level},
    # Django gives its own loggers a level, and so they would not heed that of the root.
    "loggers": {"django": {"level": _level}},
}
