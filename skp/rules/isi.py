"""What an SKP holds, and when it is complete. Imports no Django."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from pegawai.rules import Pilihan
from skp.errors import IsianTidakSah, SkpBelumLengkap, TargetTidakSah
from skp.rules.target import JenisTarget, Target, check_target


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
    rhk: str = ""
    """The RHK under which it stands."""


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
    for jenis in JenisRhk:
        for nomor, r in enumerate((r for r in rhk if r.jenis == jenis), start=1):
            sebutan = f"RHK {jenis.label.lower()} {nomor}"
            hasil.extend(
                Kekurangan(pesan, "rhk", kunci, r.kunci)
                for pesan, kunci in _kekurangan_rhk(sebutan, r, keluarga=keluarga, pendekatan=pendekatan)
            )
    return hasil


def _kekurangan_rhk(
    sebutan: str, r: RingkasRhk, *, keluarga: str, pendekatan: str
) -> Iterable[tuple[str, str]]:
    if not r.teks.strip():
        yield f"{sebutan} belum berisi teks.", r.kunci
    if keluarga == KeluargaFormulir.JA_JF and r.jenis == JenisRhk.UTAMA and not r.punya_rujukan:
        yield f"{sebutan} belum menyebut RHK pimpinan yang diintervensi.", r.kunci
    if not r.indikator:
        yield f"{sebutan} belum memiliki indikator kinerja individu.", r.kunci
    for ke, i in enumerate(r.indikator, start=1):
        nama = f"Indikator {ke} pada {sebutan}"
        if not i.teks.strip():
            yield f"{nama} belum berisi teks.", i.kunci
        if keluarga == KeluargaFormulir.JA_JF and pendekatan == Pendekatan.KUANTITATIF and not i.aspek:
            yield f"{nama} belum memiliki aspek.", i.kunci
        if pendekatan == Pendekatan.KUALITATIF and i.target.jenis == JenisTarget.TEKS:
            continue  # indicator and target are one narrative
        try:
            check_target(i.target)
        except TargetTidakSah as galat:
            yield f"{nama}: {galat.pesan}", i.kunci


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
