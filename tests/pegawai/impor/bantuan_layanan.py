"""Runs the acts of an import for a test, and looks at what they left."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from pegawai import services
from pegawai.errors import SudahBerubah
from pegawai.models import HubunganPenilai, Impor, Jabatan, Pegawai, Penempatan, Pengguna, UnitKerja
from pegawai.rules import HasilBaris
from pegawai.selectors import penempatan_of
from tests.factories import impor_contoh as contoh
from tests.factories.impor_contoh import berkas_pegawai, berkas_unor

JEJAK = (UnitKerja, Jabatan, Pegawai, Pengguna, Penempatan, HubunganPenilai)


def periksa(dunia, unor=None, pegawai=None) -> Impor:
    return services.preview_impor(pelaku=dunia.eka, berkas_unor=unor, berkas_pegawai=pegawai)


def jalankan(impor: Impor) -> Impor:
    while services.step_impor(impor.pk):
        pass
    impor.refresh_from_db()
    return impor


def terapkan(dunia, unor=None, pegawai=None) -> Impor:
    return jalankan(services.apply_impor(pelaku=dunia.eka, impor=periksa(dunia, unor, pegawai)))


def impor_contoh(dunia) -> Impor:
    return terapkan(dunia, berkas_unor(), berkas_pegawai())


def cari(nip_: str) -> Pegawai:
    return Pegawai.objects.get(nip=nip_)


def duduk(nip_: str, pada: date | None = None) -> Penempatan:
    penempatan = penempatan_of(cari(nip_), pada or timezone.localdate())
    assert penempatan is not None
    return penempatan


def keadaan() -> dict[str, int]:
    """How many rows, and how many lines of history, each table has."""
    hasil = {m.__name__: m.objects.count() for m in JEJAK}
    with connection.cursor() as kursor:
        for m in (UnitKerja, Pegawai, Penempatan, HubunganPenilai):
            kursor.execute(f"SELECT count(*) FROM {m._meta.db_table}event")
            hasil[f"riwayat {m.__name__}"] = kursor.fetchone()[0]
    return hasil


def terapkan_ulang_tanpa_perubahan(dunia) -> bool:
    """Import the same files again: nothing is new, and forcing every row through writes nothing either."""
    sebelum = keadaan()
    impor = periksa(dunia, berkas_unor(), berkas_pegawai())
    assert impor.jumlah == 0
    assert impor.ringkasan["hasil"]["pegawai"]["sama"] == contoh.BARU
    with pytest.raises(SudahBerubah, match="Tidak ada baris baru atau berubah"):
        services.apply_impor(pelaku=dunia.eka, impor=impor)
    impor.baris.filter(hasil=HasilBaris.SAMA).update(hasil=HasilBaris.BERUBAH)
    Impor.objects.filter(pk=impor.pk).update(jumlah=1)
    jalankan(services.apply_impor(pelaku=dunia.eka, impor=impor))
    return keadaan() == sebelum
