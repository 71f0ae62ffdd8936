"""Planning: states of an SKP, what a complete one holds, targets, periods. Imports no Django."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

from pegawai.rules import Pilihan
from skp.errors import (
    IsianTidakSah,
    PeriodeTidakSah,
    SkpBelumLengkap,
    SkpTerkunci,
    TargetTidakSah,
    TransisiTidakSah,
)


class StatusSkp(Pilihan):
    """States of an SKP (domain reference 2.9)."""

    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DISETUJUI = "disetujui", "Disetujui"
    DITETAPKAN = "ditetapkan", "Ditetapkan"
    BERJALAN = "berjalan", "Berjalan"
    DIREVISI = "direvisi", "Direvisi"
    SELESAI = "selesai", "Selesai"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


TRANSISI_SKP: Mapping[StatusSkp, frozenset[StatusSkp]] = {
    StatusSkp.DRAF: frozenset({StatusSkp.DIAJUKAN, StatusSkp.DIBATALKAN}),
    StatusSkp.DIAJUKAN: frozenset({StatusSkp.DIKEMBALIKAN, StatusSkp.DISETUJUI, StatusSkp.DRAF}),
    StatusSkp.DIKEMBALIKAN: frozenset({StatusSkp.DIAJUKAN, StatusSkp.DIBATALKAN}),
    StatusSkp.DISETUJUI: frozenset({StatusSkp.DITETAPKAN, StatusSkp.DIKEMBALIKAN}),
    StatusSkp.DITETAPKAN: frozenset({StatusSkp.BERJALAN, StatusSkp.DIREVISI, StatusSkp.DIBATALKAN}),
    StatusSkp.BERJALAN: frozenset({StatusSkp.DIREVISI, StatusSkp.SELESAI, StatusSkp.DIBATALKAN}),
    StatusSkp.DIREVISI: frozenset(),
    StatusSkp.SELESAI: frozenset(),
    StatusSkp.DIBATALKAN: frozenset(),
}
"""The only list of moves."""


class Giliran(Pilihan):
    """Whose turn it is."""

    PEGAWAI = "pegawai", "Pegawai"
    PENILAI = "penilai", "Pejabat penilai"
    SISTEM = "sistem", "Berjalan sendiri"
    SELESAI = "selesai", "Tidak ada"


PEMILIK_STATUS: Mapping[StatusSkp, Giliran] = {
    StatusSkp.DRAF: Giliran.PEGAWAI,
    StatusSkp.DIAJUKAN: Giliran.PENILAI,
    StatusSkp.DIKEMBALIKAN: Giliran.PEGAWAI,
    StatusSkp.DISETUJUI: Giliran.PENILAI,
    StatusSkp.DITETAPKAN: Giliran.SISTEM,
    StatusSkp.BERJALAN: Giliran.PEGAWAI,
    StatusSkp.DIREVISI: Giliran.SELESAI,
    StatusSkp.SELESAI: Giliran.SELESAI,
    StatusSkp.DIBATALKAN: Giliran.SELESAI,
}

STATUS_BISA_DISUNTING = frozenset({StatusSkp.DRAF, StatusSkp.DIKEMBALIKAN})
STATUS_TETAP = frozenset({StatusSkp.DITETAPKAN, StatusSkp.BERJALAN})
"""Fixed and in force: work is logged against it, it can be evaluated."""
STATUS_MATI = frozenset({StatusSkp.DIREVISI, StatusSkp.DIBATALKAN})
STATUS_TERBUKA = frozenset(StatusSkp) - STATUS_MATI - {StatusSkp.SELESAI}
"""Somebody still has something to do with it; its penilai follows the chain."""
STATUS_RENCANA_AKSI = STATUS_BISA_DISUNTING | STATUS_TETAP
"""Action plans are also made and changed during the year (domain reference 2.3)."""

KATA_GERAK: Mapping[tuple[str, StatusSkp], str] = {
    ("", StatusSkp.DRAF): "mulai menyusun SKP",
    (StatusSkp.DIAJUKAN, StatusSkp.DRAF): "menarik kembali SKP",
    (StatusSkp.DRAF, StatusSkp.DIAJUKAN): "mengajukan SKP",
    (StatusSkp.DIKEMBALIKAN, StatusSkp.DIAJUKAN): "mengajukan lagi SKP",
    (StatusSkp.DIAJUKAN, StatusSkp.DIKEMBALIKAN): "mengembalikan SKP",
    (StatusSkp.DISETUJUI, StatusSkp.DIKEMBALIKAN): "mengembalikan SKP",
    (StatusSkp.DIAJUKAN, StatusSkp.DISETUJUI): "menyetujui SKP",
    (StatusSkp.DISETUJUI, StatusSkp.DITETAPKAN): "menetapkan SKP",
    (StatusSkp.DITETAPKAN, StatusSkp.BERJALAN): "memberlakukan SKP",
    (StatusSkp.DITETAPKAN, StatusSkp.DIREVISI): "merevisi SKP",
    (StatusSkp.BERJALAN, StatusSkp.DIREVISI): "merevisi SKP",
    (StatusSkp.BERJALAN, StatusSkp.SELESAI): "menyelesaikan SKP",
    (StatusSkp.DRAF, StatusSkp.DIBATALKAN): "membatalkan SKP",
    (StatusSkp.DIKEMBALIKAN, StatusSkp.DIBATALKAN): "membatalkan SKP",
    (StatusSkp.DITETAPKAN, StatusSkp.DIBATALKAN): "membatalkan SKP",
    (StatusSkp.BERJALAN, StatusSkp.DIBATALKAN): "membatalkan SKP",
}
"""What somebody did, for the history: one phrase per move of the table."""


def check_transition(dari: str, ke: StatusSkp) -> None:
    """Refuse a move that the table does not list."""
    asal = StatusSkp(dari)
    if ke not in TRANSISI_SKP[asal]:
        raise TransisiTidakSah(
            f"SKP berstatus {asal.label} tidak dapat menjadi {ke.label}. Muat ulang halaman ini."
        )


def check_bisa_disunting(status: str) -> None:
    """Refuse to change the content of an SKP that was handed in or fixed."""
    if status not in STATUS_BISA_DISUNTING:
        raise SkpTerkunci(
            f"SKP berstatus {StatusSkp(status).label} tidak dapat disunting. Muat ulang halaman ini."
        )


def check_ekspektasi(status: str, *, oleh_penilai: bool) -> None:
    """The owner drafts the expectations that were agreed; the penilai edits them while he reviews."""
    if oleh_penilai:
        if status != StatusSkp.DIAJUKAN:
            raise SkpTerkunci("Ekspektasi dapat Anda ubah selama SKP ini menunggu persetujuan Anda.")
    else:
        check_bisa_disunting(status)


def check_rencana_aksi(status: str) -> None:
    """Refuse action plans while the SKP waits for its penilai, and after its end."""
    if status not in STATUS_RENCANA_AKSI:
        raise SkpTerkunci(f"Rencana aksi tidak dapat diubah saat SKP berstatus {StatusSkp(status).label}.")


def check_teks(teks: str, *, sebutan: str, bidang: str = "teks") -> str:
    """Return the text without blanks around it, or refuse when nothing is left."""
    rapi = teks.strip()
    if not rapi:
        raise IsianTidakSah(f"{sebutan} belum diisi.", bidang=bidang)
    return rapi


def sidik(*isi: object) -> str:
    """Fingerprint of what a form shows: a different one at saving means that another tab saved in between."""
    return sha256(json.dumps(isi, default=str, ensure_ascii=False).encode()).hexdigest()[:16]


class KeluargaFormulir(Pilihan):
    JPT = "jpt", "Pejabat pimpinan tinggi dan pimpinan unit kerja mandiri"
    JA_JF = "ja_jf", "Pejabat administrasi dan pejabat fungsional"


class Pendekatan(Pilihan):
    KUANTITATIF = "kuantitatif", "Kuantitatif"
    KUALITATIF = "kualitatif", "Kualitatif"


class JenisRhk(Pilihan):
    UTAMA = "utama", "Utama"
    TAMBAHAN = "tambahan", "Tambahan"


class KlasifikasiRhk(Pilihan):
    """Belongs to the unit and passes to the successor, or to the person."""

    ORGANISASI = "organisasi", "Organisasi"
    INDIVIDU = "individu", "Individu"


class Aspek(Pilihan):
    KUANTITAS = "kuantitas", "Kuantitas"
    KUALITAS = "kualitas", "Kualitas"
    WAKTU = "waktu", "Waktu"
    BIAYA = "biaya", "Biaya"


class Perspektif(Pilihan):
    PENERIMA_LAYANAN = "penerima_layanan", "Penerima Layanan"
    PROSES_BISNIS = "proses_bisnis", "Proses Bisnis"
    PENGUATAN_INTERNAL = "penguatan_internal", "Penguatan Internal"
    ANGGARAN = "anggaran", "Anggaran"


class JenisTarget(Pilihan):
    ANGKA = "angka", "Jumlah dengan satuan"
    PERSEN = "persen", "Persentase"
    RENTANG = "rentang", "Rentang angka"
    PALING_BANYAK = "paling_banyak", "Paling banyak"
    TANGGAL = "tanggal", "Tanggal"
    TEKS = "teks", "Uraian"


class Polaritas(Pilihan):
    MAKSIMAL = "maksimal", "Makin tinggi makin baik"
    MINIMAL = "minimal", "Makin rendah makin baik"
    STABIL = "stabil", "Tepat pada target"


POLARITAS_BAWAAN: Mapping[JenisTarget, Polaritas] = {
    JenisTarget.ANGKA: Polaritas.MAKSIMAL,
    JenisTarget.PERSEN: Polaritas.MAKSIMAL,
    JenisTarget.RENTANG: Polaritas.STABIL,
    JenisTarget.PALING_BANYAK: Polaritas.MINIMAL,
    JenisTarget.TANGGAL: Polaritas.MINIMAL,
    JenisTarget.TEKS: Polaritas.MAKSIMAL,
}
"""What is better when nobody says otherwise: earlier than the date, fewer than the most."""


class NilaiPerilaku(Pilihan):
    """The seven BerAKHLAK values, in their fixed order."""

    BERORIENTASI_PELAYANAN = "berorientasi_pelayanan", "Berorientasi Pelayanan"
    AKUNTABEL = "akuntabel", "Akuntabel"
    KOMPETEN = "kompeten", "Kompeten"
    HARMONIS = "harmonis", "Harmonis"
    LOYAL = "loyal", "Loyal"
    ADAPTIF = "adaptif", "Adaptif"
    KOLABORATIF = "kolaboratif", "Kolaboratif"


PANDUAN_PERILAKU: Mapping[NilaiPerilaku, tuple[str, str, str]] = {
    NilaiPerilaku.BERORIENTASI_PELAYANAN: (
        "Memahami dan memenuhi kebutuhan masyarakat",
        "Ramah, cekatan, solutif, dan dapat diandalkan",
        "Melakukan perbaikan tiada henti",
    ),
    NilaiPerilaku.AKUNTABEL: (
        "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin, dan berintegritas tinggi",
        "Menggunakan kekayaan dan barang milik negara secara bertanggung jawab, efektif, dan efisien",
        "Tidak menyalahgunakan kewenangan jabatan",
    ),
    NilaiPerilaku.KOMPETEN: (
        "Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah",
        "Membantu orang lain belajar",
        "Melaksanakan tugas dengan kualitas terbaik",
    ),
    NilaiPerilaku.HARMONIS: (
        "Menghargai setiap orang apa pun latar belakangnya",
        "Suka menolong orang lain",
        "Membangun lingkungan kerja yang kondusif",
    ),
    NilaiPerilaku.LOYAL: (
        "Memegang teguh ideologi Pancasila, Undang-Undang Dasar Negara Republik Indonesia Tahun 1945, "  # noqa: ISC004
        "setia kepada Negara Kesatuan Republik Indonesia serta pemerintahan yang sah",
        "Menjaga nama baik sesama ASN, Pimpinan, Instansi, dan Negara",
        "Menjaga rahasia jabatan dan negara",
    ),
    NilaiPerilaku.ADAPTIF: (
        "Cepat menyesuaikan diri menghadapi perubahan",
        "Terus berinovasi dan mengembangkan kreativitas",
        "Bertindak proaktif",
    ),
    NilaiPerilaku.KOLABORATIF: (
        "Memberi kesempatan kepada berbagai pihak untuk berkontribusi",
        "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah",
        "Menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama",
    ),
}
"""Official wording on the forms (SE MenPANRB 20/2021)."""


class JenisLampiran(Pilihan):
    SUMBER_DAYA = "sumber_daya", "Dukungan sumber daya"
    PERTANGGUNGJAWABAN = "pertanggungjawaban", "Skema pertanggungjawaban"
    KONSEKUENSI = "konsekuensi", "Konsekuensi"


class JenisPeriode(Pilihan):
    TAHUNAN = "tahunan", "Tahunan"
    TRIWULAN = "triwulan", "Triwulan"
    BULANAN = "bulanan", "Bulanan"


ROMAWI = ("I", "II", "III", "IV")
BULAN = (
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


def nama_periode(jenis: str, nomor: int, tahun: int) -> str:
    """Name a period as people say it: "Triwulan II 2026", "Maret 2026", "Tahun 2026"."""
    if jenis == JenisPeriode.TRIWULAN:
        return f"Triwulan {ROMAWI[nomor - 1]} {tahun}"
    if jenis == JenisPeriode.BULANAN:
        return f"{BULAN[nomor - 1]} {tahun}"
    return f"Tahun {tahun}"


def tanggal_panjang(hari: date) -> str:
    """Write a day as the regulation does: "31 Januari 2026"."""
    return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"


def angka_id(nilai: Decimal) -> str:
    """Write a number with decimal comma and thousands point, without trailing zeros: 3,6 · 1.250."""
    bulat, _, pecahan = f"{nilai:f}".partition(".")
    pecahan = pecahan.rstrip("0")
    tanda = "-" if bulat.startswith("-") else ""
    grup = f"{abs(int(bulat)):,}".replace(",", ".")
    return f"{tanda}{grup},{pecahan}" if pecahan else f"{tanda}{grup}"


@dataclass(frozen=True)
class Target:
    """A typed target; which fields are filled depends on `jenis`."""

    jenis: str
    angka: Decimal | None = None
    angka_maks: Decimal | None = None
    satuan: str = ""
    tanggal: date | None = None
    teks: str = ""


def check_target(target: Target) -> None:
    """Refuse a target that lacks what its kind needs; the sentence names the field."""
    jenis = JenisTarget(target.jenis)
    if jenis in (JenisTarget.ANGKA, JenisTarget.PERSEN, JenisTarget.PALING_BANYAK):
        if target.angka is None:
            raise TargetTidakSah("Target belum diisi angkanya.", bidang="target_angka")
        if target.angka < 0:
            raise TargetTidakSah("Angka target tidak boleh negatif.", bidang="target_angka")
    if (
        jenis in (JenisTarget.ANGKA, JenisTarget.PALING_BANYAK, JenisTarget.RENTANG)
        and not target.satuan.strip()
    ):
        raise TargetTidakSah("Satuan target belum diisi, misalnya laporan atau layanan.", bidang="satuan")
    if jenis == JenisTarget.RENTANG:
        if target.angka is None or target.angka_maks is None:
            raise TargetTidakSah("Rentang memerlukan angka terendah dan tertinggi.", bidang="target_angka")
        if target.angka_maks < target.angka:
            raise TargetTidakSah(
                "Angka tertinggi tidak boleh di bawah angka terendah.", bidang="target_angka_maks"
            )
    if jenis == JenisTarget.TANGGAL and target.tanggal is None:
        raise TargetTidakSah("Tanggal target belum diisi.", bidang="target_tanggal")
    if jenis == JenisTarget.TEKS and not target.teks.strip():
        raise TargetTidakSah("Uraian target belum diisi.", bidang="target_teks")


def tampil_target(target: Target) -> str:
    """Write a target as it is printed: "12 layanan", "80%", "≤ 5 hari", "31 Januari 2026"."""
    jenis = JenisTarget(target.jenis)
    if jenis == JenisTarget.TEKS:
        return target.teks
    if jenis == JenisTarget.TANGGAL:
        return tanggal_panjang(target.tanggal) if target.tanggal else ""
    if target.angka is None:
        return ""
    angka = angka_id(target.angka)
    if jenis == JenisTarget.PERSEN:
        return f"{angka}%"
    if jenis == JenisTarget.PALING_BANYAK:
        return f"≤ {angka} {target.satuan}".strip()
    if jenis == JenisTarget.RENTANG and target.angka_maks is not None:
        return f"{angka}–{angka_id(target.angka_maks)} {target.satuan}".strip()
    return f"{angka} {target.satuan}".strip()


def target_bersih(target: Target) -> Target:
    """Drop what the kind of target does not use, so that an old number never prints beside a date."""
    jenis = JenisTarget(target.jenis)
    berangka = jenis in (
        JenisTarget.ANGKA,
        JenisTarget.PERSEN,
        JenisTarget.PALING_BANYAK,
        JenisTarget.RENTANG,
    )
    bersatuan = berangka and jenis != JenisTarget.PERSEN
    return Target(
        jenis=jenis,
        angka=target.angka if berangka else None,
        angka_maks=target.angka_maks if jenis == JenisTarget.RENTANG else None,
        satuan=target.satuan.strip() if bersatuan else "",
        tanggal=target.tanggal if jenis == JenisTarget.TANGGAL else None,
        teks=target.teks.strip() if jenis == JenisTarget.TEKS else "",
    )


@dataclass(frozen=True)
class RingkasIndikator:
    teks: str
    target: Target
    aspek: str
    kunci: str = ""


@dataclass(frozen=True)
class RingkasRhk:
    """What completeness needs to know of one RHK."""

    teks: str
    jenis: str
    punya_rujukan: bool
    """Linked to an RHK of a leader, or the leader's RHK given in words."""
    indikator: Sequence[RingkasIndikator]
    kunci: str = ""


