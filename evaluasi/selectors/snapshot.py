"""Freezes what was judged: names, posts and units at the period's end, the material, the ratings.

The shape is that of `evaluasi.laporan.konteks`. A selector, because the service that makes an evaluation final
needs it, and reports stand above services.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from evaluasi.models import CapaianOrganisasi, Evaluasi
from evaluasi.rules import STATUS_DI_PEGAWAI, KeputusanKeberatan, Predikat, Saran, uraian_keputusan
from evaluasi.selectors.bahan import Bahan, BahanRhk, bahan_evaluasi
from evaluasi.selectors.keberatan import keberatan_of, penyampaian_of
from evaluasi.selectors.nomor import pengaturan_dokumen
from evaluasi.selectors.pelengkap import Rekomendasi
from evaluasi.selectors.ucapan import Ucapan
from pegawai.models import HubunganPenilai, Pegawai, Penempatan
from pegawai.rules import JenisPenugasan
from skp.models import RencanaHasilKerja, Skp

VERSI_SNAPSHOT = 1


def susun_snapshot(
    evaluasi: Evaluasi,
    *,
    capaian: CapaianOrganisasi,
    pada: datetime,
    bahan: Bahan | None = None,
    penilai: PenilaiSekali | None = None,
) -> dict[str, Any]:
    """Build the JSON that documents are made from; nothing outside it is read when they are printed."""
    skp, periode, instansi = evaluasi.skp, evaluasi.periode, evaluasi.instansi
    bahan = bahan or bahan_evaluasi(skp, periode, lengkap=False)
    tanggal = pada.astimezone(ZoneInfo(instansi.zona_waktu)).date()
    unit = evaluasi.penempatan.unit
    tempat, atasan, paraf_berdua = (penilai or PenilaiSekali()).dari(evaluasi, bahan.selesai, tanggal)
    return {
        "versi": VERSI_SNAPSHOT,
        "versi_aturan": evaluasi.versi_aturan,
        "instansi": instansi.nama,
        "unit": unit.nama,
        "tempat": instansi.kota,
        "keluarga": skp.keluarga,
        "pendekatan": skp.pendekatan,
        "periode": {
            "jenis": periode.jenis,
            "nomor": periode.nomor,
            "tahun": periode.tahun,
            "mulai": bahan.mulai.isoformat(),
            "selesai": bahan.selesai.isoformat(),
        },
        "pegawai": orang(evaluasi.pegawai, evaluasi.penempatan, instansi.nama),
        "penilai": orang(evaluasi.penilai, tempat, instansi.nama),
        "atasan_penilai": orang(atasan[0], atasan[1], instansi.nama) if atasan else None,
        "hasil_kerja": [_hasil_kerja(r, skp) for r in bahan.rhk],
        "perilaku": _perilaku(bahan),
        "umpan_balik_umum": _umpan_balik(bahan.umum.ucapan),
        "capaian_organisasi": capaian.predikat,
        "capaian_unit": capaian.unit.nama,
        "capaian_uuid": str(capaian.uuid),
        "rating_hasil": evaluasi.rating_hasil,
        "rating_perilaku": evaluasi.rating_perilaku,
        "predikat": evaluasi.predikat,
        "alasan_hasil": evaluasi.alasan_hasil,
        "alasan_perilaku": evaluasi.alasan_perilaku,
        "sebab_beda_hasil": evaluasi.sebab_beda_hasil,
        "sebab_beda_perilaku": evaluasi.sebab_beda_perilaku,
        "saran": {"hasil": _saran(bahan.saran_hasil), "perilaku": _saran(bahan.saran_perilaku)},
        "rekomendasi_tim": [_rekomendasi(r) for r in bahan.pelengkap.rekomendasi],
        "catatan": evaluasi.catatan_rekomendasi,
        "tanggal": tanggal.isoformat(),
        "paraf_berdua": paraf_berdua,
        **_di_tangan_pegawai(evaluasi),
    }


def _di_tangan_pegawai(evaluasi: Evaluasi) -> dict[str, Any]:
    """Delivery, reply and objection: the dates of the signatures, and the three parts of variant B.

    The penilai signs on the day of delivery, the pegawai on that of receipt, the atasan on that of his decision.
    """
    if evaluasi.status not in STATUS_DI_PEGAWAI:
        return {}
    instansi, sampai, keberatan = evaluasi.instansi, penyampaian_of(evaluasi), keberatan_of(evaluasi)

    def hari(saat: datetime | None) -> str | None:
        return saat.astimezone(ZoneInfo(instansi.zona_waktu)).date().isoformat() if saat else None

    isi: dict[str, Any] = {}
    if sampai:
        isi = {
            "tanggal": hari(sampai.disampaikan_pada),
            "tanggal_pegawai": hari(sampai.diterima_pada),
            "tanggapan": sampai.tanggapan,
            "tanpa_keberatan": sampai.tanpa_keberatan,
        }
    if keberatan is None or keberatan.diputus_oleh is None or keberatan.diputus_pada is None:
        return isi
    putus = hari(keberatan.diputus_pada)
    hari_putus = date.fromisoformat(putus or "")
    unit = evaluasi.penempatan.unit.leluhur_id
    return isi | {
        "atasan_penilai": orang(
            keberatan.diputus_oleh,
            penempatan_penilai(keberatan.diputus_oleh, unit, hari_putus),
            instansi.nama,
        ),
        "tanggal_atasan": putus,
        "keberatan": {
            "keberatan": keberatan.alasan,
            "tanggal": hari(keberatan.diajukan_pada),
            "bukti": [b.nama for b in keberatan.bukti.all()],
            "penjelasan": keberatan.penjelasan,
            "tanggal_penjelasan": hari(keberatan.dijelaskan_pada),
            "dijelaskan_oleh": keberatan.dijelaskan_oleh.nama_lengkap if keberatan.dijelaskan_oleh else "",
            "keputusan": uraian_keputusan(
                KeputusanKeberatan(keberatan.keputusan),
                predikat=Predikat(evaluasi.predikat).label,
                semula=Predikat(keberatan.predikat_semula).label,
                alasan=keberatan.alasan_keputusan,
                rekomendasi=keberatan.rekomendasi,
            ),
            "putusan": keberatan.keputusan,
            "alasan_keputusan": keberatan.alasan_keputusan,
            "rekomendasi": keberatan.rekomendasi,
            "tanggal_putusan": putus,
            "predikat_semula": keberatan.predikat_semula,
            "rating_hasil_semula": keberatan.rating_hasil_semula,
            "rating_perilaku_semula": keberatan.rating_perilaku_semula,
        },
    }


def orang(pegawai: Pegawai, penempatan: Penempatan | None, instansi: str) -> dict[str, Any]:
    return {
        "nama": pegawai.nama_lengkap,
        "nip": pegawai.nip or "",
        "jenis": pegawai.jenis,
        "pangkat_gol": pegawai.pangkat,
        "jabatan": penempatan.jabatan_tampil if penempatan else "",
        "unit": penempatan.unit.nama if penempatan else "",
        "instansi": instansi,
    }


def penempatan_penilai(penilai: Pegawai, unit: Sequence[int], *hari: date) -> Penempatan | None:
    """In which post a person rates: as head of the nearest unit above the rated one, else in his own post.

    So a PLT signs as "Plt. Kepala …" although his own post is elsewhere, also when he was named after the period
    had ended. Of the days the first counts on which he headed such a unit, else on which he held any post.
    """
    semua = [
        list(Penempatan.objects.filter(pegawai=penilai).pada(pada).select_related("jabatan", "unit"))
        for pada in dict.fromkeys(hari)
    ]
    for tempat in semua:
        if kepala := [p for p in tempat if p.is_kepala and p.unit_id in unit]:
            return min(kepala, key=lambda p: unit.index(p.unit_id))
    ada = next((tempat for tempat in semua if tempat), [])
    return next((p for p in ada if p.jenis == JenisPenugasan.DEFINITIF), next(iter(ada), None))


def _atasan(penilai: Pegawai, *hari: date) -> tuple[Pegawai, Penempatan | None] | None:
    """The penilai of the penilai on the first of the days that knows one; a pejabat negara has none."""
    for pada in hari:
        hubungan = (
            HubunganPenilai.objects.filter(pegawai=penilai)
            .pada(pada)
            .select_related("penilai", "penempatan__unit")
            .order_by("penempatan__jenis", "id")
            .first()
        )
        if hubungan:
            unit = hubungan.penempatan.unit.leluhur_id
            return hubungan.penilai, penempatan_penilai(hubungan.penilai, unit, *hari)
    return None


Tempat = tuple[Penempatan | None, tuple[Pegawai, Penempatan | None] | None, bool]


class PenilaiSekali:
    """In which post a penilai rates a unit, who rates him, who signs: asked once for all whom he rates."""

    def __init__(self) -> None:
        self._tahu: dict[tuple[int, int, date, date], Tempat] = {}

    def dari(self, evaluasi: Evaluasi, selesai: date, tanggal: date) -> Tempat:
        unit = evaluasi.penempatan.unit
        kunci = (evaluasi.penilai_id, unit.pk, selesai, tanggal)
        if kunci not in self._tahu:
            self._tahu[kunci] = (
                penempatan_penilai(evaluasi.penilai, unit.leluhur_id, selesai, tanggal),
                _atasan(evaluasi.penilai, selesai, tanggal),
                pengaturan_dokumen(evaluasi.instansi_id).is_paraf_berdua,
            )
        return self._tahu[kunci]


def intervensi(rhk: RencanaHasilKerja) -> dict[str, Any] | None:
    """The leader's result that is served; a JPT's comes with its indicators (footnote * of the form)."""
    if not rhk.rhk_pimpinan_teks:
        return None
    indikator = [rhk.indikator_pimpinan_teks] if rhk.indikator_pimpinan_teks else []
    if not indikator and rhk.rhk_pimpinan is not None and rhk.rhk_pimpinan.skp.is_jpt:
        indikator = [i.teks for i in rhk.rhk_pimpinan.indikator.all()]
    return {"teks": rhk.rhk_pimpinan_teks, "indikator": indikator}


def _hasil_kerja(r: BahanRhk, skp: Skp) -> dict[str, Any]:
    rhk = r.rhk
    return {
        "jenis": rhk.jenis,
        "teks": rhk.teks,
        "diintervensi": None if skp.is_jpt else intervensi(rhk),
        "perspektif": list(rhk.perspektif),
        "indikator": [
            {
                "aspek": i.capaian.indikator.aspek,
                "teks": i.capaian.indikator.teks,
                "target": i.capaian.indikator.target_tampil,
                "realisasi": i.teks,
                "sumber_data": i.sumber_data,
            }
            for i in r.indikator
        ],
        "umpan_balik": _umpan_balik(r.suara.ucapan),
    }


def _perilaku(bahan: Bahan) -> list[dict[str, Any]]:
    return [
        {
            "nilai": p.nilai.value,
            "ekspektasi_khusus": p.ekspektasi,
            "umpan_balik": [
                *_umpan_balik(p.suara.ucapan),
                *({"peran": r.peran, "teks": r.teks} for r in p.ronde),
            ],
        }
        for p in bahan.perilaku
    ]


def _umpan_balik(daftar: Sequence[Ucapan]) -> list[dict[str, str]]:
    """Role and words; the ready answer stands before them, as the national forms print it."""
    return [
        {
            "peran": u.peran_pemberi,
            "teks": f"{u.label}. {u.isi}" if u.penilaian else u.isi,
        }
        for u in daftar
    ]


def _saran(saran: Saran | None) -> dict[str, str] | None:
    """What the material pointed to when it became final: whoever reads it later sees what was differed from."""
    return {"rating": saran.rating.value, "alasan": saran.alasan} if saran else None


def _rekomendasi(r: Rekomendasi) -> dict[str, str]:
    """The word of a ketua tim as it stood when it became final."""
    return asdict(r)
