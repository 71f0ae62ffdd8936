"""Execution: what may be logged when, what evidence may be, what feedback holds. Imports no Django."""

import ipaddress
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from urllib.parse import urlsplit

from kinerja.errors import (
    BuktiDukungDitolak,
    CatatanTidakSah,
    PeriodeDitutup,
    RealisasiTidakSah,
    UmpanBalikTidakSah,
)
from pegawai.errors import AturanDilanggar
from pegawai.rules import Pilihan
from skp.rules import JenisTarget, Polaritas, StatusSkp, Target, angka_id, tanggal_panjang


class JenisBukti(Pilihan):
    BERKAS = "berkas", "Berkas"
    TAUTAN = "tautan", "Tautan"


class StatusBukti(Pilihan):
    KARANTINA = "karantina", "Sedang diperiksa"
    BERSIH = "bersih", "Sudah diperiksa"
    DITOLAK = "ditolak", "Ditolak"


class SifatUmpanBalik(Pilihan):
    PUJIAN = "pujian", "Pujian"
    KOREKSI = "koreksi", "Koreksi"
    SARAN = "saran", "Saran"


class PeranPemberi(Pilihan):
    """In which role a person gives feedback; printed before the words on the form."""

    PENILAI = "penilai", "Pejabat Penilai Kinerja"
    ATASAN_PENILAI = "atasan_penilai", "Atasan Pejabat Penilai Kinerja"
    KETUA_TIM = "ketua_tim", "Ketua Tim"
    REKAN = "rekan", "Rekan Kerja"
    BAWAHAN = "bawahan", "Bawahan"


class PenilaianUmpanBalik(Pilihan):
    """Ready answer that may stand beside the words; counts toward a suggestion, never rates by itself."""

    DIATAS = "diatas", "Di atas ekspektasi"
    SESUAI = "sesuai", "Sesuai ekspektasi"
    DIBAWAH = "dibawah", "Di bawah ekspektasi"


# --- what people write ------------------------------------------------------------------------
MAKS_URAIAN = 2000
MAKS_SATUAN = 60
MAKS_JUMLAH = Decimal("9999999999.99")
MAKS_ANGKA = Decimal("9999999999999999.9999")
MAKS_BUKTI = 10
"""Pieces of evidence under one entry."""


def rapikan(teks: str) -> str:
    """Give a text one kind of line end and no blank edges; control characters go."""
    satu = teks.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(h for h in satu if h in "\n\t" or unicodedata.category(h) != "Cc").strip()


def _check_teks(teks: str, apa: str, galat: type[AturanDilanggar], bidang: str) -> None:
    if not teks:
        raise galat(f"{apa} belum ditulis.", bidang=bidang)
    if len(teks) > MAKS_URAIAN:
        raise galat(f"{apa} paling panjang {MAKS_URAIAN} huruf. Sekarang {len(teks)} huruf.", bidang=bidang)


def check_catatan(
    *,
    uraian: str,
    jumlah: Decimal | None = None,
    satuan: str = "",
    jam_mulai: time | None = None,
    jam_selesai: time | None = None,
) -> None:
    """Refuse an entry of the log whose words or figures cannot stand."""
    _check_teks(uraian, "Uraian pekerjaan", CatatanTidakSah, "uraian")
    if jumlah is not None:
        if jumlah < 0 or jumlah > MAKS_JUMLAH:
            raise CatatanTidakSah("Jumlah harus antara 0 dan 9.999.999.999.", bidang="jumlah")
        if not satuan:
            raise CatatanTidakSah("Tulis satuan untuk jumlah itu, misalnya laporan.", bidang="satuan")
    if len(satuan) > MAKS_SATUAN:
        raise CatatanTidakSah(f"Satuan paling panjang {MAKS_SATUAN} huruf.", bidang="satuan")
    if jam_mulai and jam_selesai and jam_selesai < jam_mulai:
        raise CatatanTidakSah("Jam selesai harus setelah jam mulai.", bidang="jam_selesai")


def check_perilaku(*, uraian: str) -> None:
    """Refuse a behaviour without words: what was done is what counts."""
    _check_teks(uraian, "Uraian perilaku", CatatanTidakSah, "uraian")


def check_jumlah_bukti(jumlah: int) -> None:
    """Refuse more evidence than one reader can open."""
    if jumlah > MAKS_BUKTI:
        raise BuktiDukungDitolak(
            f"Satu catatan memuat paling banyak {MAKS_BUKTI} bukti. Gabungkan sebagian berkas.",
            bidang="berkas",
        )