@dataclass(frozen=True)
class Kekurangan:
    """One thing still missing: the sentence, and the key of the part that it belongs to."""

    pesan: str
    bagian: str
    kunci: str = ""


def kekurangan_skp(
    *, keluarga: str, pendekatan: str, rhk: Sequence[RingkasRhk], punya_penilai: bool
) -> list[Kekurangan]:
    """List what an SKP still lacks before it can be handed in; empty when it is complete.

    An SKP needs at least one RHK utama, each RHK an indicator, each indicator a target of its kind;
    a JA/JF's RHK utama names the leader's RHK that it serves (PermenPANRB 6/2022, form JA/JF column 2).
    """
    hasil: list[Kekurangan] = []
    if not punya_penilai:
        hasil.append(
            Kekurangan("Pejabat penilai Anda belum ada. Laporkan lewat halaman Penempatan saya.", "penilai")
        )
    if not any(r.jenis == JenisRhk.UTAMA for r in rhk):
        hasil.append(Kekurangan("Belum ada rencana hasil kerja utama. Tambahkan paling sedikit satu.", "rhk"))
    for nomor, r in enumerate(rhk, start=1):
        hasil.extend(_kekurangan_rhk(nomor, r, keluarga=keluarga, pendekatan=pendekatan))
    return hasil


