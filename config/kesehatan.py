"""For operators: `/sehat/` says that the process answers, `/siap/` that everything it needs answers too."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from config import denyut
from config.celery import QUEUES


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _redis() -> str:
    caches["denyut"].get("denyut:periksa")
    return ""


def _workers() -> str:
    missing = denyut.silent(QUEUES)
    return f"Tidak ada pekerja untuk antrean {', '.join(missing)}." if missing else ""


CHECKS: dict[str, tuple[Callable[[], str], str]] = {
    "basis_data": (_database, "Basis data tidak menjawab."),
    "redis": (_redis, "Redis tidak menjawab."),
    "pekerja": (_workers, "Keadaan pekerja tidak dapat dibaca."),
}


def _trouble(check: Callable[[], str], sentence: str) -> str:
    """The check's own finding, or the sentence when it could not even ask; details belong in the log, not here."""
    try:
        return check()
    except (DatabaseError, RedisError, OSError):
        return sentence


@login_not_required
@never_cache
@require_safe
def sehat(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"sehat": True})


@login_not_required
@never_cache
@require_safe
def siap(request: HttpRequest) -> HttpResponse:
    trouble = {
        name: text for name, (check, sentence) in CHECKS.items() if (text := _trouble(check, sentence))
    }
    return JsonResponse({"siap": not trouble, "gangguan": trouble}, status=503 if trouble else 200)
