"""Advice on how an SKP is worded. It never blocks: each remark says why, and how it could be. Imports no Django."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from pegawai.rules import Pilihan
from skp.rules.isi import Aspek, KeluargaFormulir, Pendekatan, RingkasIndikator, RingkasRhk, sidik
from skp.rules.periode import BULAN
from skp.rules.target import JenisTarget


class KodeNasihat(Pilihan):
    """What a remark is about (domain reference 5.5)."""

    RHK_KEGIATAN = "rhk_kegiatan", "RHK berupa kegiatan"
    RHK_GANDA = "rhk_ganda", "RHK berulang"
    KALIMAT_PANJANG = "kalimat_panjang", "Kalimat terlalu panjang"
    TAHUN_LAIN = "tahun_lain", "Menyebut tahun lalu"
    TARGET_TANPA_SATUAN = "target_tanpa_satuan", "Target tanpa satuan"
    SULIT_DIBUKTIKAN = "sulit_dibuktikan", "Sulit dibuktikan"
    WAKTU_TANPA_BATAS = "waktu_tanpa_batas", "Waktu tanpa batas"
    ASPEK_KOSONG = "aspek_kosong", "Aspek kosong"


@dataclass(frozen=True)
class Nasihat:
    """One remark: on which RHK or indicator, and the sentence with its reason and the way out."""

    kode: KodeNasihat
    kalimat: str
    kunci: str
    """uuid of the RHK or the indicator."""
    rhk: str
    """uuid of the RHK under which it stands."""
    sidik: str
    """Fingerprint of what was judged: another wording is judged anew."""


KERJA_KE_HASIL: Mapping[str, str] = {
    "melakukan": "Terlaksananya",
    "melaksanakan": "Terlaksananya",
    "pelaksanaan": "Terlaksananya",
    "menyusun": "Tersusunnya",
    "penyusunan": "Tersusunnya",
    "membuat": "Tersedianya",
    "pembuatan": "Tersedianya",
    "menyediakan": "Tersedianya",
    "penyediaan": "Tersedianya",
    "menyiapkan": "Tersedianya",
    "mempersiapkan": "Tersedianya",
    "penyiapan": "Tersedianya",
    "menganalisis": "Tersedianya analisis",
    "menyelenggarakan": "Terselenggaranya",
    "penyelenggaraan": "Terselenggaranya",
    "mengelola": "Terkelolanya",
    "pengelolaan": "Terkelolanya",
    "membangun": "Terbangunnya",
    "pembangunan": "Terbangunnya",
    "mengembangkan": "Berkembangnya",
    "pengembangan": "Berkembangnya",
    "mengumpulkan": "Terkumpulnya",
    "pengumpulan": "Terkumpulnya",
    "menghimpun": "Terhimpunnya",
    "memantau": "Terpantaunya",
    "pemantauan": "Terpantaunya",
    "mengawasi": "Terawasinya",
    "pengawasan": "Terawasinya",
    "mendampingi": "Terdampinginya",
    "pendampingan": "Terlaksananya pendampingan",
    "membina": "Terbinanya",
    "memeriksa": "Terperiksanya",
    "pemeriksaan": "Terperiksanya",
    "mengoordinasikan": "Terkoordinasinya",
    "mengkoordinasikan": "Terkoordinasinya",
    "memfasilitasi": "Terfasilitasinya",
    "menindaklanjuti": "Tertindaklanjutinya",
    "memverifikasi": "Terverifikasinya",
    "mengolah": "Terolahnya",
    "pengolahan": "Terolahnya",
    "memelihara": "Terpeliharanya",
    "pemeliharaan": "Terpeliharanya",
    "melayani": "Terlayaninya",
    "menyampaikan": "Tersampaikannya",
    "penyampaian": "Tersampaikannya",
    "melaporkan": "Terlaporkannya",
    "menyosialisasikan": "Tersosialisasikannya",
    "membantu": "Terbantunya",
    "mendukung": "Terdukungnya",
    "menjaga": "Terjaganya",
    "meningkatkan": "Meningkatnya",
    "peningkatan": "Meningkatnya",
    "mewujudkan": "Terwujudnya",
    "menata": "Tertatanya",
    "penataan": "Tertatanya",
    "mengikuti": "Meningkatnya kompetensi melalui",
    "menghadiri": "Tersampaikannya hasil",
}
"""The word an activity begins with, and the form that names its result."""

KATA_KERJA_LAIN = re.compile(r"(?:meng|meny|mem|men)[a-z]{4,}(?:kan|i)")
"""Verbs the table does not hold; short nouns (menteri, memori, media) do not match."""

MAKS_KATA = 30
"""A result of more words is read twice, and does not fit the column of the form."""

TANPA_SATUAN = ("indeks", "nilai", "skor", "rasio", "peringkat", "rating", "tingkat")
"""Measures that are a bare number by their nature."""

SATUAN_WAKTU = r"detik|menit|jam|hari|minggu|pekan|bulan|triwulan|semester|tahun|tanggal|tgl|" + "|".join(
    b.lower() for b in BULAN
)
BUKTI = (
    "laporan", "dokumen", "berita acara", "notula", "notulen", "daftar", "data", "sertifikat", "survei", "survey",
    "surat", "keputusan", "peraturan", "aplikasi", "modul", "berkas", "naskah", "rekapitulasi", "rekap", "hasil uji",
    "arsip", "log", "sistem", "foto", "publikasi", "presensi", "kuesioner", "persetujuan", "tanda terima",
)  # fmt: skip
"""Words that name something one can show."""


def nasihat_skp(*, keluarga: str, pendekatan: str, tahun: int, rhk: Sequence[RingkasRhk]) -> list[Nasihat]:
    """Read an SKP as a friendly colleague would; empty when nothing strikes him."""
    hasil: list[Nasihat] = []
    lihat: set[str] = set()
    for r in rhk:
        if not r.teks.strip():
            continue
        cap = sidik(r.teks)
        hasil.extend(
            Nasihat(kode, kalimat, r.kunci, r.kunci, cap) for kode, kalimat in _nasihat_rhk(r, tahun)
        )
        if (kunci := kunci_teks(r.teks)) in lihat:
            kalimat = "RHK ini sudah tertulis di atas. Gabungkan, atau bedakan hasilnya."
            hasil.append(Nasihat(KodeNasihat.RHK_GANDA, kalimat, r.kunci, r.kunci, cap))
        lihat.add(kunci)
        for i in r.indikator:
            cap_i = sidik(i.teks, i.aspek, i.target)
            hasil.extend(
                Nasihat(kode, kalimat, i.kunci, r.kunci, cap_i)
                for kode, kalimat in _nasihat_indikator(i, keluarga, pendekatan, tahun)
            )
    return hasil


def kunci_teks(teks: str) -> str:
    """One form for texts that say the same: no case, no punctuation, single blanks."""
    return " ".join(re.sub(r"[^\w]+", " ", teks.casefold()).split())


def kunci_bank(teks: str) -> str:
    """What makes two wordings one entry of the bank: a text of any length in 64 letters."""
    return sha256(kunci_teks(teks).encode()).hexdigest()


def bentuk_hasil(teks: str) -> str | None:
    """The wording as a result of a text that begins like an activity; None when it names a result already."""
    kata, _, sisa = teks.strip().partition(" ")
    awal = kata.casefold()
    if awal in KERJA_KE_HASIL:
        return f"{KERJA_KE_HASIL[awal]} {sisa}".strip()
    if KATA_KERJA_LAIN.fullmatch(awal):
        return f"Tersedianya {sisa}".strip()
    return None


def _nasihat_rhk(r: RingkasRhk, tahun: int) -> Iterable[tuple[KodeNasihat, str]]:
    if usul := bentuk_hasil(r.teks):
        yield (
            KodeNasihat.RHK_KEGIATAN,
            f"Ini kegiatan. RHK menyebut hasil agar dapat dinilai. Misalnya “{_potong(usul)}”.",
        )
    yield from _nasihat_teks(r.teks, tahun)


def _nasihat_teks(teks: str, tahun: int) -> Iterable[tuple[KodeNasihat, str]]:
    kata = len(teks.split())
    if kata > MAKS_KATA:
        yield (
            KodeNasihat.KALIMAT_PANJANG,
            f"Kalimat ini {kata} kata. Yang singkat lebih mudah disepakati; pindahkan rincian ke rencana aksi.",
        )
    if re.search(rf"(?<![\d–-]){tahun - 1}(?![\d–-])", teks):
        yield (
            KodeNasihat.TAHUN_LAIN,
            f"Kalimat ini menyebut {tahun - 1}, sedangkan SKP ini untuk {tahun}. Sesuaikan bila tertinggal.",
        )


def _nasihat_indikator(
    i: RingkasIndikator, keluarga: str, pendekatan: str, tahun: int
) -> Iterable[tuple[KodeNasihat, str]]:
    t = i.target
    uraian = t.jenis == JenisTarget.TEKS
    kuantitatif = pendekatan == Pendekatan.KUANTITATIF
    if keluarga == KeluargaFormulir.JA_JF and kuantitatif and not i.aspek:
        yield (
            KodeNasihat.ASPEK_KOSONG,
            "Aspek belum dipilih, padahal formulir JA/JF memuatnya. Pilih satu aspek.",
        )
    berangka = t.jenis in (JenisTarget.ANGKA, JenisTarget.PALING_BANYAK, JenisTarget.RENTANG)
    berindeks = i.teks.casefold().startswith(TANPA_SATUAN)
    if (berangka and not berindeks and not t.satuan.strip()) or (
        uraian and re.fullmatch(r"[\d.,\s]+", t.teks)
    ):
        yield (
            KodeNasihat.TARGET_TANPA_SATUAN,
            "Angka tanpa satuan dapat dibaca berbeda. Tulis satuannya, misalnya laporan atau layanan.",
        )
    if i.aspek == Aspek.WAKTU and not _punya_batas_waktu(i):
        yield (
            KodeNasihat.WAKTU_TANPA_BATAS,
            "Aspek waktu perlu batas agar ketepatannya dapat dihitung. Sebut tanggal atau lamanya.",
        )
    if uraian and t.teks.strip() and not _dapat_dibuktikan(i):
        yield (
            KodeNasihat.SULIT_DIBUKTIKAN,
            "Belum terlihat cara membuktikannya. Sebut ukuran atau buktinya, misalnya laporan atau hasil survei.",
        )
    yield from _nasihat_teks(i.teks, tahun)


def _punya_batas_waktu(i: RingkasIndikator) -> bool:
    """A date, a duration, or a share of what is on time."""
    t = i.target
    if t.jenis == JenisTarget.TANGGAL:
        return t.tanggal is not None
    if t.jenis == JenisTarget.PERSEN:
        return bool(re.search(r"tepat|jadwal|waktu|terlambat", i.teks, re.IGNORECASE))
    pola = rf"\b(?:{SATUAN_WAKTU})\b"
    if t.jenis == JenisTarget.TEKS:
        return bool(re.search(rf"\d|{pola}", t.teks, re.IGNORECASE))
    return bool(re.search(pola, f"{t.satuan} {i.teks}", re.IGNORECASE))


def _dapat_dibuktikan(i: RingkasIndikator) -> bool:
    """A number or a date to compare with, or something that can be shown."""
    teks = f"{i.teks} {i.target.teks}".casefold()
    if re.search(r"\d", i.target.teks):
        return True
    return any(re.search(rf"\b{re.escape(b)}", teks) for b in BUKTI)


def _potong(teks: str, maks: int = 90) -> str:
    return teks if len(teks) <= maks else f"{teks[: maks - 1].rsplit(' ', 1)[0]} …"
