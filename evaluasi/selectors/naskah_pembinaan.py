"""Freezes what the paper of a talk says. Its shape is told in `evaluasi.laporan.konteks_pembinaan`."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from evaluasi.selectors.snapshot import orang
from kinerja.models import SesiPembinaan
from pegawai.models import Pegawai
from pegawai.selectors import penempatan_of


def pembinaan_cetak() -> QuerySet[SesiPembinaan]:
    """Sessions with everything their paper says."""
    return SesiPembinaan.objects.select_related("pegawai", "pembina", "unit", "instansi").prefetch_related(
        "langkah"
    )


def naskah_berita_acara(sesi: SesiPembinaan) -> dict[str, Any]:
    """The two, what was talked about and agreed, and how far it has come; plain JSON."""
    zona = ZoneInfo(sesi.instansi.zona_waktu)
    return {
        "instansi": sesi.instansi.nama,
        "unit": sesi.unit.nama if sesi.unit else "",
        "kota": sesi.instansi.kota,
        "jenis": sesi.jenis,
        "pegawai": _pihak(sesi, sesi.pegawai),
        "penilai": _pihak(sesi, sesi.pembina),
        "peran_pembina": sesi.get_peran_pembina_display(),
        "tanggal": sesi.periode.tanggal.isoformat(),
        "tempat": sesi.tempat,
        "dasar": sesi.asal_label,
        "topik": sesi.topik_tampil,
        "tujuan": sesi.tujuan,
        "situasi": sesi.situasi,
        "pembahasan": sesi.pembahasan,
        "langkah": [
            {
                "teks": x.teks,
                "metode": x.metode,
                "pelaksana": x.get_pelaksana_display(),
                "tenggat": x.tenggat.isoformat(),
                "keadaan": x.get_status_display(),
                "catatan": x.catatan,
            }
            for x in sesi.langkah.all()
        ],
        "dikonfirmasi": [_waktu(x, zona) for x in (sesi.dijawab_pegawai_pada, sesi.dijawab_pembina_pada)],
        "hasil": sesi.get_hasil_display() if sesi.hasil else "",
        "catatan_akhir": sesi.catatan_akhir if sesi.hasil else "",
    }


def _pihak(sesi: SesiPembinaan, siapa: Pegawai) -> dict[str, Any]:
    return orang(siapa, penempatan_of(siapa, sesi.periode.tanggal), sesi.instansi.nama)


def _waktu(pada: datetime | None, zona: ZoneInfo) -> str:
    return pada.astimezone(zona).isoformat(timespec="seconds") if pada else ""
