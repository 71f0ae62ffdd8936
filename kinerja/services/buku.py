"""Many days at once: a sheet judged row by row, mended, and saved in one act."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from kinerja import permissions, rules
from kinerja.errors import ImporCatatanTidakSah
from kinerja.impor.buku import IKUT, KOLOM, MAKS_BARIS, Isi, Terbaca, baca_isi
from kinerja.models import BuktiCatatan, CatatanHarian, ImporCatatan
from kinerja.services.bukti import add_tautan
from kinerja.services.dasar import jendela_of, lock_skp
from pegawai import audit
from pegawai.errors import AturanDilanggar, SudahBerubah
from pegawai.models import Pegawai
from pegawai.rules import HasilBaris, StatusImpor, require
from skp.models import Periode, RencanaAksi, RencanaHasilKerja, Skp
from skp.rules import STATUS_TETAP, angka_id, tanggal_panjang

TERSIMPAN = "tersimpan"
"""Beside the outcomes of every import: this row is an entry of the log by now."""
Baris = dict[str, Any]


@dataclass(frozen=True)
class Siap:
    """A row that can be saved: where it hangs and what it says."""

    skp: Skp
    rhk: RencanaHasilKerja
    aksi: RencanaAksi | None
    isi: Terbaca


class _Buku:
    """What rows are judged against, read once: the SKPs in force, their results and steps, their windows."""

    def __init__(self, pelaku: Pegawai) -> None:
        self.hari_ini = timezone.localdate()
        self.skp = list(
            Skp.objects.filter(pegawai=pelaku, status__in=STATUS_TETAP)
            .select_related("penempatan__unit", "pegawai", "periode")
            .order_by("is_plt_plh", "-mulai", "-id")
        )
        self.rhk: dict[int, list[RencanaHasilKerja]] = {s.pk: [] for s in self.skp}
        for r in RencanaHasilKerja.objects.filter(skp__in=self.skp).order_by("-jenis", "urutan", "id"):
            self.rhk[r.skp_id].append(r)
        self.aksi: dict[int, list[RencanaAksi]] = {}
        for a in (
            RencanaAksi.objects.filter(rhk__skp__in=self.skp)
            .select_related("periode", "rhk")
            .order_by("rhk__urutan", "urutan", "id")
        ):
            self.aksi.setdefault(a.rhk_id, []).append(a)
        self.periode = list(Periode.objects.filter(instansi=pelaku.instansi_id).periodik())
        self._jendela: dict[tuple[int, int], rules.Jendela] = {}

    def check_hari(self, skp: Skp, tanggal: date) -> None:
        """The same as `dasar.check_hari`, with each window asked for once."""
        rules.check_hari(tanggal=tanggal, mulai=skp.mulai, selesai=skp.selesai, hari_ini=self.hari_ini)
        jendela = []
        for p in self.periode:
            if p.mulai <= tanggal <= p.selesai:
                kunci = (skp.pk, p.pk)
                if kunci not in self._jendela:
                    self._jendela[kunci] = jendela_of(skp, p, self.hari_ini)
                jendela.append(self._jendela[kunci])
        rules.check_jendela(jendela, self.hari_ini)

    def tempat(self, isi: Terbaca, tujuan: str) -> tuple[Skp, RencanaHasilKerja, RencanaAksi | None]:
        """Where a row hangs: what was chosen, what its words name, or the only RHK there is."""
        hari = isi.tanggal or self.hari_ini
        skp = [s for s in self.skp if s.mulai <= hari <= s.selesai]
        if not skp:
            if hari > self.hari_ini and self.skp:
                self.check_hari(self.skp[0], hari)
            raise ImporCatatanTidakSah(
                f"Tidak ada SKP Anda yang berlaku pada {tanggal_panjang(hari)}. Perbaiki tanggalnya.",
                bidang="tanggal",
            )
        if tujuan and (ketemu := self._pilihan(skp, tujuan, hari)):
            return ketemu
        if isi.rencana:
            if ketemu := self._nama(skp, isi.rencana, hari):
                return ketemu
            raise ImporCatatanTidakSah(
                f"“{isi.rencana[:80]}” tidak ada pada SKP Anda untuk tanggal itu. Pilih dari daftar.",
                bidang="rencana",
            )
        semua = [(s, r) for s in skp for r in self.rhk[s.pk]]
        if len(semua) == 1:
            return *semua[0], None
        raise ImporCatatanTidakSah("Rencana aksi belum ditulis. Pilih dari daftar.", bidang="rencana")

    def _pilihan(
        self, skp: Sequence[Skp], tujuan: str, hari: date
    ) -> tuple[Skp, RencanaHasilKerja, RencanaAksi | None] | None:
        for s in skp:
            for r in self.rhk[s.pk]:
                if tujuan == str(r.uuid):
                    return s, r, None
                for a in self.aksi.get(r.pk, ()):
                    if tujuan == str(a.uuid):
                        return s, r, a if a.periode.mulai <= hari <= a.periode.selesai else None
        return None

    def _nama(
        self, skp: Sequence[Skp], nama: str, hari: date
    ) -> tuple[Skp, RencanaHasilKerja, RencanaAksi | None] | None:
        """A step of the period first, then a result of that name, then a step of another period."""
        dicari, lain = _kunci_teks(nama), None
        for s in skp:
            for r in self.rhk[s.pk]:
                for a in self.aksi.get(r.pk, ()):
                    if _kunci_teks(a.teks) == dicari:
                        if a.periode.mulai <= hari <= a.periode.selesai:
                            return s, r, a
                        lain = lain or (s, r, None)
        for s in skp:
            for r in self.rhk[s.pk]:
                if _kunci_teks(r.teks) == dicari:
                    return s, r, None
        return lain


def _kunci_teks(teks: str) -> str:
    return " ".join(teks.split()).casefold().rstrip(".")


def pilihan_tujuan(pelaku: Pegawai) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a row may hang on, for a select: each RHK with its steps (uuid, words)."""
    buku = _Buku(pelaku)
    hasil = []
    for s in buku.skp:
        for r in buku.rhk[s.pk]:
            langkah = [(str(a.uuid), f"{a.teks[:70]} ({a.periode})") for a in buku.aksi.get(r.pk, ())]
            hasil.append((r.teks[:80], [(str(r.uuid), "Hasil kerja ini, tanpa rencana aksi"), *langkah]))
    return hasil