def _kekurangan_rhk(nomor: int, r: RingkasRhk, *, keluarga: str, pendekatan: str) -> Iterable[Kekurangan]:
    if not r.teks.strip():
        yield Kekurangan(f"RHK {nomor} belum berisi teks.", "rhk", r.kunci)
    if keluarga == KeluargaFormulir.JA_JF and r.jenis == JenisRhk.UTAMA and not r.punya_rujukan:
        yield Kekurangan(f"RHK {nomor} belum menyebut RHK pimpinan yang diintervensi.", "rhk", r.kunci)
    if not r.indikator:
        yield Kekurangan(f"RHK {nomor} belum memiliki indikator kinerja individu.", "rhk", r.kunci)
    for ke, i in enumerate(r.indikator, start=1):
        sebutan = f"Indikator {ke} pada RHK {nomor}"
        if not i.teks.strip():
            yield Kekurangan(f"{sebutan} belum berisi teks.", "rhk", i.kunci)
        if keluarga == KeluargaFormulir.JA_JF and pendekatan == Pendekatan.KUANTITATIF and not i.aspek:
            yield Kekurangan(f"{sebutan} belum memiliki aspek.", "rhk", i.kunci)
        try:
            check_target(i.target)
        except TargetTidakSah as galat:
            yield Kekurangan(f"{sebutan}: {galat.pesan}", "rhk", i.kunci)


