"""Who people are and who answers for whom, as pure functions and tables. Imports no Django."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from pegawai.errors import Dilarang, NipTidakSah


class Pilihan(StrEnum):
    """An enumeration whose members carry the Indonesian words people read."""

    label: str

    def __new__(cls, nilai: str, label: str = "") -> Self:
        anggota = str.__new__(cls, nilai)
        anggota._value_ = nilai
        anggota.label = label
        return anggota

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Give the pairs Django fields and forms want, as plain literals."""
        return [(a.value, a.label) for a in cls]


@dataclass(frozen=True)
class Verdict:
    """The answer to "may this person do that": true or false, and the reason in a sentence."""

    boleh: bool
    alasan: str = ""

    def __bool__(self) -> bool:
        return self.boleh


YA = Verdict(True)


def tidak(alasan: str) -> Verdict:
    """Refuse, with the sentence the page shows beside the disabled button."""
    return Verdict(False, alasan)


def require(verdict: Verdict) -> None:
    """Raise `Dilarang` with the verdict's reason unless it is a yes."""
    if not verdict:
        raise Dilarang(verdict.alasan)


class Peran(Pilihan):
    """Roles. Only the last three are granted; the others follow from relations at a date."""

    PEGAWAI = "pegawai", "Pegawai"
    PENILAI = "penilai", "Pejabat penilai kinerja"
    ATASAN_PENILAI = "atasan_penilai", "Atasan pejabat penilai kinerja"
    KETUA_TIM = "ketua_tim", "Ketua tim"
    ADMIN_KEPEGAWAIAN = "admin_kepegawaian", "Admin kepegawaian"
    PIMPINAN = "pimpinan", "Pimpinan instansi"
    AUDITOR = "auditor", "Auditor"


PERAN_DIBERIKAN = (Peran.ADMIN_KEPEGAWAIAN, Peran.PIMPINAN, Peran.AUDITOR)


class JenisPegawai(Pilihan):
    PNS = "pns", "PNS"
    PPPK = "pppk", "PPPK"
    PEJABAT_NEGARA = "pejabat_negara", "Pejabat negara"


class KedudukanHukum(Pilihan):
    """Legal standing, with SIASN's reference code (domain reference, list `kedudukanHukum`)."""

    AKTIF = "01", "Aktif"
    CLTN = "02", "Cuti di luar tanggungan negara"
    TUGAS_BELAJAR = "03", "Tugas belajar"
    BERHENTI_SEMENTARA = "04", "Pemberhentian sementara"
    PEJABAT_NEGARA = "07", "Menjadi pejabat negara"
    CLTN_PERPANJANGAN = "13", "Perpanjangan CLTN"
    HUKUMAN_DISIPLIN = "15", "Dikenai hukuman disiplin"
    MPP = "20", "Masa persiapan pensiun"
    DIBERHENTIKAN = "66", "Diberhentikan"
    MENCAPAI_BUP = "98", "Mencapai batas usia pensiun"
    PENSIUN = "99", "Pensiun"


KEDUDUKAN_BERHENTI = frozenset(
    {KedudukanHukum.DIBERHENTIKAN, KedudukanHukum.MENCAPAI_BUP, KedudukanHukum.PENSIUN}
)
KEDUDUKAN_TANPA_SKP = KEDUDUKAN_BERHENTI | {
    KedudukanHukum.CLTN,
    KedudukanHukum.CLTN_PERPANJANGAN,
    KedudukanHukum.BERHENTI_SEMENTARA,
    KedudukanHukum.PEJABAT_NEGARA,
    KedudukanHukum.MPP,
}
"""No SKP is due (PermenPANRB 8/2021 annex; tugas belajar does make one: BKN's FAQ on 6/2022)."""


def is_aktif(kedudukan: str) -> bool:
    """Tell whether this person still serves and may sign in."""
    return kedudukan not in KEDUDUKAN_BERHENTI


