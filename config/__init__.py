"""The project: wires the apps together. The Celery app is loaded here so that every task finds it."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