def check_complete(kekurangan: Sequence[Kekurangan]) -> None:
    """Refuse to hand in an SKP that still lacks something; the sentence names the first lack."""
    if kekurangan:
        sisa = len(kekurangan) - 1
        tambahan = f" Masih ada {sisa} hal lain." if sisa else ""
        raise SkpBelumLengkap(f"SKP belum dapat diajukan. {kekurangan[0].pesan}{tambahan}")


class StatusBagian(Pilihan):
    """How far one part of an SKP has come, as the task list shows it."""

    BELUM = "belum", "Belum"
    SEBAGIAN = "sebagian", "Sebagian"
    LENGKAP = "lengkap", "Lengkap"
    PERLU_PERBAIKAN = "perlu_perbaikan", "Perlu perbaikan"


def status_bagian(*, terisi: int, kurang: int, dikembalikan: bool = False) -> StatusBagian:
    """Judge a part by how much is in it and how much it lacks; after a return, lacks are to be mended."""
    if not terisi:
        return StatusBagian.BELUM
    if not kurang:
        return StatusBagian.LENGKAP
    return StatusBagian.PERLU_PERBAIKAN if dikembalikan else StatusBagian.SEBAGIAN


def batas_penetapan_skp(tahun: int) -> date:
    """Default day by which an SKP is fixed: 31 January (PermenPANRB 8/2021; kept as a default)."""
    return date(tahun, 1, 31)


