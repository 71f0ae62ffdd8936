"""The sheets of the workbooks: their columns, as the export writes them and the import reads them."""

from dataclasses import dataclass, field
from typing import Any

from pegawai.impor.lembar import Lembar
from pegawai.rules import HasilBaris

RHK_PIMPINAN = "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI"
RHK, IKI, TARGET, ASPEK = "RENCANA HASIL KERJA", "INDIKATOR KINERJA INDIVIDU", "TARGET", "ASPEK"
PERSPEKTIF, KODE, NO = "PERSPEKTIF", "KODE", "NO"
KLASIFIKASI, PENUGASAN = "KLASIFIKASI", "PENUGASAN DARI"
NILAI, EKSPEKTASI = "PERILAKU KERJA", "EKSPEKTASI KHUSUS PIMPINAN"
BAGIAN, ISI = "BAGIAN LAMPIRAN", "ISI LAMPIRAN"
PERIODE, AKSI, TARGET_AKSI = "PERIODE", "RENCANA AKSI", "TARGET RENCANA AKSI"
JABATAN, JENIS, BENTUK, SATUAN = "JABATAN", "JENIS RHK", "BENTUK TARGET", "SATUAN"

HASIL_KERJA = Lembar(
    "hasil kerja SKP",
    (RHK, IKI, TARGET),
    (NO, RHK_PIMPINAN, ASPEK, PERSPEKTIF, KLASIFIKASI, PENUGASAN, KODE),
)
PERILAKU = Lembar("perilaku kerja", (NILAI, EKSPEKTASI), ())
LAMPIRAN = Lembar("lampiran SKP", (BAGIAN, ISI), ())
RENCANA_AKSI = Lembar("rencana aksi", (PERIODE, AKSI, TARGET_AKSI), (RHK,))
BANK = Lembar("bank RHK", (JABATAN, RHK, IKI), (JENIS, ASPEK, BENTUK, SATUAN))

JUDUL_LEMBAR = {
    "hasil_kerja": "Hasil kerja",
    "perilaku": "Perilaku kerja",
    "lampiran": "Lampiran",
    "rencana_aksi": "Rencana aksi",
    "bank": "Bank RHK",
}


def kolom_hasil_kerja(*, is_jpt: bool, kualitatif: bool) -> tuple[str, ...]:
    """The columns of the official form of that family and approach.

    What the form does not print, and the code for reading back, stand last.
    """
    belakang = (KLASIFIKASI, PENUGASAN, KODE)
    if is_jpt:
        return (NO, RHK, IKI, TARGET, PERSPEKTIF, *belakang)
    if kualitatif:
        return (NO, RHK, RHK_PIMPINAN, IKI, TARGET, *belakang)
    return (NO, RHK_PIMPINAN, RHK, ASPEK, IKI, TARGET, *belakang)


@dataclass
class BarisRencana:
    """One row of a workbook and what becomes of it."""

    lembar: str
    nomor: int
    sebutan: str
    hasil: HasilBaris = HasilBaris.SAMA
    pesan: list[dict[str, str]] = field(default_factory=list)
    """{kolom, kalimat} of a refusal or a remark."""
    perubahan: list[dict[str, str]] = field(default_factory=list)
    """{bidang, lama, baru}."""
    data: dict[str, Any] = field(default_factory=dict)

    def tolak(self, kolom: str, kalimat: str) -> None:
        self.hasil = HasilBaris.DITOLAK
        self.pesan.append({"kolom": kolom, "kalimat": kalimat})

    def ubah(self, bidang: str, lama: str, baru: str) -> None:
        """Note a difference; the row counts as changed unless it is new or refused."""
        if " ".join(lama.split()) != " ".join(baru.split()):
            self.perubahan.append({"bidang": bidang, "lama": lama, "baru": baru})
            if self.hasil == HasilBaris.SAMA:
                self.hasil = HasilBaris.BERUBAH

    def json(self) -> dict[str, Any]:
        return {
            "lembar": self.lembar,
            "nomor": self.nomor,
            "sebutan": self.sebutan,
            "hasil": self.hasil.value,
            "pesan": self.pesan,
            "perubahan": self.perubahan,
            "data": self.data,
        }
