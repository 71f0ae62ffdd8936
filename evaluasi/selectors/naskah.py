"""Freezes what a document says. Its shape is told in `evaluasi.laporan.konteks` and `konteks_rencana`.

Everything in it is plain JSON: what was stored compares equal to what is built again while nothing has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, QuerySet
from django.utils import timezone

from evaluasi.errors import BahanBelumLengkap
from evaluasi.models import ButirLaporan, Evaluasi, KonversiAngkaKredit, PenetapanAngkaKredit, RekapUnit
from evaluasi.models.laporan import Sumber
from evaluasi.permissions import STATUS_TERCETAK
from evaluasi.rules import JENIS_BERKEMBANG, SUMBER, JenisDokumen
from evaluasi.selectors.naskah_pembinaan import naskah_berita_acara, pembinaan_cetak
from evaluasi.selectors.naskah_perjanjian import PK_TERCETAK, naskah_perjanjian, perjanjian_cetak
from evaluasi.selectors.naskah_rekap import naskah_rekap, rekap_cetak
from evaluasi.selectors.snapshot import intervensi, orang, penempatan_penilai
from kinerja.models import SesiPembinaan
from kinerja.rules.pembinaan import STATUS_PEMBINAAN_SEPAKAT
from pegawai.errors import SudahBerubah
from pegawai.prepared import prepared
from skp.models import PerjanjianKinerja, RencanaAksi, RencanaHasilKerja, Skp
from skp.rules import NilaiPerilaku
from skp.selectors import isi_lampiran, isi_perilaku, matriks_of, penilai_skp, periode_skp, rhk_of

BELUM_TETAP = {
    "evaluasi": "Dokumen dibuat setelah evaluasi final.",
    "skp": "Dokumen dibuat setelah SKP ditetapkan. Untuk membaca di kertas, cetak drafnya.",
    "pembinaan": "Berita acara dibuat setelah keduanya mengonfirmasi catatannya.",
    "perjanjian": "Dokumen dibuat setelah perjanjian kinerja disepakati. Sebelum itu, cetak drafnya.",
    "konversi": "Konversi ini dibatalkan dan tidak dicetak lagi.",
    "penetapan": "Penetapan ini dibatalkan dan tidak dicetak lagi.",
}
BELUM_ADA = {"nama": "(belum ada)"}


def is_siap_terbit(sumber: Sumber) -> bool:
    """Whether documents of it are issued; before that only a print marked DRAF."""
    if isinstance(sumber, Evaluasi):
        return sumber.is_final
    if isinstance(sumber, KonversiAngkaKredit | PenetapanAngkaKredit):
        return sumber.is_berlaku
    if isinstance(sumber, SesiPembinaan):
        return sumber.status in STATUS_PEMBINAAN_SEPAKAT
    if isinstance(sumber, RekapUnit):
        return True
    return sumber.status in (PK_TERCETAK if isinstance(sumber, PerjanjianKinerja) else STATUS_TERCETAK)


def susun_naskah(jenis: JenisDokumen, sumber: Sumber, *, draf: bool = False) -> dict[str, Any]:
    """The frozen words of one document; raise when what it is printed from is not fixed."""
    if not draf and not is_siap_terbit(sumber):
        raise BahanBelumLengkap(BELUM_TETAP[SUMBER[jenis]])
    if not isinstance(sumber, Skp):
        return NASKAH[jenis](sumber)
    return _baca_utuh(NASKAH[jenis], sumber)


def _baca_utuh(susun: Callable[[Any], dict[str, Any]], skp: Skp) -> dict[str, Any]:
    """Read an SKP whole: when it changes between two reads (a revision comes into force), read it again."""
    for _ in range(3):
        naskah = susun(skp)
        kini = skp_cetak().get(pk=skp.pk)
        if (kini.versi, kini.nomor_sunting, kini.status) == (skp.versi, skp.nomor_sunting, skp.status):
            return naskah
        skp = kini
    raise SudahBerubah("SKP ini sedang diubah. Ulangi sebentar lagi.")


def pokok(sumber: Sumber) -> int:
    """Whose papers these are: all versions of an SKP are papers of the one in force."""
    return sumber.pokok_id if isinstance(sumber, Skp) else sumber.pk


def versi_tetap(jenis: JenisDokumen, sumber: Sumber) -> int | None:
    """The only version in which this paper exists; None where it grows with its content."""
    if isinstance(sumber, KonversiAngkaKredit | PenetapanAngkaKredit):
        return 1
    return (
        None if jenis in JENIS_BERKEMBANG or isinstance(sumber, SesiPembinaan | RekapUnit) else sumber.versi
    )


def _naskah_evaluasi(evaluasi: Evaluasi) -> dict[str, Any]:
    if evaluasi.snapshot is None:
        raise BahanBelumLengkap("Dokumen dibuat setelah evaluasi final.")
    return dict(evaluasi.snapshot)


def _naskah_kredit(sumber: KonversiAngkaKredit | PenetapanAngkaKredit) -> dict[str, Any]:
    """What was frozen when the angka kredit was fixed."""
    return dict(sumber.isi)


def sumber_cetak(butir: ButirLaporan) -> Sumber:
    """What an item is printed from, with everything its paper says (one query)."""
    if butir.evaluasi_id:
        return _evaluasi_cetak(butir.evaluasi_id)[0]
    if butir.perjanjian_id:
        return perjanjian_cetak().get(pk=butir.perjanjian_id)
    if butir.konversi_id:
        return KonversiAngkaKredit.objects.select_related("instansi").get(pk=butir.konversi_id)
    if butir.penetapan_id:
        return PenetapanAngkaKredit.objects.select_related("instansi").get(pk=butir.penetapan_id)
    if butir.pembinaan_id:
        return pembinaan_cetak().get(pk=butir.pembinaan_id)
    if butir.rekap_id:
        return rekap_cetak().get(pk=butir.rekap_id)
    return skp_cetak().get(pk=butir.skp_id or 0)


@prepared
def _evaluasi_cetak(pk: int) -> QuerySet[Evaluasi]:
    return Evaluasi.objects.filter(pk=pk).select_related("periode", "instansi")


def skp_cetak() -> QuerySet[Skp]:
    return Skp.objects.select_related(
        "pegawai",
        "penempatan__jabatan",
        "penempatan__unit",
        "periode",
        "instansi",
        "disetujui_oleh",
        "pengelola",
    )


# The SKP and what hangs on it


def _hari_tetap(skp: Skp) -> date | None:
    if skp.ditetapkan_pada is None:
        return None
    return skp.ditetapkan_pada.astimezone(ZoneInfo(skp.instansi.zona_waktu)).date()


def _kepala_naskah(skp: Skp) -> dict[str, Any]:
    """What stands above and below every form of an SKP."""
    tetap = _hari_tetap(skp)
    hari = tetap or min(max(timezone.localdate(), skp.mulai), skp.selesai)
    unit = skp.penempatan.unit
    penilai = skp.disetujui_oleh or penilai_skp(skp)
    instansi = skp.instansi.nama
    return {
        "instansi": instansi,
        "unit": unit.nama,
        "tempat": skp.instansi.kota,
        "keluarga": skp.keluarga,
        "pendekatan": skp.pendekatan,
        "periode": {
            "jenis": skp.periode.jenis,
            "nomor": skp.periode.nomor,
            "tahun": skp.periode.tahun,
            "mulai": skp.mulai.isoformat(),
            "selesai": skp.selesai.isoformat(),
        },
        "pegawai": orang(skp.pegawai, skp.penempatan, instansi),
        "penilai": orang(penilai, penempatan_penilai(penilai, unit.leluhur_id, hari, skp.selesai), instansi)
        if penilai
        else BELUM_ADA,
        "tanggal": tetap.isoformat() if tetap else "",
        "versi_skp": {
            "nomor": skp.versi,
            "tanggal": tetap.isoformat() if tetap else "",
            "alasan": skp.alasan_revisi,
            "penyusun": f"Disusun oleh pengelola kinerja {skp.pengelola.nama_lengkap}"
            if skp.pengelola
            else "",
        },
    }


def _naskah_skp(skp: Skp) -> dict[str, Any]:
    ekspektasi = isi_perilaku(skp)
    return {
        **_kepala_naskah(skp),
        "hasil_kerja": [_hasil_kerja(r, skp) for r in rhk_of(skp)],
        "perilaku": [{"nilai": n.value, "ekspektasi_khusus": ekspektasi.get(n, "")} for n in NilaiPerilaku],
        "lampiran": {jenis.value: butir for jenis, butir in isi_lampiran(skp).items()},
    }


def _hasil_kerja(rhk: RencanaHasilKerja, skp: Skp) -> dict[str, Any]:
    return {
        "jenis": rhk.jenis,
        "teks": rhk.teks,
        "diintervensi": None if skp.is_jpt else intervensi(rhk),
        "penugasan_dari": rhk.penugasan_dari,
        "perspektif": list(rhk.perspektif),
        "indikator": [
            {"aspek": i.aspek, "teks": i.teks, "target": i.target_tampil} for i in rhk.indikator.all()
        ],
    }


def _naskah_rencana_aksi(skp: Skp) -> dict[str, Any]:
    """The steps of the year; a step that returns with the same target is one row with several marks."""
    periode = list(periode_skp(skp))
    baris = RencanaAksi.objects.filter(rhk__skp=skp).order_by("periode__mulai", "urutan", "id")
    menurut: dict[int, dict[tuple[str, str], list[int]]] = {}
    for aksi in baris:
        langkah = menurut.setdefault(aksi.rhk_id, {})
        langkah.setdefault((aksi.teks, aksi.target), []).append(aksi.periode_id)
    return {
        **_kepala_naskah(skp),
        "kolom_periode": [{"jenis": p.jenis, "nomor": p.nomor} for p in periode],
        "rencana": [
            {
                "jenis": r.jenis,
                "teks": r.teks,
                "aksi": [
                    {"teks": teks, "target": target, "pada": [p.pk in kapan for p in periode]}
                    for (teks, target), kapan in menurut.get(r.pk, {}).items()
                ],
            }
            for r in RencanaHasilKerja.objects.filter(skp=skp).order_by(F("jenis").desc(), "urutan", "id")
        ],
    }


# Matriks Peran Hasil


def _naskah_matriks(skp: Skp) -> dict[str, Any]:
    """Who of the leader's people brings what to which of his RHK."""
    matriks = matriks_of(skp)
    return {
        **_kepala_naskah(skp),
        "kolom": [{"nomor": k.nomor, "teks": k.teks, "indikator": k.indikator} for k in matriks.kolom],
        "anggota": [
            {
                "nama": b.pegawai.nama_lengkap,
                "jabatan": b.jabatan,
                "unit": b.unit,
                "peran": b.peran.label,
                "sel": [[*(h.teks for h in s.hasil), *s.dari_anggota] for s in b.sel],
            }
            for b in matriks.baris
        ],
    }


NASKAH: Mapping[JenisDokumen, Callable[[Any], dict[str, Any]]] = {
    JenisDokumen.EVALUASI: _naskah_evaluasi,
    JenisDokumen.DOKUMEN_EVALUASI: _naskah_evaluasi,
    JenisDokumen.SKP: _naskah_skp,
    JenisDokumen.LAMPIRAN_SKP: _naskah_skp,
    JenisDokumen.RENCANA_AKSI: _naskah_rencana_aksi,
    JenisDokumen.MATRIKS: _naskah_matriks,
    JenisDokumen.PERJANJIAN: naskah_perjanjian,
    JenisDokumen.KONVERSI: _naskah_kredit,
    JenisDokumen.AKUMULASI: _naskah_kredit,
    JenisDokumen.PENETAPAN: _naskah_kredit,
    JenisDokumen.BERITA_ACARA: naskah_berita_acara,
    JenisDokumen.REKAP: naskah_rekap,
}
"""How each kind is frozen."""