# --- judging -------------------------------------------------------------------------------------
@transaction.atomic
def preview_impor_catatan(
    *,
    pelaku: Pegawai,
    baris: Sequence[tuple[int, Isi]],
    klien_id: uuid.UUID,
    nama: str = "",
    bawaan: str = "",
) -> ImporCatatan:
    """Judge the rows of a sheet; nothing is saved in the log yet. The same key again gives the same preview."""
    ada = ImporCatatan.objects.filter(pegawai=pelaku, klien_id=klien_id).first()
    if ada:
        return ada
    if not baris:
        raise ImporCatatanTidakSah("Tidak ada baris yang terisi. Isi barisnya, lalu kirim lagi.")
    if len(baris) > MAKS_BARIS:
        raise ImporCatatanTidakSah(f"Paling banyak {MAKS_BARIS} baris sekali kirim. Bagi menjadi beberapa.")
    isi: list[Baris] = [
        {"nomor": nomor, "isi": {**teks, "tujuan": teks.get("tujuan") or _tujuan_bawaan(teks, bawaan)}}
        for nomor, teks in baris
    ]
    _nilai(pelaku, isi)
    _buang_lama(pelaku)
    return ImporCatatan.objects.get_or_create(
        pegawai=pelaku,
        klien_id=klien_id,
        defaults={"instansi_id": pelaku.instansi_id, "nama_berkas": nama[:255], "baris": isi},
    )[0]


def _tujuan_bawaan(isi: Isi, bawaan: str) -> str:
    return "" if isi.get("rencana") else bawaan


def _buang_lama(pelaku: Pegawai) -> None:
    """Keep the last few previews: their rows are entries of the log or were left on purpose."""
    tetap = ImporCatatan.objects.filter(pegawai=pelaku).order_by("-id").values_list("pk", flat=True)[:9]
    ImporCatatan.objects.filter(pegawai=pelaku).exclude(pk__in=list(tetap)).delete()


def _nilai(pelaku: Pegawai, baris: Sequence[Baris]) -> dict[int, Siap]:
    """Write the outcome on each row that is not saved yet; hand back, by number, what can be saved."""
    buku = _Buku(pelaku)
    siap: dict[int, Siap] = {}
    for b in baris:
        if b.get("hasil") == TERSIMPAN:
            continue
        terbaca = baca_isi(b["isi"])
        pesan = dict(terbaca.salah)
        if not pesan:
            try:
                siap[b["nomor"]] = _satu(buku, terbaca, b["isi"].get("tujuan", ""))
            except AturanDilanggar as galat:
                pesan[_bidang(galat)] = galat.pesan
        b["pesan"] = [{"bidang": k, "kolom": KOLOM.get(k, "Baris"), "kalimat": v} for k, v in pesan.items()]
        b["hasil"] = HasilBaris.DITOLAK.value if pesan else HasilBaris.BARU.value
        b["dibaca"] = _tampil(terbaca, siap.get(b["nomor"]))
    _tandai_perulangan(pelaku, baris, siap)
    return siap


