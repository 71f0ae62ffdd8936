"""Checks the rows of the unit file: the tree as it will stand afterwards, and who heads what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pegawai.impor import nilai
from pegawai.impor.baca import BarisMentah
from pegawai.impor.catatan import Catatan, Sebab, beri_tahu, peringatkan, tolak
from pegawai.impor.klasifikasi import (
    HasilPeriksa,
    JabatanBersih,
    Perubahan,
    UnitDikenal,
    is_ada_penolakan,
)
from pegawai.rules import ESELON, HasilBaris

PANJANG_ID, PANJANG_NAMA = 64, 255
_AKTIF = {"Y": True, "YA": True, "1": True, "AKTIF": True, "TRUE": True, "": True}
_TUTUP = {"N": False, "TIDAK": False, "0": False, "NONAKTIF": False, "TIDAK AKTIF": False, "FALSE": False}
_IS_AKTIF = _AKTIF | _TUTUP


class KursiPejabat(NamedTuple):
    """Where the person sits whom a unit names as its head. No unit: he left, or his own row was refused."""

    nama: str
    unit: str
    alasan: str = ""


@dataclass(slots=True)
class UnitCalon:
    """One cleaned row of the unit file."""

    nomor: int
    kunci: str
    nama: str
    induk: str
    nama_induk: str
    eselon: str
    nama_jabatan: str
    nip_pejabat: str
    is_pejabat_diisi: bool
    is_aktif: bool
    catatan: list[Catatan] = field(default_factory=list)
    is_ulangan: bool = False

    @property
    def is_ditolak(self) -> bool:
        return is_ada_penolakan(self.catatan)

    def tanda(self) -> tuple[object, ...]:
        """What two rows must share to be the same row written twice."""
        return (self.nama, self.induk, self.eselon, self.nama_jabatan, self.nip_pejabat, self.is_aktif)


@dataclass(frozen=True, slots=True)
class UnitJadi:
    """A unit as it will stand after the import: from the file where its row is sound, else from the database."""

    kunci: str
    nama: str
    is_aktif: bool
    eselon: str
    nama_jabatan: str
    nip_pejabat: frozenset[str]
    jabatan_kepala: JabatanBersih | None


class PetaUnit:
    """All units after the import, and why some rows are refused."""

    def __init__(self, baris: Iterable[BarisMentah], dikenal: Mapping[str, UnitDikenal]) -> None:
        self.dikenal = dikenal
        self.calon = [_bersihkan(b) for b in baris]
        self._baris_kunci: dict[str, UnitCalon] = {}
        _tandai_ganda(self.calon)
        for c in self.calon:
            if c.kunci and not c.is_ulangan:
                self._baris_kunci.setdefault(c.kunci, c)
        self._periksa_susunan()
        self._beri_peringatan_susunan()

    def cari(self, kunci: str) -> UnitJadi | None:
        """The unit as it will be, or None if it is neither in a sound row nor in the database."""
        dikenal = self.dikenal.get(kunci)
        c = self._baris_kunci.get(kunci)
        if c and not c.is_ditolak:
            jabatan = dikenal.jabatan_kepala if dikenal else None
            return UnitJadi(
                kunci,
                c.nama,
                c.is_aktif,
                c.eselon,
                c.nama_jabatan,
                frozenset({c.nip_pejabat} - {""}),
                jabatan,
            )
        if dikenal:
            return UnitJadi(
                kunci, dikenal.nama, dikenal.is_aktif, "", "", dikenal.nip_kepala, dikenal.jabatan_kepala
            )
        return None

    def baris_ditolak(self, kunci: str) -> UnitCalon | None:
        c = self._baris_kunci.get(kunci)
        return c if c and c.is_ditolak else None

    @property
    def nip_pejabat(self) -> frozenset[str]:
        """Whose seat must be known before the heads can be judged."""
        return frozenset(c.nip_pejabat for c in self.calon if c.nip_pejabat and not c.is_ditolak)

    def hasil(self, kursi: Mapping[str, KursiPejabat]) -> list[HasilPeriksa]:
        """Classify every row, once it is known where the named heads sit."""
        return [self._hasil_satu(c, kursi) for c in self.calon]

    # --- tree --------------------------------------------------------------------------------

    def _induk(self, kunci: str) -> str:
        c = self._baris_kunci.get(kunci)
        if c and not c.is_ditolak:
            return c.induk
        return self.dikenal[kunci].induk if kunci in self.dikenal else ""

    def _is_ada(self, kunci: str) -> bool:
        c = self._baris_kunci.get(kunci)
        return bool(c and not c.is_ditolak) or kunci in self.dikenal

    def _periksa_susunan(self) -> None:
        """Refuse rows on a cycle and rows without a parent until nothing more falls.

        Repeated, because a refused row of a known unit falls back to what the database says of it.
        """
        while True:
            jatuh = self._baris_melingkar() or self._baris_tanpa_induk()
            if not jatuh:
                return
            for c, catatan in jatuh:
                c.catatan.append(catatan)

    def _baris_tanpa_induk(self) -> list[tuple[UnitCalon, Catatan]]:
        return [
            (c, self._catatan_tanpa_induk(c))
            for c in self._baris_kunci.values()
            if not c.is_ditolak and c.induk and not self._is_ada(c.induk)
        ]

    def _catatan_tanpa_induk(self, c: UnitCalon) -> Catatan:
        induk = self._baris_kunci.get(c.induk)
        if induk:
            kalimat = f"Unit induk “{induk.nama}” (baris {induk.nomor}) ditolak. Perbaiki baris itu dahulu."
            return tolak(Sebab.UNIT_DITOLAK, "ID ATASAN", kalimat)
        kalimat = (
            f"Unit induk “{c.nama_induk or c.induk}” tidak ada di berkas maupun aplikasi. Perbaiki ID ATASAN."
        )
        return tolak(Sebab.INDUK_TIDAK_DIKENAL, "ID ATASAN", kalimat)

    def _baris_melingkar(self) -> list[tuple[UnitCalon, Catatan]]:
        selesai: set[str] = set()
        jatuh: list[tuple[UnitCalon, Catatan]] = []
        for awal in self._baris_kunci:
            jalan: dict[str, None] = {}
            kini = awal
            while kini and kini not in selesai and kini not in jalan:
                jalan[kini] = None
                kini = self._induk(kini)
            if kini in jalan:
                urutan = list(jalan)
                jatuh += self._tolak_lingkaran(urutan[urutan.index(kini) :])
            selesai.update(jalan)
        return jatuh

    def _tolak_lingkaran(self, kunci: list[str]) -> list[tuple[UnitCalon, Catatan]]:
        baris = [c for k in kunci if (c := self._baris_kunci.get(k)) and not c.is_ditolak]
        nama = " → ".join(f"“{(self.cari(k) or baris[0]).nama}”" for k in [*kunci[:4], kunci[0]])
        kalimat = f"Susunan unit melingkar: {nama}. Perbaiki ID ATASAN salah satunya."
        return [(c, tolak(Sebab.MELINGKAR, "ID ATASAN", kalimat)) for c in baris]

    def _beri_peringatan_susunan(self) -> None:
        tanpa_id = {u.nama.casefold() for u in self.dikenal.values() if u.kunci.startswith("#")}
        for c in self._baris_kunci.values():
            if c.is_ditolak:
                continue
            if c.nama.casefold() in tanpa_id and c.kunci not in self.dikenal:
                kalimat = "Aplikasi sudah punya unit senama tanpa ID SIASN. Keduanya akan ada berdampingan."
                c.catatan.append(peringatkan(Sebab.UNIT_SENAMA, "NAMA UNOR", kalimat))
            induk = self.cari(c.induk) if c.induk else None
            if c.is_aktif and induk and not induk.is_aktif:
                kalimat = f"Unit induk “{induk.nama}” sudah ditutup. Pindahkan unit ini ke induk yang aktif."
                c.catatan.append(peringatkan(Sebab.INDUK_TUTUP, "ID ATASAN", kalimat))

    # --- outcome -----------------------------------------------------------------------------

    def _hasil_satu(self, c: UnitCalon, kursi: Mapping[str, KursiPejabat]) -> HasilPeriksa:
        hasil = HasilPeriksa(
            "unor", c.nomor, HasilBaris.DITOLAK, c.kunci[:PANJANG_ID], c.nama[:PANJANG_NAMA], c.catatan
        )
        if c.is_ditolak:
            return hasil
        if c.is_ulangan:
            hasil.hasil = HasilBaris.PERULANGAN
            return hasil
        kepala, catatan = self._kepala(c, kursi)
        hasil.catatan = [*c.catatan, *([catatan] if catatan else [])]
        hasil.data = {
            "kunci": c.kunci,
            "nama": c.nama,
            "induk": c.induk,
            "is_aktif": c.is_aktif,
            "nip_kepala": c.nip_pejabat if kepala else "",
        }
        lama = self.dikenal.get(c.kunci)
        if lama is None:
            hasil.hasil = HasilBaris.BARU
            return hasil
        hasil.perubahan = self._perubahan(c, lama, kepala)
        hasil.hasil = HasilBaris.BERUBAH if hasil.perubahan else HasilBaris.SAMA
        return hasil

    def _perubahan(self, c: UnitCalon, lama: UnitDikenal, kepala: KursiPejabat | None) -> list[Perubahan]:
        perubahan = []
        if c.nama != lama.nama:
            perubahan.append(Perubahan("Nama", lama.nama, c.nama))
        if c.induk != lama.induk:
            perubahan.append(Perubahan("Unit induk", self._nama(lama.induk), self._nama(c.induk)))
        if c.is_aktif != lama.is_aktif:
            kata = ("Tutup", "Aktif")
            perubahan.append(Perubahan("Keadaan", kata[lama.is_aktif], kata[c.is_aktif]))
        if kepala and c.nip_pejabat not in lama.nip_kepala:
            perubahan.append(Perubahan("Pejabat", lama.nama_kepala, kepala.nama))
        return perubahan

    def _nama(self, kunci: str) -> str:
        unit = self.cari(kunci) if kunci else None
        return unit.nama if unit else ""

    def _kepala(
        self, c: UnitCalon, kursi: Mapping[str, KursiPejabat]
    ) -> tuple[KursiPejabat | None, Catatan | None]:
        """Accept the named head if he sits in this very unit; otherwise say why not. Nobody is put there by guess."""
        if not c.is_aktif:
            return None, None
        if not c.nip_pejabat:
            return None, self._catatan_tanpa_pejabat(c)
        pejabat = kursi.get(c.nip_pejabat)
        if pejabat is None:
            kalimat = "Pejabat unit tidak ada di berkas pegawai maupun aplikasi. Sementara penilai dari unit atasnya."
            return None, peringatkan(Sebab.PEJABAT_TIDAK_DIKENAL, "NIP PEJABAT", kalimat)
        if not pejabat.unit:
            kalimat = f"Pejabat unit {pejabat.alasan}. Sementara penilai dari unit atasnya."
            return None, peringatkan(Sebab.PEJABAT_TIDAK_DIKENAL, "NIP PEJABAT", kalimat)
        if pejabat.unit != c.kunci:
            kalimat = f"{pejabat.nama} tercatat di “{self._nama(pejabat.unit)}”, bukan di unit ini. Tetapkan pejabatnya."
            return None, peringatkan(Sebab.PEJABAT_DI_UNIT_LAIN, "NIP PEJABAT", kalimat)
        return pejabat, None

    def _catatan_tanpa_pejabat(self, c: UnitCalon) -> Catatan | None:
        if c.is_pejabat_diisi:
            return None  # the cell held something: its own remark is there already
        lama = self.dikenal.get(c.kunci)
        if lama and lama.nama_kepala:
            return None  # set here by an admin; an empty cell says nothing against it
        if not c.induk:
            siapa = f" ({c.nama_jabatan})" if c.nama_jabatan else ""
            kalimat = f"Pejabat puncak{siapa} bukan ASN. Masukkan sebagai pejabat negara setelah impor."
            return beri_tahu(Sebab.PUNCAK_KOSONG, "NIP PEJABAT", kalimat)
        kalimat = "Unit belum memiliki pejabat. Sementara penilai dari unit atasnya."
        return peringatkan(Sebab.PEJABAT_KOSONG, "NIP PEJABAT", kalimat)


def _bersihkan(baris: BarisMentah) -> UnitCalon:
    sel = baris.sel
    catatan: list[Catatan] = []
    kunci, nama = nilai.id_siasn(sel.get("ID")), nilai.teks(sel.get("NAMA UNOR"))
    if not kunci or len(kunci) > PANJANG_ID or kunci.startswith("#"):
        catatan.append(tolak(Sebab.KODE, "ID", "ID unit kosong atau tidak sah. Salin ID unit dari SIASN."))
    if not nama or len(nama) > PANJANG_NAMA:
        kalimat = f"Nama unit kosong atau lebih dari {PANJANG_NAMA} huruf. Perbaiki nama unit."
        catatan.append(tolak(Sebab.NAMA, "NAMA UNOR", kalimat))
    aktif = nilai.teks(sel.get("AKTIF")).upper()
    if aktif not in _IS_AKTIF:
        catatan.append(
            tolak(Sebab.KODE, "AKTIF", f"“{aktif[:20]}” tidak dikenal. Isi AKTIF dengan Y atau N.")
        )
    kode_eselon = nilai.kode(sel.get("ESELON ID"))
    if kode_eselon and kode_eselon != "99" and kode_eselon not in ESELON:
        kalimat = f"Kode eselon “{kode_eselon[:10]}” tidak dikenal. Perbaiki ESELON ID."
        catatan.append(peringatkan(Sebab.KODE, "ESELON ID", kalimat))
    pejabat = nilai.teks(sel.get("NIP PEJABAT"))
    nip = nilai.nip(sel.get("NIP PEJABAT"), "NIP PEJABAT") if pejabat else nilai.NilaiNip(None)
    if nip.catatan:
        catatan.append(nip.catatan if nip.nip else _pejabat_rusak(nip.catatan))
    return UnitCalon(
        nomor=baris.nomor,
        kunci=kunci,
        nama=nama,
        induk=nilai.id_siasn(sel.get("ID ATASAN")),
        nama_induk=nilai.teks(sel.get("NAMA ATASAN")),
        eselon=nilai.eselon(kode_eselon),
        nama_jabatan=nilai.teks(sel.get("NAMA JABATAN")),
        nip_pejabat=nip.nip or "",
        is_pejabat_diisi=bool(pejabat),
        is_aktif=_IS_AKTIF.get(aktif, True),
        catatan=catatan,
    )


def _pejabat_rusak(sebab: Catatan) -> Catatan:
    """A damaged NIP of the head does not cost the unit its place in the tree."""
    return peringatkan(Sebab.PEJABAT_TIDAK_DIKENAL, "NIP PEJABAT", sebab.kalimat)


def _tandai_ganda(calon: list[UnitCalon]) -> None:
    kelompok: dict[str, list[UnitCalon]] = {}
    for c in calon:
        if c.kunci:
            kelompok.setdefault(c.kunci, []).append(c)
    for anggota in kelompok.values():
        if len({c.tanda() for c in anggota}) > 1:
            nomor = ", ".join(str(c.nomor) for c in anggota)
            kalimat = f"ID unit ini ada di baris {nomor} dengan isi berbeda. Sisakan satu baris yang benar."
            for c in anggota:
                c.catatan.append(tolak(Sebab.UNIT_GANDA, "ID", kalimat))
        for c in anggota[1:]:
            if not c.is_ditolak:
                c.is_ulangan = True
                kalimat = f"Sama persis dengan baris {anggota[0].nomor}; cukup sekali diterapkan."
                c.catatan.append(beri_tahu(Sebab.BERULANG, "ID", kalimat))
