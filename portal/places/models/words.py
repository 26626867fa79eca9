"""The districts, and the languages that people speak."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class District(models.TextChoices):
    """The sixteen districts, and the development area, which runs its own affairs."""

    DONGCHENG = "dongcheng", _("Dongcheng")
    XICHENG = "xicheng", _("Xicheng")
    CHAOYANG = "chaoyang", _("Chaoyang")
    HAIDIAN = "haidian", _("Haidian")
    FENGTAI = "fengtai", _("Fengtai")
    SHIJINGSHAN = "shijingshan", _("Shijingshan")
    MENTOUGOU = "mentougou", _("Mentougou")
    FANGSHAN = "fangshan", _("Fangshan")
    TONGZHOU = "tongzhou", _("Tongzhou")
    SHUNYI = "shunyi", _("Shunyi")
    CHANGPING = "changping", _("Changping")
    DAXING = "daxing", _("Daxing")
    HUAIROU = "huairou", _("Huairou")
    PINGGU = "pinggu", _("Pinggu")
    MIYUN = "miyun", _("Miyun")
    YANQING = "yanqing", _("Yanqing")
    YIZHUANG = "yizhuang", _("Yizhuang (Beijing E-Town)")


class SpokenLanguage(models.TextChoices):
    """Languages that staff or teachers work in (ISO 639-1)."""

    ENGLISH = "en", _("English")
    CHINESE = "zh", _("Chinese")
    FRENCH = "fr", _("French")
    GERMAN = "de", _("German")
    JAPANESE = "ja", _("Japanese")
    KOREAN = "ko", _("Korean")
    RUSSIAN = "ru", _("Russian")
    SPANISH = "es", _("Spanish")
    ARABIC = "ar", _("Arabic")
    ITALIAN = "it", _("Italian")
    PORTUGUESE = "pt", _("Portuguese")
    MONGOLIAN = "mn", _("Mongolian")
    SWEDISH = "sv", _("Swedish")
    DUTCH = "nl", _("Dutch")
    TAGALOG = "tl", _("Tagalog")
    URDU = "ur", _("Urdu")
