from django.apps import AppConfig
from django.db.models.signals import pre_migrate
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self):
        from portal.accounts import checks  # noqa: F401, PLC0415 (registers itself)
        from portal.publishing import listeners  # noqa: PLC0415 (needs the models)
        from portal.search import trigrams  # noqa: PLC0415

        listeners.connect()
        pre_migrate.connect(trigrams.provide, sender=self)