def _satu(buku: _Buku, isi: Terbaca, tujuan: str) -> Siap:
    uraian = rules.rapikan(isi.uraian)
    rules.check_catatan(
        uraian=uraian,
        jumlah=isi.jumlah,
        satuan=isi.satuan,
        jam_mulai=isi.jam_mulai,
        jam_selesai=isi.jam_selesai,
    )
    if isi.tautan:
        rules.check_tautan(isi.tautan)
    skp, rhk, aksi = buku.tempat(isi, tujuan)
    buku.check_hari(skp, isi.tanggal or buku.hari_ini)
    return Siap(skp, rhk, aksi, isi)


def _bidang(galat: AturanDilanggar) -> str:
    nama = galat.bidang or ""
    return {"rhk": "rencana", "rencana_aksi": "rencana"}.get(nama, nama)


def _tampil(isi: Terbaca, siap: Siap | None) -> dict[str, str]:
    """How the row was understood, for the preview."""
    jam = "–".join(f"{j:%H.%M}" for j in (isi.jam_mulai, isi.jam_selesai) if j)
    return {
        "tanggal": isi.tanggal.isoformat() if isi.tanggal else "",
        "uraian": isi.uraian,
        "jumlah": angka_id(isi.jumlah) if isi.jumlah is not None else "",
        "satuan": isi.satuan,
        "jam": jam,
        "tujuan": (siap.aksi.teks if siap.aksi else siap.rhk.teks) if siap else isi.rencana,
        "tautan": isi.tautan,
    }


def _tanda(s: Siap) -> tuple[Any, ...]:
    return (s.isi.tanggal, s.rhk.pk, _kunci_teks(s.isi.uraian), s.isi.jam_mulai)


def _tandai_perulangan(pelaku: Pegawai, baris: Sequence[Baris], siap: dict[int, Siap]) -> None:
    """A row that the log already holds, or that stands in the sheet twice, is named and not saved again."""
    hari = {s.isi.tanggal for s in siap.values() if s.isi.tanggal}
    if not hari:
        return
    di_buku = {
        (c.tanggal, c.rhk_id, _kunci_teks(c.uraian), c.jam_mulai)
        for c in CatatanHarian.objects.aktif()
        .filter(pegawai=pelaku, tanggal__gte=min(hari), tanggal__lte=max(hari))
        .only("tanggal", "rhk_id", "uraian", "jam_mulai")
        .order_by("pk")
    }
    terlihat: dict[tuple[Any, ...], int] = {}
    for b in baris:
        s = siap.get(b["nomor"])
        if s is None or b["hasil"] != HasilBaris.BARU:
            continue
        tanda = _tanda(s)
        kalimat = "Sudah ada di catatan Anda, jadi tidak dicatat dua kali." if tanda in di_buku else ""
        if tanda in terlihat:
            kalimat = (
                f"Sama dengan baris {terlihat[tanda]}. "
                "Bila memang dua pekerjaan, bedakan jam atau uraiannya, lalu kirim lagi."
            )
        terlihat.setdefault(tanda, b["nomor"])
        if kalimat:
            b["hasil"] = HasilBaris.PERULANGAN.value
            b["pesan"] = [{"bidang": "", "kolom": "Baris", "kalimat": kalimat}]
            del siap[b["nomor"]]


# --- mending and saving --------------------------------------------------------------------------
def _terkunci(pelaku: Pegawai, impor: ImporCatatan) -> ImporCatatan:
    return ImporCatatan.objects.select_for_update(of=("self",)).visible_to(pelaku).get(pk=impor.pk)


