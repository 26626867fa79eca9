"""What Django itself is told: applications, templates, data, languages, files, logs."""

import dj_database_url
from django.utils.translation import gettext_lazy as _

from portal import env
from portal.settings.place import BASE_DIR

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
    "portal.accounts.middleware.CountedMiddleware",
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

# --- Logs ---------------------------------------------------------------------

_level = env.text("LOG_LEVEL", "INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "portal.base.private.Discreet",
            "fmt": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": _level},
    # Django gives its own loggers a level, and so they would not heed that of the root.
    "loggers": {"django": {"level": _level}},
}
