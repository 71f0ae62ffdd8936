"""The windows of the performance year, and the days of it that no SKP covers. Imports no Django."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pegawai.rules import KedudukanHukum, Pilihan
from skp.errors import JendelaDitutup, PeriodeTidakSah
from skp.rules.periode import HARI_FINAL, HARI_KEBERATAN, HARI_PENYAMPAIAN, tanggal_panjang


class JenisJendela(Pilihan):
    """What may be done in a window."""

    SKP = "skp", "Penyusunan dan pengajuan SKP"
    PENGISIAN = "pengisian", "Pengisian catatan dan realisasi"
    PENILAIAN = "penilaian", "Penilaian"
    PENYAMPAIAN = "penyampaian", "Penyampaian hasil evaluasi"
    KEBERATAN = "keberatan", "Tanggapan dan keberatan"
    FINAL = "final", "Penetapan hasil"


class SebabJendela(Pilihan):
    """Why a window is open or closed on a day."""

    BELUM = "belum", "Belum dibuka"
    TANPA_BATAS = "tanpa_batas", "Tanpa batas waktu"
    BATAS = "batas", "Dalam batas waktu"
    BARU = "baru", "Batas sendiri"
    PERPANJANGAN = "perpanjangan", "Diperpanjang"
    TENGGANG = "tenggang", "Masa tenggang"
    DITUTUP = "ditutup", "Ditutup"


BATAS_SEBUTAN: Mapping[JenisJendela, str] = {
    JenisJendela.SKP: "Batas penetapan SKP",
    JenisJendela.PENGISIAN: "Batas pengisian",
    JenisJendela.PENILAIAN: "Batas penilaian",
    JenisJendela.PENYAMPAIAN: "Batas penyampaian hasil evaluasi",
    JenisJendela.KEBERATAN: "Batas tanggapan dan keberatan",
    JenisJendela.FINAL: "Batas penetapan hasil",
}
NAMA_JENDELA: Mapping[JenisJendela, str] = {
    JenisJendela.SKP: "Jendela SKP",
    JenisJendela.PENGISIAN: "Jendela pengisian",
    JenisJendela.PENILAIAN: "Jendela penilaian",
    JenisJendela.PENYAMPAIAN: "Jendela penyampaian",
    JenisJendela.KEBERATAN: "Jendela keberatan",
    JenisJendela.FINAL: "Jendela penetapan",
}

TENGGANG_SKP = 14
"""Days after the deadline in which an SKP may still be handed in, late (advice of this application)."""
HARI_SKP_BARU = 30
"""Days for an SKP whose span begins during the year, or whose year was opened late (advice of this application)."""
HARI_PERINGATAN = 14
"""From so many days before a window closes people are told where they work (advice of this application)."""


@dataclass(frozen=True)
class BawaanJendela:
    """A setting of the year as it stands before the agency changes it, and where that comes from."""

    bidang: str
    bawaan: str
    sumber: str


BAWAAN_JENDELA: Sequence[BawaanJendela] = (
    BawaanJendela("skp_mulai", "sejak tahun dibuka", "anjuran aplikasi"),
    BawaanJendela("skp_sampai", "31 Januari", "PermenPANRB 8/2021; PermenPANRB 6/2022 tetap Januari"),
    BawaanJendela("skp_tenggang", f"{TENGGANG_SKP} hari", "anjuran aplikasi"),
    BawaanJendela("pengelola_mulai", "15 Januari", "PermenPANRB 8/2021: sesudah minggu kedua Januari"),
    BawaanJendela("hari_skp_baru", f"{HARI_SKP_BARU} hari", "anjuran aplikasi"),
    BawaanJendela("hari_peringatan", f"{HARI_PERINGATAN} hari", "anjuran aplikasi"),
    BawaanJendela("pengisian_mulai", "hari pertama periode", "anjuran aplikasi"),
    BawaanJendela("pengisian_sampai", "10 hari sesudah periode", "Batas Pengisian diatur tiap instansi"),
    BawaanJendela("pengisian_tenggang", "0 hari", "anjuran aplikasi"),
    BawaanJendela("penilaian_mulai", "sejak periode mulai", "anjuran aplikasi"),
    BawaanJendela(
        "penilaian_sampai", "20 hari sesudah periode; tahunan 31 Januari", "praktik BKN, dapat diubah"
    ),
    BawaanJendela("penilaian_mengikat", "tidak, yang lewat terhitung terlambat", "anjuran aplikasi"),
    BawaanJendela("evaluasi_mulai", "sehari sesudah periode", "anjuran aplikasi"),
    BawaanJendela("penyampaian_wajib", "ya untuk tahunan", "PP 30/2019 Pasal 59: pegawai boleh berkeberatan"),
    BawaanJendela(
        "penyampaian_sampai",
        f"{HARI_PENYAMPAIAN} hari sesudah batas penilaian",
        "14 hari kerja menurut panduan Dokumen Evaluasi",
    ),
    BawaanJendela(
        "keberatan_sampai",
        f"{HARI_KEBERATAN} hari sesudah batas penyampaian",
        "PP 30/2019 Pasal 59: 14 hari sejak diterima",
    ),
    BawaanJendela(
        "final_sampai", f"{HARI_FINAL} hari sesudah batas keberatan", "anjuran aplikasi, 14 hari kerja"
    ),
    BawaanJendela("final_saat_tutup", "ya", "anjuran aplikasi"),
)


def hari_di_zona(saat: datetime, zona: str) -> date:
    """The day it is in the agency's time zone (WIB, WITA, WIT): a window closes there, not where the server is."""
    return saat.astimezone(ZoneInfo(zona)).date()


