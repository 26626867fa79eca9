import gc

from portal.celery import app as celery_app

# Python looks for garbage whenever there are 700 objects more: while a program of the portal
# starts, that is a quarter of its time, through modules of which none is garbage.
gc.set_threshold(50_000)

__all__ = ["celery_app"]