# --- the entry window -------------------------------------------------------------------------
@dataclass(frozen=True)
class Jendela:
    """A period that covers the day, the last day on which it may be filled (None: no end), and the way out."""

    nama: str
    sampai: date | None
    jalan_keluar: str = "Sampaikan yang terlewat kepada pejabat penilai Anda."


def check_hari(*, tanggal: date, mulai: date, selesai: date, hari_ini: date) -> None:
    """Refuse a day outside the SKP's span, or one that has not come yet."""
    if tanggal > hari_ini:
        raise CatatanTidakSah(
            f"Tanggal {tanggal_panjang(tanggal)} belum tiba. Pilih hari ini atau sebelumnya.",
            bidang="tanggal",
        )
    if not mulai <= tanggal <= selesai:
        raise CatatanTidakSah(
            f"SKP ini berlaku {tanggal_panjang(mulai)} sampai {tanggal_panjang(selesai)}. Pilih tanggal di antaranya.",
            bidang="tanggal",
        )


def check_jendela(jendela: Iterable[Jendela], hari_ini: date) -> None:
    """Refuse once any period that covers the day has closed: its figures are being judged."""
    for j in jendela:
        if j.sampai is not None and hari_ini > j.sampai:
            raise PeriodeDitutup(
                f"Pengisian {j.nama} ditutup {tanggal_panjang(j.sampai)}. {j.jalan_keluar}",
                bidang="tanggal",
            )


BELUM_TETAP: Mapping[StatusSkp, str] = {
    StatusSkp.DRAF: "SKP masih draf. Lengkapi lalu ajukan kepada pejabat penilai.",
    StatusSkp.DIAJUKAN: "SKP menunggu persetujuan pejabat penilai. Ingatkan bila sudah lama.",
    StatusSkp.DIKEMBALIKAN: "SKP dikembalikan dengan catatan. Perbaiki lalu ajukan lagi.",
    StatusSkp.DISETUJUI: "SKP sudah disetujui dan menunggu penetapan pejabat penilai.",
    StatusSkp.DIREVISI: "SKP ini sudah diganti versi baru. Catat pada SKP yang berlaku.",
    StatusSkp.SELESAI: "SKP ini sudah selesai. Catatan kerjanya tidak dapat ditambah atau diubah.",
    StatusSkp.DIBATALKAN: "SKP ini dibatalkan. Catat pada SKP yang berlaku.",
}
"""Why nothing can be logged under an SKP in this state, and who can mend it."""


# --- realisasi --------------------------------------------------------------------------------
def check_realisasi(*, target: Target, angka: Decimal | None, tanggal: date | None, teks: str) -> None:
    """Refuse a realisasi that lacks what its target is measured in."""
    jenis = JenisTarget(target.jenis)
    if angka is not None and (angka < 0 or angka > MAKS_ANGKA):
        raise RealisasiTidakSah("Angka realisasi tidak boleh negatif atau melebihi 16 angka.", bidang="angka")
    if len(teks) > MAKS_URAIAN:
        raise RealisasiTidakSah(f"Uraian paling panjang {MAKS_URAIAN} huruf.", bidang="teks")
    if jenis == JenisTarget.TEKS:
        if not teks:
            raise RealisasiTidakSah("Uraian realisasi belum ditulis.", bidang="teks")
    elif jenis == JenisTarget.TANGGAL:
        if tanggal is None and not teks:
            raise RealisasiTidakSah(
                "Isi tanggal selesai, atau uraikan sejauh mana kemajuannya.", bidang="tanggal"
            )
    elif angka is None:
        raise RealisasiTidakSah("Angka realisasi belum diisi.", bidang="angka")


def check_periode_realisasi(
    *,
    nama: str,
    mulai: date,
    sampai: date | None,
    hari_ini: date,
    jalan_keluar: str = Jendela.jalan_keluar,
) -> None:
    """Refuse a period whose filling has not begun or has closed."""
    if hari_ini < mulai:
        raise RealisasiTidakSah(f"{nama} baru dimulai {tanggal_panjang(mulai)}.")
    check_jendela([Jendela(nama, sampai, jalan_keluar)], hari_ini)


@dataclass(frozen=True)
class Capaian:
    """Realisasi beside target: a percentage where one makes sense, and a sentence."""

    persen: Decimal | None
    keterangan: str


