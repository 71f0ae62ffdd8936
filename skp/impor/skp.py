"""Judges the rows of one SKP's workbook against what the SKP holds."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pegawai.impor.baca import BarisMentah, Sel
from pegawai.impor.nilai import teks
from pegawai.rules import HasilBaris, Pilihan
from skp.errors import TargetTidakSah
from skp.impor import lembar as lb
from skp.impor.lembar import BarisRencana
from skp.rules import (
    Aspek,
    JenisLampiran,
    JenisRhk,
    JenisTarget,
    KlasifikasiRhk,
    NilaiPerilaku,
    Perspektif,
    Target,
    baca_target,
    check_target,
    kunci_teks,
    tampil_target,
)

MAKS_BARIS = 2000


@dataclass
class AdaIki:
    uuid: str
    aspek: str
    teks: str
    target: Target


@dataclass
class AdaRhk:
    """An RHK as the SKP holds it, or as an earlier row of the file makes it (`uuid` "baru:12")."""

    uuid: str
    jenis: str
    teks: str
    pimpinan: str = ""
    tertaut: bool = False
    perspektif: Sequence[str] = ()
    klasifikasi: str = KlasifikasiRhk.ORGANISASI.value
    penugasan: str = ""
    indikator: list[AdaIki] = field(default_factory=list)
    isi: dict[str, Any] = field(default_factory=dict)
    """What a new or changed RHK is saved with; empty when it stays."""


@dataclass
class AdaSkp:
    """What an SKP holds, as far as its workbook shows it."""

    is_jpt: bool
    beraspek: bool
    uraian: bool
    """Kualitatif: an indicator may be one narrative, without a target beside it."""
    rhk: list[AdaRhk]
    ekspektasi: Mapping[str, str]
    lampiran: Mapping[str, Sequence[str]]
    periode: Mapping[str, str]
    """Name of a period in lower case → uuid."""
    aksi: Sequence[tuple[str, str, str, str]]
    """(uuid of the RHK, uuid of the period, text, target)."""


def pilih_label(jenis: type[Pilihan], isi: str) -> str | None:
    """The value behind a label or a value, in any case; None when there is none."""
    cari = isi.casefold()
    return next((p.value for p in jenis if cari in (p.value, p.label.casefold())), None)


def periksa_hasil(baris: Iterable[BarisMentah], ada: AdaSkp) -> list[BarisRencana]:
    """Judge the sheet of results: rows without an RHK belong to the RHK above."""
    pemeriksa = _Hasil(ada)
    return [b for mentah in baris if (b := pemeriksa.periksa(mentah)) is not None]


class _Hasil:
    """Walks down the sheet, remembering the band and the RHK it is in."""

    def __init__(self, ada: AdaSkp) -> None:
        self.ada = ada
        self.jenis = JenisRhk.UTAMA
        self.rhk: AdaRhk | None = None
        self.lihat: set[tuple[str, str]] = set()
        self.menurut_kode = {r.uuid: (r, None) for r in ada.rhk} | {
            i.uuid: (r, i) for r in ada.rhk for i in r.indikator
        }  # type: dict[str, tuple[AdaRhk, AdaIki | None]]

    def periksa(self, mentah: BarisMentah) -> BarisRencana | None:
        sel = {k: teks(v) for k, v in mentah.sel.items()}
        pita = " ".join(v for v in sel.values() if v)
        if cocok := re.fullmatch(r"[AB]\.\s*(?:KINERJA\s+)?(UTAMA|TAMBAHAN)", pita, re.IGNORECASE):
            self.jenis, self.rhk = JenisRhk(cocok[1].lower()), None
            return None
        if re.fullmatch(r"(\(\d+\)\s*)+", pita):
            return None
        b = BarisRencana("hasil_kerja", mentah.nomor, sel.get(lb.IKI) or sel.get(lb.RHK) or pita)
        # a code counts once: a copied row is a new one
        kode_rhk, kode_iki = self.menurut_kode.pop(sel.get(lb.KODE, ""), (None, None))
        rhk = self._cari_rhk(b, sel, kode_rhk)
        if rhk is not None and any(sel.get(k) for k in (lb.IKI, lb.TARGET, lb.ASPEK)):
            self._indikator(b, sel, mentah.sel.get(lb.TARGET), kode_iki, rhk)
        return b

    def _cari_rhk(self, b: BarisRencana, sel: Mapping[str, str], kode: AdaRhk | None) -> AdaRhk | None:
        """Find or begin the RHK of the row; a refusal leaves the row without one."""
        isi = sel.get(lb.RHK, "")
        if not isi:
            self.rhk = kode or self.rhk
            if self.rhk is None:
                b.tolak(lb.RHK, "Baris ini belum memiliki RHK. Tulis RHK-nya di baris ini.")
                return None
            b.data["rhk"], b.data["rhk_isi"] = self.rhk.uuid, self.rhk.isi
            return self.rhk
        if len(isi) > 2000:
            self.rhk = None
            b.tolak(lb.RHK, "RHK terlalu panjang. Ringkas sampai 2.000 huruf.")
            return None
        cari = kunci_teks(isi)
        rhk = kode or next(
            (r for r in self.ada.rhk if r.jenis == self.jenis and kunci_teks(r.teks) == cari), None
        )
        baru = rhk is None
        if rhk is None:
            rhk = AdaRhk(f"baru:{b.nomor}", self.jenis.value, isi, sel.get(lb.RHK_PIMPINAN, ""))
            self.ada.rhk.append(rhk)
        kiri = {"teks": isi, "jenis": rhk.jenis, "perspektif": self._perspektif(b, sel)}
        kiri["klasifikasi"], kiri["penugasan"] = self._klasifikasi(b, sel, rhk), self._penugasan(b, sel, rhk)
        if baru:
            b.hasil = HasilBaris.BARU if b.hasil == HasilBaris.SAMA else b.hasil
            rhk.isi = kiri | {"pimpinan": rhk.pimpinan}
        else:
            self._rhk_berubah(b, sel, rhk, kiri)
        self.rhk = rhk
        b.data["rhk"], b.data["rhk_isi"] = rhk.uuid, rhk.isi
        return rhk

    def _rhk_berubah(
        self, b: BarisRencana, sel: Mapping[str, str], rhk: AdaRhk, isi: Mapping[str, Any]
    ) -> None:
        b.ubah("RHK", rhk.teks, isi["teks"])
        pimpinan = rhk.pimpinan
        if not self.ada.is_jpt and not rhk.tertaut and lb.RHK_PIMPINAN in sel:
            pimpinan = sel[lb.RHK_PIMPINAN]
            b.ubah("RHK pimpinan", rhk.pimpinan, pimpinan)
        if self.ada.is_jpt and lb.PERSPEKTIF in sel:
            b.ubah("Perspektif", ", ".join(rhk.perspektif), ", ".join(isi["perspektif"]))
        b.ubah("Klasifikasi", rhk.klasifikasi, isi["klasifikasi"])
        b.ubah("Penugasan dari", rhk.penugasan, isi["penugasan"])
        if b.perubahan:
            rhk.isi = {**isi, "pimpinan": pimpinan}

    def _klasifikasi(self, b: BarisRencana, sel: Mapping[str, str], rhk: AdaRhk) -> str:
        """An empty cell, or a workbook without the column, leaves it as it is."""
        isi = sel.get(lb.KLASIFIKASI, "")
        if not isi:
            return rhk.klasifikasi
        nilai = pilih_label(KlasifikasiRhk, isi)
        if nilai is None:
            b.tolak(lb.KLASIFIKASI, f"“{isi[:60]}” bukan klasifikasi RHK. Pilih Organisasi atau Individu.")
        return nilai or rhk.klasifikasi

    def _penugasan(self, b: BarisRencana, sel: Mapping[str, str], rhk: AdaRhk) -> str:
        isi = sel.get(lb.PENUGASAN, "") or rhk.penugasan
        if len(isi) > 300:
            b.tolak(lb.PENUGASAN, "Asal penugasan terlalu panjang. Ringkas sampai 300 huruf.")
        return isi

    def _perspektif(self, b: BarisRencana, sel: Mapping[str, str]) -> list[str]:
        hasil = []
        for label in re.split(r"[,;]", sel.get(lb.PERSPEKTIF, "")):
            if not label.strip():
                continue
            nilai = pilih_label(Perspektif, label.strip())
            if nilai is None:
                pilihan = ", ".join(p.label for p in Perspektif)
                b.tolak(lb.PERSPEKTIF, f"“{label.strip()[:60]}” bukan perspektif. Pilih: {pilihan}.")
            else:
                hasil.append(nilai)
        return hasil

    def _indikator(
        self, b: BarisRencana, sel: Mapping[str, str], target_sel: Sel, kode: AdaIki | None, rhk: AdaRhk
    ) -> None:
        isi = sel.get(lb.IKI, "")
        if not isi:
            b.tolak(lb.IKI, "Indikator belum diisi. Tulis ukurannya.")
            return
        if len(isi) > 1000:
            b.tolak(lb.IKI, "Indikator terlalu panjang. Ringkas sampai 1.000 huruf.")
            return
        if (rhk.uuid, kunci_teks(isi)) in self.lihat:
            b.hasil = HasilBaris.PERULANGAN
            b.pesan.append(
                {"kolom": lb.IKI, "kalimat": "Indikator ini sudah ada di baris di atas; tidak dipakai."}
            )
            return
        self.lihat.add((rhk.uuid, kunci_teks(isi)))
        aspek = self._aspek(b, sel)
        iki = kode or next((i for i in rhk.indikator if kunci_teks(i.teks) == kunci_teks(isi)), None)
        target = self._target(b, sel.get(lb.TARGET, ""), target_sel, iki)
        if b.hasil == HasilBaris.DITOLAK or target is None:
            return
        if iki is None:
            b.hasil = HasilBaris.BARU
        else:
            b.ubah("Indikator", iki.teks, isi)
            b.ubah("Target", tampil_target(iki.target), tampil_target(target))
            if self.ada.beraspek and lb.ASPEK in sel:
                b.ubah("Aspek", iki.aspek, aspek)
            else:
                aspek = iki.aspek
        b.data |= {"iki": iki.uuid if iki else None, "iki_isi": {"teks": isi, "aspek": aspek} | _json(target)}

    def _aspek(self, b: BarisRencana, sel: Mapping[str, str]) -> str:
        isi = sel.get(lb.ASPEK, "")
        if not isi or not self.ada.beraspek:
            return ""
        nilai = pilih_label(Aspek, isi)
        if nilai is None:
            b.tolak(lb.ASPEK, f"“{isi[:60]}” bukan aspek. Pilih Kuantitas, Kualitas, Waktu, atau Biaya.")
        return nilai or ""

    def _target(self, b: BarisRencana, isi: str, sel: Sel, iki: AdaIki | None) -> Target | None:
        if iki is not None and tampil_target(iki.target) == isi:
            return iki.target
        if self.ada.uraian and not isi:
            return Target(JenisTarget.TEKS)
        try:
            target = _baca_sel_target(isi, sel)
            check_target(target)
        except TargetTidakSah as galat:
            b.tolak(lb.TARGET, galat.pesan)
            return None
        if len(target.satuan) > 60 or len(target.teks) > 500:
            b.tolak(lb.TARGET, "Target terlalu panjang. Ringkas sampai 500 huruf, satuan sampai 60 huruf.")
            return None
        return target


def _baca_sel_target(isi: str, sel: Sel) -> Target:
    if isinstance(sel, datetime):
        return Target(JenisTarget.TANGGAL, tanggal=sel.date())
    if isinstance(sel, date):
        return Target(JenisTarget.TANGGAL, tanggal=sel)
    if not isi:
        raise TargetTidakSah("Target belum diisi, misalnya 12 laporan, 95%, atau 31 Januari 2026.")
    return baca_target(isi)


def _json(target: Target) -> dict[str, Any]:
    return {
        "jenis_target": JenisTarget(target.jenis).value,
        "target_angka": _angka(target.angka),
        "target_angka_maks": _angka(target.angka_maks),
        "satuan": target.satuan,
        "target_tanggal": target.tanggal.isoformat() if target.tanggal else None,
        "target_teks": target.teks,
        "desimal": target.desimal,
    }


def _angka(nilai: Decimal | None) -> str | None:
    return None if nilai is None else str(nilai)


def periksa_perilaku(baris: Iterable[BarisMentah], ada: AdaSkp) -> list[BarisRencana]:
    """Judge the sheet of the seven values; an empty expectation leaves what is there."""
    hasil = []
    for mentah in baris:
        nama, isi = teks(mentah.sel.get(lb.NILAI)), teks(mentah.sel.get(lb.EKSPEKTASI))
        if not isi:
            continue
        b = BarisRencana("perilaku", mentah.nomor, nama)
        nilai = pilih_label(NilaiPerilaku, nama)
        if nilai is None:
            b.tolak(lb.NILAI, f"“{nama[:60]}” bukan nilai BerAKHLAK. Tulis seperti pada berkas ekspor.")
        elif len(isi) > 1000:
            b.tolak(lb.EKSPEKTASI, "Ekspektasi terlalu panjang. Ringkas sampai 1.000 huruf.")
        else:
            if nilai not in ada.ekspektasi:
                b.hasil = HasilBaris.BARU
            b.ubah(nama, ada.ekspektasi.get(nilai, ""), isi)
            b.data = {"nilai": nilai, "teks": isi}
        hasil.append(b)
    return hasil


def periksa_lampiran(baris: Iterable[BarisMentah], ada: AdaSkp) -> list[BarisRencana]:
    """Judge the sheet of the annex: lines that are not there yet are new, nothing is taken away."""
    hasil = []
    lihat = {(j, kunci_teks(t)) for j, butir in ada.lampiran.items() for t in butir}
    for mentah in baris:
        bagian, isi = teks(mentah.sel.get(lb.BAGIAN)), teks(mentah.sel.get(lb.ISI))
        if not isi:
            continue
        b = BarisRencana("lampiran", mentah.nomor, isi)
        jenis = pilih_label(JenisLampiran, bagian)
        if jenis is None:
            pilihan = ", ".join(j.label for j in JenisLampiran)
            b.tolak(lb.BAGIAN, f"“{bagian[:60]}” bukan bagian lampiran. Pilih: {pilihan}.")
        elif len(isi) > 1000:
            b.tolak(lb.ISI, "Butir lampiran terlalu panjang. Ringkas sampai 1.000 huruf.")
        elif (jenis, kunci_teks(isi)) not in lihat:
            lihat.add((jenis, kunci_teks(isi)))
            b.hasil, b.data = HasilBaris.BARU, {"jenis": jenis, "teks": isi}
        hasil.append(b)
    return hasil


def periksa_aksi(baris: Iterable[BarisMentah], ada: AdaSkp) -> list[BarisRencana]:
    """Judge the sheet of action plans; an empty RHK means the one above."""
    hasil = []
    rhk: AdaRhk | None = None
    lihat = {(r, p, kunci_teks(t)): target for r, p, t, target in ada.aksi}
    for mentah in baris:
        sel = {k: teks(v) for k, v in mentah.sel.items()}
        b = BarisRencana("rencana_aksi", mentah.nomor, sel.get(lb.AKSI, ""))
        if nama := sel.get(lb.RHK, ""):
            rhk = next((r for r in ada.rhk if kunci_teks(r.teks) == kunci_teks(nama)), None)
        if not sel.get(lb.AKSI):
            continue
        periode = ada.periode.get(sel.get(lb.PERIODE, "").casefold())
        if rhk is None:
            b.tolak(lb.RHK, "RHK itu tidak ada pada lembar hasil kerja. Salin teksnya dari sana.")
        elif periode is None:
            pilihan = ", ".join(list(ada.periode)[:4])
            b.tolak(lb.PERIODE, f"Periode itu di luar rentang SKP ini. Tulis misalnya: {pilihan}.")
        elif not sel.get(lb.TARGET_AKSI):
            b.tolak(lb.TARGET_AKSI, "Target rencana aksi belum diisi, misalnya 2 aplikasi.")
        elif len(sel[lb.AKSI]) > 1000 or len(sel[lb.TARGET_AKSI]) > 200:
            b.tolak(lb.AKSI, "Rencana aksi paling panjang 1.000 huruf dan targetnya 200 huruf. Ringkas.")
        elif (kunci := (rhk.uuid, periode, kunci_teks(sel[lb.AKSI]))) not in lihat:
            lihat[kunci] = sel[lb.TARGET_AKSI]
            b.hasil = HasilBaris.BARU
            b.data = {
                "rhk": rhk.uuid,
                "rhk_isi": rhk.isi,
                "periode": periode,
                "teks": sel[lb.AKSI],
                "target": sel[lb.TARGET_AKSI],
            }
        elif lihat[kunci] != sel[lb.TARGET_AKSI]:
            pesan = "Rencana aksi ini sudah ada dengan target lain. Ubah targetnya di halaman rencana aksi."
            b.tolak(lb.TARGET_AKSI, pesan)
        hasil.append(b)
    return hasil