def pengelola_boleh(mulai: date | None, pada: date) -> bool:
    """Whether the day of the pengelola kinerja has come; without a day it never does."""
    return mulai is not None and pada >= mulai


@dataclass(frozen=True)
class Perpanjangan:
    """An extension that reaches this person: until when, and for whom it was given."""

    sampai: date
    untuk: str


@dataclass(frozen=True)
class AturanJendela:
    """A window with everything that moves its end for one person."""

    jenis: JenisJendela
    periode: str
    mulai: date | None
    sampai: date | None
    tenggang: int = 0
    perpanjangan: tuple[Perpanjangan, ...] = ()
    hitung_dari: tuple[date, ...] = ()
    hari_baru: int = 0
    """From each of the days in `hitung_dari` (span begins, year opened late) so many days count."""


@dataclass(frozen=True)
class KeadaanJendela:
    """The answer: open or not, until when, and why."""

    jenis: JenisJendela
    periode: str
    sebab: SebabJendela
    mulai: date | None
    batas: date | None
    """The last day in time."""
    sampai: date | None
    """The last day at all: with grace."""
    untuk: str = ""

    @property
    def terbuka(self) -> bool:
        return self.sebab not in (SebabJendela.BELUM, SebabJendela.DITUTUP)

    def lewat(self, pada: date) -> bool:
        """Whether the last day in time has passed; grace lets in what is late, it does not make it punctual."""
        return self.batas is not None and pada > self.batas


def jendela_pada(aturan: AturanJendela, pada: date) -> KeadaanJendela:
    """Whether a window is open on that day, until when, and why.

    The deadline itself comes first, then the person's own deadline, an extension, and at last the grace.
    """
    ujung: list[tuple[SebabJendela, date, str]] = []
    if aturan.sampai is not None:
        ujung.append((SebabJendela.BATAS, aturan.sampai, ""))
        if aturan.hitung_dari:
            sendiri = max(aturan.hitung_dari) + timedelta(days=aturan.hari_baru)
            ujung.append((SebabJendela.BARU, sendiri, ""))
        if aturan.perpanjangan:
            terjauh = max(aturan.perpanjangan, key=lambda p: p.sampai)
            ujung.append((SebabJendela.PERPANJANGAN, terjauh.sampai, terjauh.untuk))
    batas = max((u[1] for u in ujung), default=None)
    akhir = batas + timedelta(days=aturan.tenggang) if batas else None
    sebab, untuk = SebabJendela.TANPA_BATAS, ""
    if aturan.mulai and pada < aturan.mulai:
        sebab = SebabJendela.BELUM
    elif batas and akhir:
        kini = next((u for u in ujung if pada <= u[1]), None)
        if kini:
            sebab, untuk = kini[0], kini[2]
        else:
            sebab = SebabJendela.TENGGANG if pada <= akhir else SebabJendela.DITUTUP
    return KeadaanJendela(aturan.jenis, aturan.periode, sebab, aturan.mulai, batas, akhir, untuk)


