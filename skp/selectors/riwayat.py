"""The whole history of an SKP for people: moves, changes of its content in words, notes, across versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, Model, Q, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.utils import timezone

from pegawai.models import Pegawai
from skp import rules
from skp.models import (
    ButirLampiran,
    CatatanTinjauan,
    EkspektasiPerilaku,
    IndikatorKinerja,
    RencanaAksi,
    RencanaHasilKerja,
    RiwayatSkp,
    Skp,
)
from skp.rules import JenisLampiran, JenisTarget, KlasifikasiRhk, NilaiPerilaku, Potongan, Target
from skp.selectors.dasar import kalimat_gerak

BUKAN_TULISAN = ("skp.disetujui", "skp.revisi_dimulai")
"""Acts that carry content over as a whole: what was written is told where it was written."""

BIDANG: dict[type[Model], tuple[tuple[str, str], ...]] = {
    RencanaHasilKerja: (
        ("teks", "Rencana hasil kerja"),
        ("rhk_pimpinan_teks", "RHK pimpinan"),
        ("indikator_pimpinan_teks", "Indikator pimpinan"),
        ("penugasan_dari", "Penugasan dari"),
        ("klasifikasi", "Klasifikasi"),
    ),
    IndikatorKinerja: (("teks", "Indikator"), ("aspek", "Aspek"), ("target", "Target")),
    EkspektasiPerilaku: (("teks", "Ekspektasi khusus"),),
    ButirLampiran: (("teks", "Butir"),),
    RencanaAksi: (("teks", "Rencana aksi"), ("target", "Target")),
}
NAMA: dict[str, str] = {
    "RencanaHasilKerja": "rencana hasil kerja",
    "IndikatorKinerja": "indikator",
    "EkspektasiPerilaku": "ekspektasi perilaku",
    "ButirLampiran": "lampiran",
    "RencanaAksi": "rencana aksi",
}
LEWAT_RHK = ("IndikatorKinerja", "RencanaAksi")
KOLOM_TARGET = (
    "jenis_target",
    "target_angka",
    "target_angka_maks",
    "satuan",
    "target_tanggal",
    "target_teks",
)


@dataclass(frozen=True)
class UbahanBidang:
    label: str
    potongan: list[Potongan]


@dataclass(frozen=True)
class Kejadian:
    """One line of the history: when, who did what, in which version, why, and the words that changed."""

    pada: datetime
    kalimat: str
    versi: int
    catatan: str = ""
    ubahan: list[UbahanBidang] = field(default_factory=list)


def riwayat_of(skp: Skp) -> list[Kejadian]:
    """Everything that happened to an SKP and its versions, the latest first (five queries, however much it is)."""
    keluarga = dict(Skp.objects.keluarga_versi(skp.pokok_id).values_list("pk", "versi"))
    versi_usul = dict(RiwayatSkp.objects.filter(skp__in=keluarga, dari="").values_list("skp_id", "versi"))
    """What was written in a proposal belongs to the version that it became, not to the one it holds now."""
    gerak = RiwayatSkp.objects.filter(skp__in=keluarga).select_related("oleh")
    hasil = [Kejadian(g.pada, f"{kalimat_gerak(g)}.", g.versi, g.catatan) for g in gerak]
    hasil += [
        Kejadian(
            c.dibuat_pada, f"{c.oleh.nama_lengkap} menyematkan catatan.", versi_usul.get(c.skp_id, 1), c.teks
        )
        for c in CatatanTinjauan.objects.filter(skp__in=keluarga, dikirim_pada__isnull=False).select_related(
            "oleh"
        )
    ]
    hasil += _ubahan(keluarga, versi_usul)
    return sorted(hasil, key=lambda k: k.pada, reverse=True)


def _ubahan(keluarga: Iterable[int], versi: dict[int, int]) -> list[Kejadian]:
    """Changes of content; what one person wrote in one item on one day is told once, first words against last."""
    baris = list(_peristiwa(list(keluarga)))
    orang = {
        p.pk: p.nama_lengkap
        for p in Pegawai.objects.filter(pk__in={b["pelaku"] for b in baris if b["pelaku"]})
    }
    lama: dict[tuple[str, int], dict[str, Any] | None] = {}
    kelompok: dict[tuple[Any, ...], dict[str, Any]] = {}
    for b in baris:
        kunci = (b["jenis"], b["objek"])
        kini = None if b["label"] == "delete" else b["isi"]
        sebelum = lama.get(kunci)
        lama[kunci] = kini
        if b["tindakan"] in BUKAN_TULISAN or b["tindakan"] == "skp.diajukan":
            continue
        hari = timezone.localtime(b["pada"]).date()
        g = kelompok.setdefault((*kunci, b["pelaku"], hari), {"awal": sebelum, **b})
        g["akhir"], g["pada"] = kini, b["pada"]
    return [k for g in kelompok.values() if (k := _kejadian(g, orang, versi)) is not None]


def _kejadian(g: dict[str, Any], orang: dict[int, str], versi: dict[int, int]) -> Kejadian | None:
    awal, akhir = _kata(g["jenis"], g["awal"]), _kata(g["jenis"], g["akhir"])
    ubahan = [
        UbahanBidang(label, rules.beda_kata(awal.get(label, ""), akhir.get(label, "")))
        for label in {**awal, **akhir}
        if awal.get(label, "") != akhir.get(label, "")
    ]
    if not ubahan:
        return None
    apa = "menambah" if not g["awal"] else "menghapus" if not g["akhir"] else "mengubah"
    isi = g["akhir"] or g["awal"]
    siapa = orang.get(g["pelaku"], "Sistem")
    return Kejadian(
        g["pada"], f"{siapa} {apa} {_sebutan(g['jenis'], isi)}.", versi.get(g["skp"], 1), g["alasan"], ubahan
    )


def _sebutan(jenis: str, isi: dict[str, Any]) -> str:
    if jenis == "EkspektasiPerilaku":
        return f"ekspektasi {NilaiPerilaku(isi['nilai']).label}"
    if jenis == "ButirLampiran":
        return f"lampiran {JenisLampiran(isi['jenis']).label.lower()}"
    return NAMA[jenis]


def _kata(jenis: str, isi: dict[str, Any] | None) -> dict[str, str]:
    """The fields of a row in words."""
    if not isi:
        return {}
    hasil = {k: str(v) for k, v in isi.items() if v not in (None, "")}
    if jenis == "IndikatorKinerja":
        hasil["target"] = rules.tampil_target(
            Target(
                jenis=JenisTarget(isi["jenis_target"]),
                angka=_angka(isi["target_angka"]),
                angka_maks=_angka(isi["target_angka_maks"]),
                satuan=isi["satuan"],
                tanggal=date.fromisoformat(isi["target_tanggal"]) if isi["target_tanggal"] else None,
                teks=isi["target_teks"],
            )
        )
        if isi["aspek"]:
            hasil["aspek"] = rules.Aspek(isi["aspek"]).label
    if jenis == "RencanaHasilKerja":
        hasil["klasifikasi"] = KlasifikasiRhk(isi["klasifikasi"]).label
    model = next(m for m in BIDANG if m.__name__ == jenis)
    return {label: hasil[nama] for nama, label in BIDANG[model] if hasil.get(nama)}


def _angka(teks: str | None) -> Decimal | None:
    return Decimal(teks) if teks else None


def _peristiwa(keluarga: list[int]) -> Iterator[dict[str, Any]]:
    """The rows of history that the database wrote about the parts of these SKP, the oldest first (one query)."""
    peristiwa_rhk: Any = RencanaHasilKerja
    rhk = peristiwa_rhk.pgh_event_model.objects.filter(skp__in=keluarga).values("pgh_obj_id")
    lewat_rhk, lewat_skp = Q(rhk__in=rhk), Q(skp__in=keluarga)
    kueri = [
        _satu(RencanaHasilKerja, lewat_skp, "skp_id", ()),
        _satu(IndikatorKinerja, lewat_rhk, "rhk_id", ("aspek", *KOLOM_TARGET)),
        _satu(EkspektasiPerilaku, lewat_skp, "skp_id", ("nilai",)),
        _satu(ButirLampiran, lewat_skp, "skp_id", ("jenis",)),
        _satu(RencanaAksi, lewat_rhk, "rhk_id", ()),
    ]
    rhk_ke_skp: dict[int, int] = {}
    urut = kueri[0].union(*kueri[1:], all=True).order_by("pada_baris", "pgh_id")
    for nama, objek, induk, label, pada, tindakan, alasan, pelaku, isi, _ in urut:
        if nama == "RencanaHasilKerja":
            rhk_ke_skp[objek] = induk
        yield {
            "jenis": nama,
            "objek": objek,
            "skp": rhk_ke_skp.get(induk, 0) if nama in LEWAT_RHK else induk,
            "label": label,
            "pada": pada,
            "tindakan": tindakan,
            "alasan": alasan,
            "pelaku": int(pelaku) if pelaku else None,
            "isi": isi,
        }


def _satu(model: Any, saring: Q, induk: str, lain: tuple[str, ...]) -> Any:
    kolom = dict.fromkeys([n for n, _ in BIDANG[model] if n != "target" or model is RencanaAksi])
    return (
        model.pgh_event_model.objects.filter(saring)
        .order_by()
        .annotate(
            nama_baris=Value(model.__name__, TextField()),
            pada_baris=F("pgh_created_at"),
            # as text, for a number of JSON would lose digits
            isi_baris=JSONObject(**{k: Cast(k, TextField()) for k in [*kolom, *lain]}),
            label_baris=Cast("pgh_label", TextField()),
            tindakan_baris=Coalesce(
                KeyTextTransform("tindakan", "pgh_context__metadata"), Value("", TextField())
            ),
            alasan_baris=Coalesce(
                KeyTextTransform("alasan", "pgh_context__metadata"), Value("", TextField())
            ),
            pelaku_baris=KeyTextTransform("pelaku", "pgh_context__metadata"),
        )
        .values_list(
            "nama_baris",
            "pgh_obj_id",
            induk,
            "label_baris",
            "pada_baris",
            "tindakan_baris",
            "alasan_baris",
            "pelaku_baris",
            "isi_baris",
            "pgh_id",
        )
    )