HARI_PENGISIAN = 10
HARI_PENILAIAN = 20
"""Default days after the end of a period for logging what was reached, and for rating it (domain 2.5: settings)."""


@dataclass(frozen=True)
class RancanganPeriode:
    """A period with its default windows, before the agency changes them."""

    jenis: JenisPeriode
    nomor: int
    mulai: date
    selesai: date
    skp_sampai: date | None
    pengisian_sampai: date
    penilaian_sampai: date


def rancangan_tahun(tahun: int, periodik: str) -> list[RancanganPeriode]:
    """Lay out a year: the year itself first, then its quarters or months (SIASN `periodik` 1 and 2)."""
    if periodik not in (JenisPeriode.TRIWULAN, JenisPeriode.BULANAN):
        raise PeriodeTidakSah("Pilih periode triwulan atau bulanan.", bidang="periodik")
    jenis = JenisPeriode(periodik)
    lama = 3 if jenis == JenisPeriode.TRIWULAN else 1
    hasil = [
        RancanganPeriode(
            JenisPeriode.TAHUNAN,
            1,
            date(tahun, 1, 1),
            date(tahun, 12, 31),
            batas_penetapan_skp(tahun),
            date(tahun + 1, 1, HARI_PENGISIAN),
            date(tahun + 1, 1, 31),
        )
    ]
    for nomor, bulan in enumerate(range(1, 13, lama), start=1):
        berikut = date(tahun + (bulan + lama > 12), (bulan + lama - 1) % 12 + 1, 1)
        selesai = berikut - timedelta(days=1)
        hasil.append(
            RancanganPeriode(
                jenis,
                nomor,
                date(tahun, bulan, 1),
                selesai,
                None,
                selesai + timedelta(days=HARI_PENGISIAN),
                selesai + timedelta(days=HARI_PENILAIAN),
            )
        )
    return hasil


