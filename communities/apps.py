from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CommunitiesConfig(AppConfig):
    name = "communities"
    verbose_name = _("Communities")

    def ready(self):
        from communities.record import triggers  # noqa: PLC0415 (as the others)

        post_migrate.connect(triggers.provide, sender=self)
