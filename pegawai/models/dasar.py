"""What every table has, and the small pieces that constraints are made of."""

import uuid

from django.db import models
from django.db.models import F, Func, Q, Value


class Dasar(models.Model):
    """A row that appears in addresses under a uuid, never under its number."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


def rentang_tanggal(mulai: str = "mulai", selesai: str = "selesai") -> Func:
    """Build the closed date range of two columns; an open end is endless."""
    return Func(F(mulai), F(selesai), Value("[]"), function="daterange")


def kunci_bulat(kolom: str) -> Func:
    """Turn a key into a one-point range: equality inside an exclusion constraint without an extension."""
    return Func(F(kolom), F(kolom), Value("[]"), function="int8range")


def dikenal(kolom: str, pilihan: list[tuple[str, str]]) -> Q:
    """Say that a column holds one of the known values."""
    return Q(**{f"{kolom}__in": [nilai for nilai, _ in pilihan]})
