"""What is printed, as frozen dataclasses made from the JSON that was frozen when the row became final.

The snapshot, complete (⟨…⟩ may be missing, "" or null; dates are ISO; choices are the values of the enums):

    {"instansi": "Dinas …", "unit": "Bidang …", "tempat": "Tirta Jaya",
     "keluarga": "jpt" | "ja_jf", "pendekatan": "kuantitatif" | "kualitatif",
     "periode": {"jenis": "tahunan" | "triwulan" | "bulanan", "nomor": 2, "tahun": 2026,
                 "mulai": "2026-04-01", "selesai": "2026-06-30"},
     "pegawai": ORANG, "penilai": ORANG, ⟨"atasan_penilai": ORANG⟩,
     "hasil_kerja": [{"jenis": "utama" | "tambahan", "teks": "…",
         ⟨"diintervensi": {"teks": "…", ⟨"indikator": ["…"]⟩}⟩, ⟨"perspektif": ["penerima_layanan"]⟩,
         "indikator": [{⟨"aspek": "kuantitas"⟩, "teks": "…", "target": "4 aplikasi",
                        ⟨"realisasi": "…"⟩, ⟨"sumber_data": "…"⟩}],
         ⟨"umpan_balik": [UMPAN_BALIK]⟩}],
     "perilaku": [{"nilai": "akuntabel", ⟨"ekspektasi_khusus": "…"⟩, ⟨"umpan_balik": [UMPAN_BALIK]⟩}],
     ⟨"versi_aturan": "…"⟩}

    ORANG       {"nama": "…", ⟨"nip": "18 digits"⟩, ⟨"jenis": "pns" | "pppk" | "pejabat_negara"⟩,
                 ⟨"pangkat_gol": "Penata / III/c"⟩, ⟨"jabatan": "Plt. Kepala …"⟩, ⟨"unit": "…"⟩, ⟨"instansi": "…"⟩}
    UMPAN_BALIK {"peran": "penilai" | … of kinerja.rules.PeranPemberi, "teks": "…"}

An evaluation adds
    {"capaian_organisasi": "baik", "rating_hasil": "diatas", "rating_perilaku": "sesuai",
     "predikat": "baik", ⟨"catatan": "…"⟩, ⟨"tanggal": "2027-01-15"⟩ (penilai), ⟨"tanggal_pegawai"⟩,
     ⟨"paraf_berdua": true⟩, ⟨"tanggal_atasan"⟩, ⟨"keberatan": {"keberatan": "…", ⟨"penjelasan": "…"⟩, ⟨"keputusan": "…"⟩}⟩}
an SKP adds
    {⟨"tanggal": "2026-01-20"⟩, ⟨"versi_skp": {"nomor": 2, ⟨"tanggal": "2026-05-04"⟩, ⟨"alasan": "…"⟩, ⟨"penyusun": "…"⟩}⟩,
     ⟨"lampiran": {⟨"sumber_daya": ["…"]⟩, ⟨"pertanggungjawaban": […]⟩, ⟨"konsekuensi": […]⟩}⟩}
and the issue of a document adds, under "dokumen",
    {"nomor": "…", "kode_verifikasi": "…", "url_verifikasi": "https://…", "dicetak": "2027-01-15T09:00:00+07:00",
     ⟨"versi": 1⟩}
or, for a print that is not issued, {"draf": true, "dicetak": "…"}.

Other keys may stand beside these and are passed over.
A behaviour that is missing is printed without expectation and feedback: the form always shows all seven.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Self

from evaluasi.laporan.bagian import (
    BARIS_SEKELOMPOK,
    KOSONG,
    LEBAR_KOLOM,
    HasilKerja,
    Kelompok,
    KonteksTidakSah,
    Opsi,
    Orang,
    Perilaku,
    Periode,
    ambil,
    cetak_dari,
    perlu_baris,
    pilihan_dari,
    tanggal_dari,
    teks_dari,
    tempat_tanggal,
    tujuh_perilaku,
)
from evaluasi.rules import Ekspektasi, Predikat, PredikatOrganisasi
from skp.rules import JenisLampiran, JenisRhk, KeluargaFormulir, Pendekatan, tanggal_panjang

__all__ = ["IdentitasDokumen", "Kepala", "Konteks", "KonteksEvaluasi", "KonteksSkp", "KonteksTidakSah"]

CATATAN_INTERVENSI = (
    "Dalam hal rencana hasil kerja Pimpinan yang diintervensi adalah hasil kerja pejabat pimpinan tinggi dan Pimpinan "
    "unit kerja mandiri/ organisasi maka dituliskan rencana hasil kerja beserta indikator kinerja individu pejabat "
    "pimpinan tinggi dan Pimpinan unit kerja mandiri atau sasaran dan indikator kinerja organisasi yang diintervensi"
)
"""Footnote of column (2) on the JA/JF form."""

JUDUL_KELUARGA = {
    KeluargaFormulir.JPT: "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI",
    KeluargaFormulir.JA_JF: "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
}
CETAK_EKSPEKTASI = {
    Ekspektasi.DIATAS: "DIATAS EKSPEKTASI",
    Ekspektasi.SESUAI: "SESUAI EKSPEKTASI",
    Ekspektasi.DIBAWAH: "DIBAWAH EKSPEKTASI",
}
"""The forms spell these in one word."""


@dataclass(frozen=True)
class IdentitasDokumen:
    """What tells one issued document from another, printed in the footer of every page."""

    nomor: str
    kode_verifikasi: str
    url_verifikasi: str
    dicetak: datetime
    versi: int = 1
    is_draf: bool = False

    @classmethod
    def from_snapshot(cls, data: Mapping[str, Any]) -> Self:
        dicetak = datetime.fromisoformat(ambil(data, "dicetak"))
        if dicetak.tzinfo is None:
            raise KonteksTidakSah("Waktu “dicetak” tidak menyebut zona waktu.")
        if data.get("draf"):
            return cls(KOSONG, KOSONG, "", dicetak.replace(microsecond=0), is_draf=True)
        return cls(
            nomor=str(ambil(data, "nomor")),
            kode_verifikasi=str(ambil(data, "kode_verifikasi")),
            url_verifikasi=str(ambil(data, "url_verifikasi")),
            dicetak=dicetak.replace(microsecond=0),
            versi=int(data.get("versi") or 1),
        )

    @property
    def dicetak_tampil(self) -> str:
        return f"{tanggal_panjang(self.dicetak.date())} pukul {self.dicetak:%H.%M}"

    @property
    def alamat_tampil(self) -> str:
        """The address without its scheme, short enough to be typed."""
        return self.url_verifikasi.partition("://")[2] or self.url_verifikasi


@dataclass(frozen=True)
class VersiSkp:
    """Which version of an SKP is printed, since when, why, and who wrote it when it was not its owner."""

    nomor: int = 1
    tanggal: date | None = None
    alasan: str = ""
    penyusun: str = ""

    @classmethod
    def from_snapshot(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            int(data.get("nomor") or 1),
            tanggal_dari(data, "tanggal"),
            teks_dari(data, "alasan"),
            teks_dari(data, "penyusun"),
        )

    @property
    def keterangan(self) -> str:
        """ "Versi 2, ditetapkan 4 Mei 2026. Alasan perubahan: …"; nothing for a first version by its owner."""
        if self.nomor == 1 and not self.penyusun:
            return ""
        bagian = [f"Versi {self.nomor}"]
        if self.tanggal:
            bagian.append(f"ditetapkan {tanggal_panjang(self.tanggal)}")
        kalimat = [", ".join(bagian)]
        if self.alasan:
            kalimat.append(f"Alasan perubahan: {self.alasan}")
        if self.penyusun:
            kalimat.append(self.penyusun)
        return ". ".join(k.rstrip(".") for k in kalimat) + "."


@dataclass(frozen=True)
class Kepala:
    """What stands above and below every form."""

    instansi: str
    unit: str
    tempat: str
    keluarga: KeluargaFormulir
    pendekatan: Pendekatan
    periode: Periode
    pegawai: Orang
    penilai: Orang
    tanggal: date | None
    versi_aturan: str
    versi_skp: VersiSkp
    dokumen: IdentitasDokumen

    @classmethod
    def from_snapshot(cls, data: Mapping[str, Any]) -> Self:
        """Build the dataclass from the frozen JSON; raise `KonteksTidakSah` naming what it lacks."""
        return cls(**cls._isi(data))

    @classmethod
    def _isi(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "instansi": str(ambil(data, "instansi")),
            "unit": cetak_dari(data, "unit"),
            "tempat": str(ambil(data, "tempat")),
            "keluarga": pilihan_dari(data, "keluarga", KeluargaFormulir),
            "pendekatan": pilihan_dari(data, "pendekatan", Pendekatan),
            "periode": Periode.from_snapshot(ambil(data, "periode")),
            "pegawai": Orang.from_snapshot(ambil(data, "pegawai")),
            "penilai": Orang.from_snapshot(ambil(data, "penilai")),
            "tanggal": tanggal_dari(data, "tanggal"),
            "versi_aturan": cetak_dari(data, "versi_aturan"),
            "versi_skp": VersiSkp.from_snapshot(data.get("versi_skp") or {}),
            "dokumen": IdentitasDokumen.from_snapshot(ambil(data, "dokumen")),
        }

    @property
    def is_jpt(self) -> bool:
        return self.keluarga == KeluargaFormulir.JPT

    @property
    def is_kuantitatif(self) -> bool:
        return self.pendekatan == Pendekatan.KUANTITATIF

    @property
    def judul_pendekatan(self) -> str:
        return f"PENDEKATAN HASIL KERJA {self.pendekatan.label.upper()}"

    @property
    def judul_keluarga(self) -> str:
        return JUDUL_KELUARGA[self.keluarga]

    @property
    def tempat_tanggal(self) -> str:
        return tempat_tanggal(self.tempat, self.tanggal)


@dataclass(frozen=True)
class Konteks(Kepala):
    """What an SKP and its evaluation have in common."""

    hasil_kerja: tuple[HasilKerja, ...]
    perilaku: tuple[Perilaku, ...]

    @classmethod
    def _isi(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        return super()._isi(data) | {
            "hasil_kerja": tuple(HasilKerja.from_snapshot(h) for h in ambil(data, "hasil_kerja")),
            "perilaku": tujuh_perilaku(data.get("perilaku") or ()),
        }

    @property
    def catatan_intervensi(self) -> str:
        return CATATAN_INTERVENSI

    @cached_property
    def kelompok(self) -> tuple[Kelompok, ...]:
        """Both bands, also when one is empty: the form prints it with "-"."""
        return tuple(
            Kelompok(
                f"{huruf}. {jenis.label.upper()}", tuple(h for h in self.hasil_kerja if h.jenis == jenis)
            )
            for huruf, jenis in (("A", JenisRhk.UTAMA), ("B", JenisRhk.TAMBAHAN))
        )


@dataclass(frozen=True)
class Keberatan:
    keberatan: str
    penjelasan: str = KOSONG
    keputusan: str = KOSONG

    @classmethod
    def from_snapshot(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            str(ambil(data, "keberatan")), cetak_dari(data, "penjelasan"), cetak_dari(data, "keputusan")
        )


@dataclass(frozen=True)
class Uraian:
    """A numbered part of the Dokumen Evaluasi that is written in words."""

    nomor: int
    judul: str
    teks: str

    @property
    def is_panjang(self) -> bool:
        """Too long to be kept on one page."""
        return perlu_baris(self.teks, LEBAR_KOLOM["penuh"]) > BARIS_SEKELOMPOK


@dataclass(frozen=True)
class TandaTangan:
    nomor: int
    jabatan: str
    orang: Orang
    tempat_tanggal: str
    sisi: str


@dataclass(frozen=True)
class KonteksEvaluasi(Konteks):
    """For "Evaluasi Kinerja Pegawai" and "Dokumen Evaluasi Kinerja Pegawai"."""

    atasan_penilai: Orang | None
    capaian_organisasi: PredikatOrganisasi
    rating_hasil: Ekspektasi
    rating_perilaku: Ekspektasi
    predikat: Predikat
    catatan: str
    tanggal_pegawai: date | None
    tanggal_atasan: date | None
    keberatan: Keberatan | None
    is_berdua: bool
    """Whether the Evaluasi is signed by both; by the penilai alone unless the agency wants it so."""

    @classmethod
    def _isi(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        atasan, keberatan = data.get("atasan_penilai"), data.get("keberatan")
        return super()._isi(data) | {
            "atasan_penilai": Orang.from_snapshot(atasan) if atasan else None,
            "capaian_organisasi": pilihan_dari(data, "capaian_organisasi", PredikatOrganisasi),
            "rating_hasil": pilihan_dari(data, "rating_hasil", Ekspektasi),
            "rating_perilaku": pilihan_dari(data, "rating_perilaku", Ekspektasi),
            "predikat": pilihan_dari(data, "predikat", Predikat),
            "catatan": cetak_dari(data, "catatan"),
            "tanggal_pegawai": tanggal_dari(data, "tanggal_pegawai"),
            "tanggal_atasan": tanggal_dari(data, "tanggal_atasan"),
            "keberatan": Keberatan.from_snapshot(keberatan) if keberatan else None,
            "is_berdua": bool(data.get("paraf_berdua")),
        }

    @property
    def opsi_capaian(self) -> tuple[Opsi, ...]:
        return tuple(Opsi(p.label.upper(), p == self.capaian_organisasi) for p in PredikatOrganisasi)

    @property
    def opsi_hasil_kerja(self) -> tuple[Opsi, ...]:
        return tuple(Opsi(CETAK_EKSPEKTASI[e], e == self.rating_hasil) for e in Ekspektasi)

    @property
    def opsi_perilaku(self) -> tuple[Opsi, ...]:
        return tuple(Opsi(CETAK_EKSPEKTASI[e], e == self.rating_perilaku) for e in Ekspektasi)

    @property
    def opsi_predikat(self) -> tuple[Opsi, ...]:
        return tuple(Opsi(p.label.upper(), p == self.predikat) for p in Predikat)

    @property
    def atasan_cetak(self) -> Orang:
        """Dashes where there is nobody above the penilai (a pejabat negara)."""
        return self.atasan_penilai or Orang(KOSONG)

    @property
    def uraian(self) -> tuple[Uraian, ...]:
        """The numbered parts in words: three more when there was an objection (variant B)."""
        k = self.keberatan
        bagian = [("CATATAN/REKOMENDASI", self.catatan)]
        if k:
            bagian += [
                ("KEBERATAN", k.keberatan),
                ("PENJELASAN PEJABAT PENILAI ATAS KEBERATAN", k.penjelasan),
                ("KEPUTUSAN ATASAN PEJABAT PENILAI KINERJA", k.keputusan),
            ]
        return tuple(Uraian(n, judul, teks) for n, (judul, teks) in enumerate(bagian, start=5))

    @property
    def tanda_tangan(self) -> tuple[TandaTangan, ...]:
        """Penilai, then pegawai; the atasan too when he decided an objection."""
        pihak = [
            ("Pejabat Penilai Kinerja", self.penilai, self.tanggal, "kanan"),
            ("Pegawai yang Dinilai", self.pegawai, self.tanggal_pegawai, "kiri"),
        ]
        if self.keberatan:
            pihak.append(("Atasan Pejabat Penilai Kinerja", self.atasan_cetak, self.tanggal_atasan, "kanan"))
        mulai = 5 + len(self.uraian)
        return tuple(
            TandaTangan(n, f"{sebutan},", orang, tempat_tanggal(self.tempat, hari), sisi)
            for n, (sebutan, orang, hari, sisi) in enumerate(pihak, start=mulai)
        )


@dataclass(frozen=True)
class BagianLampiran:
    judul: str
    butir: tuple[str, ...]


@dataclass(frozen=True)
class KonteksSkp(Konteks):
    """For the printed SKP with its annex."""

    lampiran: tuple[BagianLampiran, ...]

    @classmethod
    def _isi(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        lampiran = data.get("lampiran") or {}
        judul = {
            JenisLampiran.SUMBER_DAYA: "DUKUNGAN SUMBER DAYA",
            JenisLampiran.PERTANGGUNGJAWABAN: "SKEMA PERTANGGUNGJAWABAN",
            JenisLampiran.KONSEKUENSI: "KONSEKUENSI",
        }
        return super()._isi(data) | {
            "lampiran": tuple(BagianLampiran(j, tuple(lampiran.get(k) or ())) for k, j in judul.items())
        }
