"""Mail, and what is done while nobody waits for it."""

from kombu import Queue

from portal import clock, env
from portal.settings.core import TIME_ZONE
from portal.settings.place import SITE_HOST

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
# In kilobytes: a process that an import of thousands of rows has made large is replaced.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 450_000
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
# Workers write their lines as everybody else does (LOGGING in core.py): without persons.
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