def capaian(
    *, target: Target, polaritas: str, angka: Decimal | None = None, tanggal: date | None = None
) -> Capaian:
    """Compare a realisasi with its target, as information only: it rates nobody (domain reference 5.5).

    realisasi/target×100, or (2×target−realisasi)/target×100 where lower is better.
    """
    jenis = JenisTarget(target.jenis)
    if jenis == JenisTarget.TANGGAL and tanggal and target.tanggal:
        return Capaian(None, _beda_hari((tanggal - target.tanggal).days))
    if angka is None or target.angka is None or jenis in (JenisTarget.TANGGAL, JenisTarget.TEKS):
        return Capaian(None, "")
    if jenis == JenisTarget.RENTANG:
        return Capaian(None, _letak(angka, target))
    if polaritas == Polaritas.STABIL and jenis != JenisTarget.PALING_BANYAK:
        beda = abs(angka - target.angka)
        return Capaian(None, "Tepat pada target" if not beda else f"Berbeda {angka_id(beda)} dari target")
    if target.angka == 0:
        return Capaian(None, "Sesuai target" if angka == 0 else "Melebihi target")
    if jenis == JenisTarget.PALING_BANYAK or polaritas == Polaritas.MINIMAL:
        persen = (2 * target.angka - angka) / target.angka * 100
    else:
        persen = angka / target.angka * 100
    persen = round(max(persen, Decimal(0)), 1)
    return Capaian(persen, f"{angka_id(persen)}% dari target")


def angka_kumulatif(
    *, jenis_target: str, polaritas: str, angka: Sequence[tuple[bool, Decimal]]
) -> Decimal | None:
    """Put the figures of several periods together: counts add up, everything else stands as last reported.

    Each figure comes with whether it is of the year itself; the year's own figure speaks for the year.
    """
    if not angka:
        return None
    setahun = [a for tahunan, a in angka if tahunan]
    if setahun:
        return setahun[-1]
    if jenis_target == JenisTarget.ANGKA and polaritas == Polaritas.MAKSIMAL:
        return sum((a for _, a in angka), Decimal(0))
    return angka[-1][1]


def _beda_hari(hari: int) -> str:
    if hari == 0:
        return "Tepat pada tanggal target"
    return f"Terlambat {hari} hari" if hari > 0 else f"{-hari} hari sebelum target"


def _letak(angka: Decimal, target: Target) -> str:
    if target.angka is not None and angka < target.angka:
        return "Di bawah rentang"
    if target.angka_maks is not None and angka > target.angka_maks:
        return "Di atas rentang"
    return "Di dalam rentang"


@dataclass(frozen=True)
class JejakCatatan:
    """What the log holds for one RHK in a span, per satuan: the stuff a proposal is made of."""

    satuan: str
    jumlah: Decimal
    terbesar: Decimal
    terakhir: Decimal
    tanggal_terakhir: date


@dataclass(frozen=True)
class Usul:
    """A realisasi proposed from the log; the person decides."""

    angka: Decimal | None = None
    tanggal: date | None = None
    asal: str = ""


_PERSEN = frozenset({"%", "persen", "persentase"})


def usul_realisasi(*, target: Target, jejak: Iterable[JejakCatatan]) -> Usul | None:
    """Propose a realisasi from the entries: sum, largest, last share or last day, by kind of target.

    Only entries in the target's own satuan count; None where the log says nothing about it.
    """
    jenis = JenisTarget(target.jenis)
    semua = list(jejak)
    if jenis == JenisTarget.TANGGAL:
        hari = max((j.tanggal_terakhir for j in semua), default=None)
        return Usul(tanggal=hari, asal="tanggal catatan terakhir") if hari else None
    if jenis == JenisTarget.TEKS:
        return None
    satuan = _PERSEN if jenis == JenisTarget.PERSEN else frozenset({target.satuan.strip().casefold()})
    cocok = [j for j in semua if j.satuan.strip().casefold() in satuan]
    if not cocok:
        return None
    if jenis == JenisTarget.PERSEN:
        return Usul(
            angka=max(cocok, key=lambda j: j.tanggal_terakhir).terakhir, asal="persentase terakhir di catatan"
        )
    if jenis == JenisTarget.PALING_BANYAK:
        return Usul(angka=max(j.terbesar for j in cocok), asal="angka terbesar di catatan")
    return Usul(angka=sum((j.jumlah for j in cocok), Decimal(0)), asal="jumlah dari catatan")


def bagian_waktu(mulai: date, selesai: date, hari_ini: date) -> Decimal:
    """How much of a span has passed, in percent: what progress is compared with."""
    seluruh = (selesai - mulai).days + 1
    lewat = min(max((hari_ini - mulai).days + 1, 0), seluruh)
    return round(Decimal(lewat) / Decimal(seluruh) * 100, 1)


