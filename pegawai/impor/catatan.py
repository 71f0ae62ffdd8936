"""What the import says about a row: a sentence, the column it concerns, and a cause that reports count by."""

from dataclasses import dataclass

from pegawai.rules import Pilihan


class JenisCatatan(Pilihan):
    DITOLAK = "ditolak", "Ditolak"
    PERINGATAN = "peringatan", "Peringatan"
    DIPERBAIKI = "diperbaiki", "Diperbaiki"
    INFO = "info", "Keterangan"


class Sebab(Pilihan):
    """Causes that a report counts by, in the order in which it lists them."""

    NIP_DIPERBAIKI = "nip_diperbaiki", "NIP dengan apostrof, spasi, atau tanda hubung"
    NIP_ANGKA = "nip_angka", "NIP tersimpan sebagai angka"
    NIP_PANJANG = "nip_panjang", "NIP bukan 18 angka"
    NIP_ISI = "nip_isi", "NIP kosong, berisi huruf, atau tanpa tanggal lahir"
    NIP_GANDA = "nip_ganda", "NIP ganda dengan isi berbeda"
    NIP_AKHIR_NOL = "nip_akhir_nol", "NIP berakhir 000"
    NIP_LAIN_JENIS = "nip_lain_jenis", "Pola NIP tidak sesuai jenis pegawai"
    NIP_INSTANSI_LAIN = "nip_instansi_lain", "NIP memiliki akun di instansi lain"
    BERULANG = "berulang", "Baris berulang yang sama persis"
    NAMA = "nama", "Nama kosong atau terlalu panjang"
    KODE = "kode", "Kode tidak dikenal"
    GOLONGAN = "golongan", "Golongan kosong atau tidak dikenal"
    TANGGAL_LAHIR = "tanggal_lahir", "Tanggal lahir berbeda dengan NIP"
    TMT = "tmt", "TMT jabatan kosong atau bukan tanggal"
    TMT_MENDATANG = "tmt_mendatang", "TMT jabatan di masa depan"
    TMT_MUNDUR = "tmt_mundur", "Perpindahan tanpa TMT jabatan baru"
    PENEMPATAN = "penempatan", "Bertabrakan dengan penempatan yang sudah ada"
    ESELON = "eselon", "Jabatan struktural tanpa eselon yang jelas"
    UNIT_TIDAK_DIKENAL = "unit_tidak_dikenal", "Unit tidak dikenal"
    UNIT_DITOLAK = "unit_ditolak", "Unit ditolak"
    UNIT_TUTUP = "unit_tutup", "Unit sudah ditutup"
    INDUK_TIDAK_DIKENAL = "induk_tidak_dikenal", "Unit induk tidak dikenal"
    INDUK_TUTUP = "induk_tutup", "Unit aktif di bawah unit tutup"
    MELINGKAR = "melingkar", "Susunan unit melingkar"
    UNIT_GANDA = "unit_ganda", "ID unit ganda dengan isi berbeda"
    UNIT_SENAMA = "unit_senama", "Unit bernama sama tanpa ID SIASN"
    PEJABAT_KOSONG = "pejabat_kosong", "Unit tanpa pejabat"
    PEJABAT_TIDAK_DIKENAL = "pejabat_tidak_dikenal", "Pejabat unit tidak dikenal"
    PEJABAT_DI_UNIT_LAIN = "pejabat_di_unit_lain", "Pejabat unit tercatat di unit lain"
    PUNCAK_KOSONG = "puncak_kosong", "Unit puncak tanpa pejabat ASN"
    SAAT_DITERAPKAN = "saat_diterapkan", "Tidak dapat diterapkan karena data sudah berubah"
    BERHENTI = "berhenti", "Tidak aktif lagi: pensiun atau berhenti"
    TANPA_SKP = "tanpa_skp", "Tercatat tanpa kewajiban SKP"
    TUGAS_BELAJAR = "tugas_belajar", "Tugas belajar"


@dataclass(frozen=True, slots=True)
class Catatan:
    """One remark on one row."""

    jenis: JenisCatatan
    sebab: Sebab
    kolom: str
    kalimat: str

    def ringkas(self) -> dict[str, str]:
        """The shape in which a row of the preview keeps it."""
        return {
            "jenis": self.jenis.value,
            "sebab": self.sebab.value,
            "kolom": self.kolom,
            "kalimat": self.kalimat,
        }


def tolak(sebab: Sebab, kolom: str, kalimat: str) -> Catatan:
    return Catatan(JenisCatatan.DITOLAK, sebab, kolom, kalimat)


def peringatkan(sebab: Sebab, kolom: str, kalimat: str) -> Catatan:
    return Catatan(JenisCatatan.PERINGATAN, sebab, kolom, kalimat)


def beri_tahu(sebab: Sebab, kolom: str, kalimat: str) -> Catatan:
    return Catatan(JenisCatatan.INFO, sebab, kolom, kalimat)