@transaction.atomic
def mend_impor_catatan(
    *, pelaku: Pegawai, impor: ImporCatatan, isi: Mapping[int, Mapping[str, str]]
) -> ImporCatatan:
    """Take in what was mended in refused rows and judge again. Saved rows stay as they are."""
    impor = _terkunci(pelaku, impor)
    if impor.status == StatusImpor.DIBATALKAN:
        raise SudahBerubah("Kiriman ini sudah dibatalkan. Kirim barisnya lagi.")
    for b in impor.baris:
        if b["nomor"] in isi and b["hasil"] != TERSIMPAN:
            baru = isi[b["nomor"]]
            if baru.get("tanggal", b["isi"].get("tanggal")) != b["isi"].get("tanggal"):
                b["isi"].pop(IKUT, None)
            b["isi"] |= {k: v[:4_000] for k, v in baru.items() if k in KOLOM or k == "tujuan"}
    _nilai(pelaku, impor.baris)
    impor.save(update_fields=["baris"])
    return impor


@transaction.atomic
def save_impor_catatan(*, pelaku: Pegawai, impor: ImporCatatan) -> int:
    """Save every good row that is not saved yet, all in one act; how many. A second press finds none."""
    impor = _terkunci(pelaku, impor)
    if impor.status == StatusImpor.DIBATALKAN:
        raise SudahBerubah("Kiriman ini sudah dibatalkan. Kirim barisnya lagi.")
    if impor.status == StatusImpor.SELESAI:
        return 0
    for skp in sorted({s.skp.pk for s in _nilai(pelaku, impor.baris).values()}):
        require(permissions.may_log_catatan(pelaku, lock_skp(skp)))
    siap = _nilai(pelaku, impor.baris)  # again: now that the SKPs hold still
    with audit.act(pelaku, "catatan.diimpor"):
        catatan = _simpan(pelaku, impor, siap)
        _tautkan(pelaku, siap, catatan)
    for b in impor.baris:
        if b["nomor"] in catatan:
            b["hasil"], b["catatan"] = TERSIMPAN, str(catatan[b["nomor"]].uuid)
    if all(b["hasil"] != HasilBaris.DITOLAK for b in impor.baris):
        impor.status, impor.selesai_pada = StatusImpor.SELESAI.value, timezone.now()
    impor.save(update_fields=["baris", "status", "selesai_pada"])
    return len(catatan)


def _simpan(pelaku: Pegawai, impor: ImporCatatan, siap: Mapping[int, Siap]) -> dict[int, CatatanHarian]:
    """The entries by row number; the key of each follows from the sending and the row."""
    baru = {
        nomor: CatatanHarian(
            instansi_id=s.skp.instansi_id,
            pegawai=pelaku,
            skp=s.skp,
            rhk=s.rhk,
            rencana_aksi=s.aksi,
            klien_id=uuid.uuid5(impor.klien_id, str(nomor)),
            tanggal=s.isi.tanggal or timezone.localdate(),
            uraian=rules.rapikan(s.isi.uraian),
            jumlah=s.isi.jumlah,
            satuan=" ".join(s.isi.satuan.split()),
            jam_mulai=s.isi.jam_mulai,
            jam_selesai=s.isi.jam_selesai,
        )
        for nomor, s in siap.items()
    }
    CatatanHarian.objects.bulk_create(baru.values(), batch_size=500)
    return baru


def _tautkan(pelaku: Pegawai, siap: Mapping[int, Siap], catatan: Mapping[int, CatatanHarian]) -> None:
    """Hang the links of the sheet on their entries; the same address is one piece of evidence."""
    bukti: dict[tuple[int, str], int] = {}
    sambungan = []
    for nomor, s in siap.items():
        if not s.isi.tautan:
            continue
        kunci = (s.skp.pk, s.isi.tautan)
        if kunci not in bukti:
            bukti[kunci] = add_tautan(pelaku=pelaku, skp=s.skp, tautan=s.isi.tautan).pk
        sambungan.append(BuktiCatatan(catatanharian_id=catatan[nomor].pk, buktidukung_id=bukti[kunci]))
    BuktiCatatan.objects.bulk_create(sambungan)


@transaction.atomic
def cancel_impor_catatan(*, pelaku: Pegawai, impor: ImporCatatan) -> ImporCatatan:
    """Leave the rest of a sending; what was saved stays in the log."""
    impor = _terkunci(pelaku, impor)
    if impor.status == StatusImpor.PRATINJAU:
        impor.status = StatusImpor.DIBATALKAN.value
        impor.save(update_fields=["status"])
    return impor


def hitung_impor(baris: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many rows of each outcome."""
    hasil = dict.fromkeys(("baru", "ditolak", "perulangan", TERSIMPAN), 0)
    for b in baris:
        hasil[b["hasil"]] += 1
    return hasil