# --- feedback ---------------------------------------------------------------------------------
def check_umpan_balik(*, isi: str, punya_rhk: bool, nilai: str) -> None:
    """Refuse feedback without own words, or about two things at once.

    A ready answer may stand beside the words but never instead of them.
    """
    _check_teks(isi, "Umpan balik", UmpanBalikTidakSah, "isi")
    siap = {p.label.casefold() for p in PenilaianUmpanBalik}
    if isi.casefold().rstrip(".!") in siap:
        raise UmpanBalikTidakSah("Tambahkan alasan dengan kata-kata Anda sendiri.", bidang="isi")
    if punya_rhk and nilai:
        raise UmpanBalikTidakSah("Pilih satu sasaran: hasil kerja atau perilaku.", bidang="sasaran")


def check_balasan(balasan: str) -> None:
    """Refuse an empty reply."""
    _check_teks(balasan, "Balasan", UmpanBalikTidakSah, "balasan")


# --- evidence: names and links ----------------------------------------------------------------
_TAK_TAMPAK = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories that hide or turn text: control, bidi overrides, zero width, line separators."""
MAKS_NAMA = 120
_BENTUK_ANGKA = re.compile(r"(?:0x[0-9a-f]+|[0-9]+)(?:\.(?:0x[0-9a-f]+|[0-9]+))*\.?", re.IGNORECASE)
_AKHIRAN_DALAM = (
    ".local",
    ".localhost",
    ".internal",
    ".intranet",
    ".lan",
    ".home",
    ".corp",
    ".private",
    ".home.arpa",
    ".localdomain",
)


def nama_aman(nama: str, akhiran: str = "") -> str:
    """Make a file's name fit to be shown: last part of a path, no hidden characters, right ending.

    The name never reaches the storage, so this protects readers, not disks. A NIP in it is covered.
    """
    bersih = "".join(
        h for h in unicodedata.normalize("NFC", nama) if unicodedata.category(h) not in _TAK_TAMPAK
    )
    dasar = re.sub(r"\d{18}", "NIP", re.split(r"[/\\]", bersih)[-1])
    dasar = re.sub(r'[<>:"|?*\s]+', " ", dasar).strip(" .")
    batang, titik, lama = dasar.rpartition(".")
    if not titik or not re.fullmatch(r"[A-Za-z0-9]{1,5}", lama):
        batang, lama = dasar, ""
    ekor = f".{akhiran}" if akhiran else (f".{lama}" if lama else "")
    return f"{batang[: MAKS_NAMA - len(ekor)].strip(' .') or 'bukti'}{ekor}"


def check_tautan(tautan: str) -> str:
    """Return the link, or refuse: web addresses that any reader in the chain can reach.

    No sign-in names inside, no addresses within an office network.
    """
    rapi = tautan.strip()
    if len(rapi) > 1000:
        raise BuktiDukungDitolak(
            "Tautan paling panjang 1.000 huruf. Pakai tautan berbagi yang pendek.", bidang="tautan"
        )
    if any(unicodedata.category(h) in _TAK_TAMPAK or h.isspace() for h in rapi) or "\\" in rapi:
        raise BuktiDukungDitolak(
            "Tautan memuat spasi atau tanda tersembunyi. Salin ulang tautannya.", bidang="tautan"
        )
    try:
        bagian = urlsplit(rapi)
        host, port = (bagian.hostname or "").rstrip("."), bagian.port
    except ValueError:
        raise BuktiDukungDitolak(
            "Tautan tidak dapat dibaca. Salin ulang dari bilah alamat.", bidang="tautan"
        ) from None
    if bagian.scheme.lower() not in ("http", "https") or not host:
        raise BuktiDukungDitolak("Tautan harus diawali https:// atau http://.", bidang="tautan")
    if bagian.username is not None or bagian.password is not None:
        raise BuktiDukungDitolak("Tautan tidak boleh memuat nama pengguna atau kata sandi.", bidang="tautan")
    if _is_dalam(host) or port == 0:
        raise BuktiDukungDitolak(
            "Alamat itu hanya ada di jaringan kantor. Unggah berkasnya sebagai bukti.", bidang="tautan"
        )
    return rapi


def _is_dalam(host: str) -> bool:
    """Tell whether a host stays inside a network: no dot, a private ending, a private or disguised IP number."""
    kecil = host.lower()
    try:
        return not ipaddress.ip_address(kecil).is_global
    except ValueError:
        pass
    if _BENTUK_ANGKA.fullmatch(kecil):
        return True
    return "." not in kecil or kecil.endswith(_AKHIRAN_DALAM)