def hitung_mundur(sampai: date, pada: date) -> str:
    """How far the last day is: "hari ini", "besok", "12 hari lagi"."""
    jarak = (sampai - pada).days
    return {0: "hari ini", 1: "besok"}.get(jarak, f"{jarak} hari lagi")


def kalimat_jendela(k: KeadaanJendela, pada: date) -> str:
    """What people read about a window, where they work."""
    nama = BATAS_SEBUTAN[k.jenis]
    if k.sebab == SebabJendela.BELUM and k.mulai:
        return f"{NAMA_JENDELA[k.jenis]} {k.periode} dibuka {tanggal_panjang(k.mulai)}."
    if k.sampai is None or k.batas is None:
        return ""
    mundur = hitung_mundur(k.batas, pada)
    match k.sebab:
        case SebabJendela.DITUTUP:
            return f"{NAMA_JENDELA[k.jenis]} {k.periode} ditutup {tanggal_panjang(k.sampai)}."
        case SebabJendela.TENGGANG:
            return (
                f"{nama} {tanggal_panjang(k.batas)} sudah lewat. "
                f"Masa tenggang sampai {tanggal_panjang(k.sampai)}, {hitung_mundur(k.sampai, pada)}."
            )
        case SebabJendela.PERPANJANGAN:
            return f"{nama} diperpanjang untuk {k.untuk} sampai {tanggal_panjang(k.batas)}, {mundur}."
        case SebabJendela.BARU:
            return f"Batas untuk SKP ini {tanggal_panjang(k.batas)}, {mundur}."
    return f"{nama} {tanggal_panjang(k.batas)}, {mundur}."


def is_mendekat(k: KeadaanJendela, pada: date, hari: int) -> bool:
    """Whether people are to be told now: the last days, the grace, and a closed window."""
    if k.sebab in (SebabJendela.TENGGANG, SebabJendela.DITUTUP):
        return True
    return k.terbuka and k.batas is not None and (k.batas - pada).days <= hari


def check_terbuka(k: KeadaanJendela, pada: date, jalan_keluar: str) -> None:
    """Refuse what comes outside its window: which window, when it closed, who can extend it."""
    if not k.terbuka:
        raise JendelaDitutup(f"{kalimat_jendela(k, pada)} {jalan_keluar}".strip())


def check_urutan_jendela(mulai: date | None, sampai: date | None, *, bidang: str, sebutan: str) -> None:
    """A window ends on or after the day it begins."""
    if mulai and sampai and sampai < mulai:
        raise PeriodeTidakSah(
            f"{sebutan}: tanggal akhir harus sama dengan atau setelah {tanggal_panjang(mulai)}.",
            bidang=bidang,
        )


def check_urutan_tahap(tahap: Sequence[tuple[str, str, date | None]]) -> None:
    """The stages of an evaluation end one after another: (field, its name, last day), in their order."""
    lalu: tuple[str, date] | None = None
    for bidang, sebutan, hari in tahap:
        if hari is None:
            continue
        if lalu and hari < lalu[1]:
            raise PeriodeTidakSah(
                f"{sebutan} tidak boleh sebelum {lalu[0].lower()}, {tanggal_panjang(lalu[1])}.", bidang=bidang
            )
        lalu = sebutan, hari


# Days that no SKP covers


class AlasanJeda(Pilihan):
    """Why no SKP covers some days (domain reference 2.8; PermenPANRB 8/2021 annex)."""

    CLTN = "cltn", "Cuti di luar tanggungan negara"
    TUGAS_BELAJAR = "tugas_belajar", "Tugas belajar"
    BERHENTI_SEMENTARA = "berhenti_sementara", "Diberhentikan sementara"
    MPP = "mpp", "Masa persiapan pensiun"
    PEJABAT_NEGARA = "pejabat_negara", "Menjadi pejabat negara"
    BELUM_DIANGKAT = "belum_diangkat", "Belum diangkat"
    PENSIUN = "pensiun", "Pensiun atau berhenti"
    MENINGGAL = "meninggal", "Meninggal dunia"