def is_wajib_skp(kedudukan: str, *, tugas_belajar_wajib: bool = True) -> bool:
    """Tell whether an SKP is due; the agency may settle tugas belajar otherwise."""
    if kedudukan == KedudukanHukum.TUGAS_BELAJAR:
        return tugas_belajar_wajib
    return kedudukan not in KEDUDUKAN_TANPA_SKP


class JenisJabatan(Pilihan):
    JPT = "jpt", "Jabatan pimpinan tinggi"
    ADMINISTRATOR = "administrator", "Administrator"
    PENGAWAS = "pengawas", "Pengawas"
    PELAKSANA = "pelaksana", "Pelaksana"
    FUNGSIONAL = "fungsional", "Jabatan fungsional"
    PEJABAT_NEGARA = "pejabat_negara", "Pejabat negara"


class JenjangFungsional(Pilihan):
    """Levels of a jabatan fungsional, keyed as SIASN keys them."""

    PEMULA = "PM", "Pemula"
    TERAMPIL = "TR", "Terampil"
    MAHIR = "MH", "Mahir"
    PENYELIA = "PY", "Penyelia"
    AHLI_PERTAMA = "PT", "Ahli Pertama"
    AHLI_MUDA = "MU", "Ahli Muda"
    AHLI_MADYA = "MA", "Ahli Madya"
    AHLI_UTAMA = "UT", "Ahli Utama"


ESELON: Mapping[str, tuple[str, JenisJabatan]] = {
    "10": ("I.a", JenisJabatan.JPT),
    "11": ("I.a", JenisJabatan.JPT),
    "12": ("I.b", JenisJabatan.JPT),
    "21": ("II.a", JenisJabatan.JPT),
    "22": ("II.b", JenisJabatan.JPT),
    "31": ("III.a", JenisJabatan.ADMINISTRATOR),
    "32": ("III.b", JenisJabatan.ADMINISTRATOR),
    "41": ("IV.a", JenisJabatan.PENGAWAS),
    "42": ("IV.b", JenisJabatan.PENGAWAS),
    "51": ("V.a", JenisJabatan.PENGAWAS),
    "52": ("V.b", JenisJabatan.PENGAWAS),
}
"""SIASN eselon code → print form and kind of post; 99 is "none"."""

PANGKAT: Mapping[str, tuple[str, str]] = {
    "11": ("I/a", "Juru Muda"),
    "12": ("I/b", "Juru Muda Tingkat I"),
    "13": ("I/c", "Juru"),
    "14": ("I/d", "Juru Tingkat I"),
    "21": ("II/a", "Pengatur Muda"),
    "22": ("II/b", "Pengatur Muda Tingkat I"),
    "23": ("II/c", "Pengatur"),
    "24": ("II/d", "Pengatur Tingkat I"),
    "31": ("III/a", "Penata Muda"),
    "32": ("III/b", "Penata Muda Tingkat I"),
    "33": ("III/c", "Penata"),
    "34": ("III/d", "Penata Tingkat I"),
    "41": ("IV/a", "Pembina"),
    "42": ("IV/b", "Pembina Tingkat I"),
    "43": ("IV/c", "Pembina Utama Muda"),
    "44": ("IV/d", "Pembina Utama Madya"),
    "45": ("IV/e", "Pembina Utama"),
}
"""SIASN golongan id → golongan and pangkat of a PNS."""

NAMA_PANGKAT: Mapping[str, str] = dict(PANGKAT.values())
_ROMAWI = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
)
GOLONGAN_PPPK: Mapping[str, str] = {f"{n:02d}": golongan for n, golongan in enumerate(_ROMAWI, start=1)}
"""SIASN golongan id → golongan of a PPPK (no pangkat)."""


def pangkat_golongan(golongan: str) -> str:
    """Print form "Penata Tingkat I / III/d"; a PPPK's golongan alone; "-" when there is none."""
    pangkat = NAMA_PANGKAT.get(golongan)
    if pangkat:
        return f"{pangkat} / {golongan}"
    return golongan or "-"


class JenisPenugasan(Pilihan):
    DEFINITIF = "D", "Definitif"
    PLT = "PLT", "Pelaksana tugas"
    PLH = "PLH", "Pelaksana harian"
    PJ = "PJ", "Penjabat"
    TUGAS_TAMBAHAN = "TT", "Tugas tambahan"


