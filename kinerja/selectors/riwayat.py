"""What happened to one entry of the log, in words: who, when, before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F

from kinerja import rules
from kinerja.models import BuktiCatatan, BuktiDukung, CatatanHarian
from pegawai.models import Pegawai
from skp.models import Periode, RencanaAksi, RencanaHasilKerja, Skp
from skp.rules import Potongan, beda_kata

KALIMAT = {
    "catatan.dicatat": "mencatat",
    "catatan.diubah": "mengubah catatan",
    "catatan.ditarik": "menarik catatan",
    "catatan.dipulihkan": "memulihkan catatan",
    "catatan.dikoreksi": "mengoreksi catatan",
    "catatan.ditarik_koreksi": "menarik catatan lewat koreksi",
}


@dataclass(frozen=True)
class Ubahan:
    label: str
    semula: str
    menjadi: str

    @property
    def potongan(self) -> list[Potongan]:
        """Both texts as runs of words: kept, new, gone."""
        return beda_kata(self.semula, self.menjadi)


@dataclass(frozen=True)
class KejadianCatatan:
    """One line of the history."""

    pada: datetime
    kalimat: str
    alasan: str = ""
    ubahan: list[Ubahan] = field(default_factory=list)


def isi_catatan(catatan: CatatanHarian) -> dict[str, str]:
    """An entry in words, as a correction keeps it."""
    return rules.kata_catatan(
        tanggal=catatan.tanggal,
        uraian=catatan.uraian,
        jumlah=catatan.jumlah,
        satuan=catatan.satuan,
        jam_mulai=catatan.jam_mulai,
        jam_selesai=catatan.jam_selesai,
        rhk=catatan.rhk.teks,
        rencana_aksi=catatan.rencana_aksi.teks if catatan.rencana_aksi else "",
        bukti=[b.nama for b in catatan.bukti.order_by("id")],
    )


def periode_final(skp: Skp, tanggal: date) -> Periode | None:
    """The period of a day whose evaluation is final for this placement; None while all are open."""
    return (
        Periode.objects.filter(
            mulai__lte=tanggal,
            selesai__gte=tanggal,
            kunci_realisasi__skp__penempatan=skp.penempatan_id,
        )
        .order_by("selesai", "pk")
        .first()
    )


def riwayat_catatan(catatan: CatatanHarian) -> list[KejadianCatatan]:
    """Everything that happened to an entry, the latest first (five queries, however much it is)."""
    baris = list(_peristiwa(CatatanHarian, {"pgh_obj_id": catatan.pk}))
    bukti = list(_peristiwa(BuktiCatatan, {"catatanharian_id": catatan.pk}))
    nama = _Nama(baris, bukti)
    kelompok: dict[Any, list[Any]] = {}
    for b in sorted([*baris, *bukti], key=lambda b: b.pgh_created_at):
        kelompok.setdefault(b.pgh_context_id or (b.pgh_created_at, b.pgh_id), []).append(b)
    hasil: list[KejadianCatatan] = []
    semula: dict[str, str] = {}
    terpasang: dict[int, str] = {}
    for isi in kelompok.values():
        menjadi = semula
        for b in isi:
            if isinstance(b, BuktiCatatan.pgh_event_model):
                if b.pgh_label == "delete":
                    terpasang.pop(b.buktidukung_id, None)
                else:
                    terpasang[b.buktidukung_id] = nama.bukti.get(b.buktidukung_id, "bukti yang dihapus")
            else:
                menjadi = nama.kata(b)
        menjadi = {**menjadi, "Bukti": ", ".join(terpasang[k] for k in sorted(terpasang))}
        hasil.append(_kejadian(isi[0], nama, semula, menjadi))
        semula = menjadi
    return hasil[::-1]


def _peristiwa(model: Any, saring: dict[str, int]) -> Iterable[Any]:
    return (
        model.pgh_event_model.objects.filter(**saring)
        .annotate(keterangan=F("pgh_context__metadata"))
        .order_by("pgh_created_at", "pgh_id")
    )


def _kejadian(b: Any, nama: _Nama, semula: dict[str, str], menjadi: dict[str, str]) -> KejadianCatatan:
    ket = b.keterangan or {}
    tindakan = ket.get("tindakan", "")
    ubahan = [
        Ubahan(label, semula.get(label, ""), isi)
        for label, isi in menjadi.items()
        if semula and semula.get(label, "") != isi
    ]
    siapa = nama.orang.get(ket.get("pelaku") or 0, "Sistem")
    return KejadianCatatan(
        b.pgh_created_at,
        f"{siapa} {KALIMAT.get(tindakan, 'mengubah catatan')}.",
        ket.get("alasan", ""),
        ubahan,
    )


class _Nama:
    """The words behind the keys of a history: one read per kind."""

    def __init__(self, baris: list[Any], bukti: list[Any]) -> None:
        self.rhk = dict(
            RencanaHasilKerja.objects.filter(pk__in={b.rhk_id for b in baris}).values_list("pk", "teks")
        )
        aksi = {b.rencana_aksi_id for b in baris if b.rencana_aksi_id}
        self.aksi = dict(RencanaAksi.objects.filter(pk__in=aksi).values_list("pk", "teks")) if aksi else {}
        berkas = {b.buktidukung_id for b in bukti}
        self.bukti = (
            dict(BuktiDukung.objects.filter(pk__in=berkas).values_list("pk", "nama")) if berkas else {}
        )
        orang: set[int] = {
            b.keterangan["pelaku"] for b in [*baris, *bukti] if b.keterangan and b.keterangan.get("pelaku")
        }
        self.orang = {p.pk: p.nama_lengkap for p in Pegawai.objects.filter(pk__in=orang)}

    def kata(self, b: Any) -> dict[str, str]:
        return rules.kata_catatan(
            tanggal=b.tanggal,
            uraian=b.uraian,
            jumlah=b.jumlah,
            satuan=b.satuan,
            jam_mulai=b.jam_mulai,
            jam_selesai=b.jam_selesai,
            rhk=self.rhk.get(b.rhk_id, ""),
            rencana_aksi=self.aksi.get(b.rencana_aksi_id, ""),
            bukti=(),
        )