def rentang_skp(
    *,
    periode: tuple[date, date],
    penempatan: tuple[date, date | None],
    diminta: tuple[date | None, date | None] = (None, None),
) -> tuple[date, date]:
    """The span of an SKP: as asked for, inside both the year and the placement."""
    awal = max(periode[0], penempatan[0])
    akhir = min(periode[1], penempatan[1] or periode[1])
    if akhir < awal:
        raise PeriodeTidakSah("Penempatan ini tidak berlaku pada tahun itu. Pilih penempatan lain.")
    mulai, selesai = diminta[0] or awal, diminta[1] or akhir
    if selesai < mulai:
        raise PeriodeTidakSah(
            "Tanggal selesai harus sama dengan atau setelah tanggal mulai.", bidang="selesai"
        )
    if mulai < awal or selesai > akhir:
        raise PeriodeTidakSah(
            f"Rentang SKP harus di antara {tanggal_panjang(awal)} dan {tanggal_panjang(akhir)}.",
            bidang="mulai" if mulai < awal else "selesai",
        )
    return mulai, selesai


def hari_penilai(*, mulai: date, selesai: date, akhir_penempatan: date | None, pada: date) -> date:
    """The day whose penilai answers for an SKP: today, but never outside its span or its placement.

    So a span that is over keeps the penilai of its last day (PermenPANRB 6/2022: the span is rated by him).
    """
    hari = min(max(pada, mulai), selesai)
    return min(hari, akhir_penempatan) if akhir_penempatan else hari