AWALAN_JABATAN: Mapping[str, str] = {
    JenisPenugasan.PLT: "Plt. ",
    JenisPenugasan.PLH: "Plh. ",
    JenisPenugasan.PJ: "Pj. ",
}


class SumberHubungan(Pilihan):
    OTOMATIS = "otomatis", "Dari pimpinan unit"
    DITETAPKAN = "ditetapkan", "Ditetapkan admin"


class PeranTim(Pilihan):
    KETUA = "ketua", "Ketua"
    KOORDINATOR = "koordinator", "Koordinator"
    ANGGOTA = "anggota", "Anggota"


class StatusPerbaikan(Pilihan):
    """States of "ini salah": somebody says that his data are wrong."""

    BARU = "baru", "Menunggu admin"
    DISELESAIKAN = "diselesaikan", "Sudah diperbaiki"
    DITOLAK = "ditolak", "Data dinyatakan benar"
    DICABUT = "dicabut", "Dicabut"


class BidangPerbaikan(Pilihan):
    PENILAI = "penilai", "Pejabat penilai saya salah atau belum ada"
    UNIT = "unit", "Unit kerja saya salah"
    JABATAN = "jabatan", "Jabatan saya salah"
    PANGKAT = "pangkat", "Pangkat atau golongan saya salah"
    NAMA = "nama", "Nama atau gelar saya salah"
    LAIN = "lain", "Hal lain"


class StatusImpor(Pilihan):
    MEMERIKSA = "memeriksa", "Sedang diperiksa"
    PRATINJAU = "pratinjau", "Menunggu persetujuan"
    ANTRE = "antre", "Menunggu giliran"
    BERJALAN = "berjalan", "Sedang diterapkan"
    SELESAI = "selesai", "Selesai"
    GAGAL = "gagal", "Gagal"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


class HasilBaris(Pilihan):
    """Outcome of one row of an import."""

    BARU = "baru", "Baru"
    BERUBAH = "berubah", "Berubah"
    SAMA = "sama", "Tidak berubah"
    PERULANGAN = "perulangan", "Baris berulang"
    DITOLAK = "ditolak", "Ditolak"


def check_nip(nip: str) -> str:
    """Return the NIP without its spaces, or raise: 18 digits that begin with a real birth date.

    Only the birth date is checked: digits 13-14 are a month for a PNS but "21" for a PPPK.
    """
    rapi = re.sub(r"\s", "", nip)
    if not re.fullmatch(r"[0-9]{18}", rapi):
        raise NipTidakSah("NIP harus terdiri atas 18 angka. Periksa kembali NIP Anda.", bidang="nip")
    if tanggal_lahir(rapi) is None:
        raise NipTidakSah("Delapan angka pertama NIP harus tanggal lahir (TTTTBBHH).", bidang="nip")
    return rapi


def tanggal_lahir(nip: str) -> date | None:
    """Read the birth date out of an 18-digit NIP; None if there is no such day."""
    try:
        return date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        return None


def tampil_nip(nip: str | None) -> str:
    """Group the digits as people read them: "19700315 199503 1 901"; "-" for a pejabat negara."""
    if not nip:
        return "-"
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


NAMA_BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def tampil_tanggal(hari: date) -> str:
    """Write a day as people do: "31 Januari 2026"."""
    return f"{hari.day} {NAMA_BULAN[hari.month - 1]} {hari.year}"


def is_mirip_nip(teks: str) -> bool:
    """Tell whether a search text is (part of) a NIP: six digits or more and nothing else.

    Such a text never goes into an address, where browsers, proxies and logs would keep it.
    """
    rapi = re.sub(r"[\s.'-]", "", teks)
    return len(rapi) >= 6 and rapi.isdigit()


@dataclass(frozen=True)
class MasaKepala:
    """One person heading one unit from a day to a day (None: open)."""

    pegawai_id: int
    jenis: str
    mulai: date
    selesai: date | None


