"""Freezes what the paper of a Perjanjian Kinerja says. Its shape is told in `evaluasi.laporan.konteks_perjanjian`."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from evaluasi.selectors.snapshot import orang, penempatan_penilai
from skp.models import PerjanjianKinerja
from skp.rules import StatusPk
from skp.selectors import dokumen_pk, pihak_kedua_of

PK_TERCETAK = frozenset({StatusPk.DISEPAKATI, StatusPk.DIREVISI})
"""An agreed PK is printed as it was agreed, also when a later version has replaced it."""


def perjanjian_cetak() -> QuerySet[PerjanjianKinerja]:
    """PK with everything their paper says of the parties."""
    return PerjanjianKinerja.objects.select_related(
        "pegawai",
        "penempatan__jabatan",
        "penempatan__unit",
        "unit",
        "instansi",
        "disepakati_oleh",
        "pihak_kedua",
    )


def naskah_perjanjian(pk: PerjanjianKinerja) -> dict[str, Any]:
    """Both parties, both tables, the day of the agreement; plain JSON."""
    sepakat = timezone.localdate(pk.disepakati_pada) if pk.disepakati_pada else None
    hari = sepakat or timezone.localdate()
    dokumen, instansi = dokumen_pk(pk), pk.instansi.nama
    calon = pihak_kedua_of(pk)
    kedua = None if pk.is_sepihak else pk.disepakati_oleh or (calon.pegawai if calon else None)
    periode = pk.periode
    return {
        "instansi": instansi,
        "unit": pk.unit.nama,
        "tempat": pk.instansi.kota,
        "tingkat": pk.tingkat,
        "periode": {
            "jenis": periode.jenis,
            "nomor": periode.nomor,
            "tahun": periode.tahun,
            "mulai": periode.mulai.isoformat(),
            "selesai": periode.selesai.isoformat(),
        },
        "pegawai": orang(pk.pegawai, pk.penempatan, instansi),
        "penilai": orang(kedua, penempatan_penilai(kedua, pk.unit.leluhur_id, hari), instansi)
        if kedua
        else None,
        "is_sepihak": pk.is_sepihak,
        "versi_skp": {
            "nomor": pk.versi,
            "tanggal": sepakat.isoformat() if sepakat else "",
            "alasan": pk.alasan_revisi,
        },
        "tanggal": sepakat.isoformat() if sepakat else "",
        "sasaran": [
            {
                "teks": s.teks,
                "indikator": [
                    {"teks": i.teks, "target": i.target_tampil, "iku": i.is_iku} for i in s.indikator.all()
                ],
            }
            for s in dokumen.sasaran
        ],
        "program": [
            {"nama": p.nama, "anggaran": p.anggaran_tampil, "keterangan": p.keterangan}
            for p in dokumen.program
        ],
        "total": dokumen.total_tampil,
    }