ALASAN_DARI_KEDUDUKAN: Mapping[str, AlasanJeda] = {
    KedudukanHukum.CLTN: AlasanJeda.CLTN,
    KedudukanHukum.CLTN_PERPANJANGAN: AlasanJeda.CLTN,
    KedudukanHukum.TUGAS_BELAJAR: AlasanJeda.TUGAS_BELAJAR,
    KedudukanHukum.BERHENTI_SEMENTARA: AlasanJeda.BERHENTI_SEMENTARA,
    KedudukanHukum.PEJABAT_NEGARA: AlasanJeda.PEJABAT_NEGARA,
    KedudukanHukum.MPP: AlasanJeda.MPP,
    KedudukanHukum.DIBERHENTIKAN: AlasanJeda.PENSIUN,
    KedudukanHukum.MENCAPAI_BUP: AlasanJeda.PENSIUN,
    KedudukanHukum.PENSIUN: AlasanJeda.PENSIUN,
}
"""What the legal standing proposes as the reason."""


def rentang_bebas(awal: date, akhir: date, terpakai: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """The days from `awal` to `akhir` that none of the spans covers, as spans in order."""
    hasil: list[tuple[date, date]] = []
    kini = awal
    for mulai, selesai in sorted(terpakai):
        if selesai < kini or mulai > akhir:
            continue
        if mulai > kini:
            hasil.append((kini, mulai - timedelta(days=1)))
        kini = max(kini, selesai + timedelta(days=1))
    if kini <= akhir:
        hasil.append((kini, akhir))
    return hasil


def rentang_terdekat(bebas: Sequence[tuple[date, date]], pada: date) -> tuple[date, date] | None:
    """Which free span a new SKP is for: the one of today, else the next, else the last."""
    kini = next((b for b in bebas if b[1] >= pada), None)
    return kini or (bebas[-1] if bebas else None)


def usul_alasan(
    *, kedudukan: str, mulai: date, selesai: date, penempatan: Iterable[tuple[date, date | None]]
) -> AlasanJeda | None:
    """Propose why some days have no SKP: before the first placement, after the last, or by legal standing."""
    masa = sorted(penempatan, key=lambda p: p[0])
    if not masa or selesai < masa[0][0]:
        return AlasanJeda.BELUM_DIANGKAT
    akhir = masa[-1][1]
    if akhir is not None and mulai > akhir and kedudukan in ALASAN_DARI_KEDUDUKAN:
        return ALASAN_DARI_KEDUDUKAN[kedudukan]
    return ALASAN_DARI_KEDUDUKAN.get(kedudukan)


# Reminders


class PerihalPengingat(Pilihan):
    """What somebody is reminded of: his own SKP, or the SKP that wait for him."""

    SUSUN = "susun", "Menyusun dan mengajukan SKP"
    TINJAU = "tinjau", "Meninjau SKP yang menunggu"


HARI_PENGINGAT = 30
"""So many days a reminder stands on the home page while the matter is not done."""


class KeadaanSkp(Pilihan):
    """How far somebody has come, as the overview of an agency counts it."""

    BELUM = "belum", "Belum ada"
    DRAF = "draf", "Draf"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DIAJUKAN = "diajukan", "Diajukan"
    TETAP = "tetap", "Ditetapkan"
    TERLAMBAT = "terlambat", "Terlambat"


PERIHAL_DARI_KEADAAN: Mapping[KeadaanSkp, PerihalPengingat] = {
    KeadaanSkp.BELUM: PerihalPengingat.SUSUN,
    KeadaanSkp.DRAF: PerihalPengingat.SUSUN,
    KeadaanSkp.DIKEMBALIKAN: PerihalPengingat.SUSUN,
    KeadaanSkp.DIAJUKAN: PerihalPengingat.TINJAU,
}
"""Who is to act decides who is reminded: the owner, or the penilai on whose table it lies."""