@dataclass(frozen=True)
class SegmenPenilai:
    penilai_id: int
    mulai: date
    selesai: date | None


URUTAN_KEPALA = {
    JenisPenugasan.DEFINITIF: 0,
    JenisPenugasan.PJ: 1,
    JenisPenugasan.PLT: 2,
    JenisPenugasan.PLH: 3,
}
BATAS_WAKTU = date(9999, 12, 31)


def kepala_pada(masa: Iterable[MasaKepala], pada: date, *, bukan: int) -> int | None:
    """Who answers for the unit that day: whoever was appointed last. Nobody heads himself.

    So a PLT or PLH stands in for the days he was named for although the definitif head keeps his post, and a new
    definitif head ends an acting one whose span was never closed. On the same day the definitif one comes first.
    """
    calon = [m for m in masa if m.mulai <= pada <= (m.selesai or BATAS_WAKTU) and m.pegawai_id != bukan]
    if not calon:
        return None
    return max(calon, key=lambda m: (m.mulai, -URUTAN_KEPALA.get(JenisPenugasan(m.jenis), 9))).pegawai_id


def segmen_penilai(
    *,
    pegawai_id: int,
    mulai: date,
    selesai: date | None,
    rantai_unit: Sequence[int],
    kepala: Mapping[int, Sequence[MasaKepala]],
) -> list[SegmenPenilai]:
    """Divide a placement's span by who is penilai: the head of the nearest unit that has one.

    `rantai_unit` is the order in which units are asked: the person's own unit upward for a member,
    the unit above and upward for a head. Days without any head yield no segment.
    """
    akhir = selesai or BATAS_WAKTU
    titik = {mulai}
    for unit in rantai_unit:
        for m in kepala.get(unit, ()):
            titik.add(m.mulai)
            if m.selesai:
                titik.add(m.selesai + timedelta(days=1))
    batas = sorted(t for t in titik if mulai <= t <= akhir)
    hasil: list[SegmenPenilai] = []
    for i, awal in enumerate(batas):
        ujung = batas[i + 1] - timedelta(days=1) if i + 1 < len(batas) else akhir
        penilai = next(
            (p for u in rantai_unit if (p := kepala_pada(kepala.get(u, ()), awal, bukan=pegawai_id))),
            None,
        )
        if penilai is None:
            continue
        if hasil and hasil[-1].penilai_id == penilai and hasil[-1].selesai == awal - timedelta(days=1):
            hasil[-1] = SegmenPenilai(penilai, hasil[-1].mulai, ujung)
        else:
            hasil.append(SegmenPenilai(penilai, awal, ujung))
    return [
        SegmenPenilai(s.penilai_id, s.mulai, None if s.selesai == BATAS_WAKTU else s.selesai) for s in hasil
    ]


# --- notifications ----------------------------------------------------------------------------
class JenisKabar(Pilihan):
    """What a notification is about; each kind can be silenced by its receiver."""

    SKP = "skp", "SKP dan perjanjian kinerja"
    CATATAN = "catatan", "Catatan kerja dan bukti"
    UMPAN_BALIK = "umpan_balik", "Umpan balik, perilaku, dan apresiasi"
    PEMBINAAN = "pembinaan", "Dialog kinerja dan pembinaan"
    EVALUASI = "evaluasi", "Evaluasi"
    DOKUMEN = "dokumen", "Dokumen dan laporan"
    WARGA = "warga", "Suara warga"


MAKS_KABAR = 200
HARI_KABAR = 90
"""Days for which notifications are kept; the rows they tell of are kept elsewhere."""


def potong_kabar(teks: str) -> str:
    """One line of a notification, cut at the end of a word where it is too long."""
    rapi = " ".join(teks.split())
    if len(rapi) <= MAKS_KABAR:
        return rapi
    return rapi[: MAKS_KABAR - 1].rsplit(" ", 1)[0] + "…"


def sidik_kunci(kunci: str) -> str:
    """What is kept of a secret key: enough to recognise it, not enough to use it."""
    return hashlib.sha256(kunci.encode()).hexdigest()
