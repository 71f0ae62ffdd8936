"""What signatures a document has, who is still to sign, and whether a file is one of ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import QuerySet

from evaluasi.models import Dokumen, TandaTangan
from evaluasi.rules import (
    CaraTandaTangan,
    JenisDokumen,
    PeranPenanda,
    penanda_dokumen,
    sebutan_penanda,
)
from pegawai.models import Pegawai


def dokumen_terlihat(pelaku: Pegawai) -> QuerySet[Dokumen]:
    """Issued documents that `pelaku` may see, with what their page says."""
    return Dokumen.objects.visible_to(pelaku).select_related(
        "instansi",
        "evaluasi__periode",
        "evaluasi__pegawai",
        "skp__periode",
        "skp__pegawai",
        "perjanjian__pegawai",
        "rekap__periode",
        "rekap__unit",
    )


def tanda_terlihat(pelaku: Pegawai) -> QuerySet[TandaTangan]:
    """Signed files of documents that `pelaku` may see."""
    return TandaTangan.objects.filter(dokumen__in=Dokumen.objects.visible_to(pelaku)).select_related(
        "dokumen__evaluasi__periode",
        "dokumen__skp__periode",
        "dokumen__perjanjian",
        "dokumen__rekap__periode",
    )


def tanda_berlaku(dokumen: Dokumen) -> QuerySet[TandaTangan]:
    """The signed files of a document that were not taken back, in their order."""
    return TandaTangan.objects.filter(dokumen=dokumen, dicabut_pada__isnull=True).order_by("urutan")


def tanda_elektronik_terakhir(dokumen: Dokumen) -> TandaTangan | None:
    """The file that holds all electronic signatures so far."""
    return tanda_berlaku(dokumen).exclude(cara=CaraTandaTangan.BASAH).last()


def peran_bertanda(dokumen: Dokumen, *, elektronik: bool = False) -> set[PeranPenanda]:
    """Whose signatures are there; with `elektronik`, only those inside the file."""
    tanda = tanda_berlaku(dokumen)
    if elektronik:
        tanda = tanda.exclude(cara=CaraTandaTangan.BASAH)
    return {p for t in tanda for p in t.daftar_peran}


@dataclass(frozen=True)
class BarisPenanda:
    """One who is named under a document, and the signature that counts for him."""

    peran: PeranPenanda
    sebutan: str
    nama: str
    tanda: TandaTangan | None


def baris_penanda_of(dokumen: Dokumen, tanda: Sequence[TandaTangan]) -> list[BarisPenanda]:
    """Everyone who is to sign, with his signature: the electronic one before a scan. No query."""
    jenis, naskah = JenisDokumen(dokumen.jenis), dokumen.isi_naskah
    urut = sorted(
        (t for t in tanda if t.dicabut_pada is None), key=lambda t: (not t.is_elektronik, -t.urutan)
    )
    return [
        BarisPenanda(
            p,
            sebutan_penanda(jenis, p),
            naskah[p.value]["nama"],
            next((t for t in urut if p in t.daftar_peran), None),
        )
        for p in penanda_dokumen(jenis, naskah)
    ]


def penanda_menunggu(dokumen: Dokumen) -> QuerySet[Pegawai]:
    """The people whose signature is still missing, as far as they are found by NIP."""
    sudah, naskah = peran_bertanda(dokumen), dokumen.isi_naskah
    nip = [
        n
        for p in penanda_dokumen(JenisDokumen(dokumen.jenis), naskah)
        if p not in sudah and (n := naskah[p.value].get("nip"))
    ]
    return Pegawai.objects.filter(instansi=dokumen.instansi_id, nip__in=nip)


@dataclass(frozen=True)
class HasilBanding:
    """What a file is that somebody holds against a document."""

    cocok: bool
    judul: str
    teks: str


BERKAS_ASING = HasilBanding(
    False,
    "Berkas tidak dikenal",
    "Berkas ini bukan dokumen yang kami terbitkan, atau isinya sudah diubah. "
    "Minta berkas asli kepada pemberinya, atau periksa kode yang tercetak.",
)


def bandingkan(dokumen: Dokumen, cap: str) -> HasilBanding:
    """Tell by its sha256 whether a file is the issued document or one of its signed files. One query at most."""
    if cap == dokumen.sha256:
        return HasilBanding(
            True, "Berkas sama persis", "Isi berkas Anda sama dengan dokumen yang diterbitkan."
        )
    tanda = TandaTangan.objects.filter(sha256=cap, dokumen=dokumen).order_by("-urutan").first()
    if tanda is None:
        return HasilBanding(
            False,
            "Berkas berbeda",
            "Isi berkas Anda tidak sama dengan dokumen yang diterbitkan. Minta berkas asli kepada pemberinya.",
        )
    if tanda.dicabut_pada is not None:
        return HasilBanding(
            False, "Pindaian ini sudah ditarik", "Minta berkas yang berlaku kepada pemberinya."
        )
    if tanda.is_elektronik:
        return HasilBanding(
            True,
            "Berkas sama persis, bertanda tangan elektronik",
            f"Isi berkas Anda sama dengan dokumen bertanda tangan yang kami simpan. {tanda.get_cara_display()}.",
        )
    return HasilBanding(
        True,
        "Berkas sama persis dengan pindaian",
        "Isi berkas Anda sama dengan pindaian bertanda tangan basah yang kami simpan.",
    )


def sidik_berkas(potongan: Iterable[bytes]) -> str:
    """The sha256 of an upload, read in pieces."""
    cap = sha256()
    for potong in potongan:
        cap.update(potong)
    return cap.hexdigest()
