"""Whether a window is open for a person or unit on a day, until when and why: reads for `rules.jendela_pada`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, JSONObject
from django.utils import timezone

from pegawai.models import Instansi, Pegawai, Penempatan, UnitKerja
from pegawai.rules import YA, Verdict, tidak
from pegawai.selectors import admin_untuk
from skp import rules
from skp.models import Periode, PerpanjanganJendela, Skp
from skp.rules import AturanJendela, JenisJendela, KeadaanJendela, Perpanjangan


def hari_instansi(instansi: Instansi) -> date:
    """Today where the agency is."""
    return rules.hari_di_zona(timezone.now(), instansi.zona_waktu)


def perpanjangan_berlaku(periode: Iterable[Periode]) -> list[PerpanjanganJendela]:
    """The extensions of these periods that stand, with the unit they were given for. One query."""
    return list(
        PerpanjanganJendela.objects.berlaku()
        .filter(periode__in=[p.pk for p in periode])
        .select_related("unit")
        .order_by("sampai")
    )


def keadaan_jendela(
    periode: Periode,
    jenis: JenisJendela,
    jalur: str,
    pada: date,
    *,
    perpanjangan: Sequence[PerpanjanganJendela] | None = None,
    hitung_dari: tuple[date, ...] = (),
) -> KeadaanJendela:
    """A window of a period for whoever sits in the unit with this path. One query, none with `perpanjangan`."""
    semua = perpanjangan_berlaku([periode]) if perpanjangan is None else perpanjangan
    sampai: dict[JenisJendela, date | None] = {
        JenisJendela.SKP: periode.skp_sampai,
        JenisJendela.PENGISIAN: periode.pengisian_sampai,
        JenisJendela.PENILAIAN: periode.penilaian_sampai,
        JenisJendela.PENYAMPAIAN: periode.penyampaian_sampai,
        JenisJendela.KEBERATAN: periode.keberatan_sampai,
        JenisJendela.FINAL: periode.final_sampai,
    }
    mulai: dict[JenisJendela, date | None] = {
        JenisJendela.SKP: periode.skp_mulai,
        JenisJendela.PENGISIAN: periode.pengisian_mulai or periode.mulai,
        JenisJendela.PENILAIAN: periode.penilaian_mulai or periode.mulai,
    }
    tenggang = {
        JenisJendela.SKP: periode.skp_tenggang,
        JenisJendela.PENGISIAN: periode.pengisian_tenggang,
    }
    aturan = AturanJendela(
        jenis=jenis,
        periode=str(periode.tahun) if jenis == JenisJendela.SKP else str(periode),
        mulai=mulai.get(jenis, periode.mulai),
        sampai=sampai[jenis],
        tenggang=tenggang.get(jenis, 0),
        perpanjangan=tuple(
            Perpanjangan(p.sampai, p.untuk)
            for p in semua
            if p.periode_id == periode.pk
            and p.jendela == jenis
            and (p.unit is None or jalur.startswith(p.unit.jalur))
        ),
        hitung_dari=hitung_dari,
        hari_baru=periode.hari_skp_baru,
    )
    return rules.jendela_pada(aturan, pada)


def _hitung_dari(
    instansi: Instansi, periode: Periode, penempatan: Penempatan, mulai: date
) -> tuple[date, ...]:
    """The days from which the days for a new SKP count: the year was opened late, the span begins later.

    A placement that was entered after it had begun counts from its entry: nobody could have known before.
    """
    zona = instansi.zona_waktu
    hasil = [rules.hari_di_zona(periode.dibuat_pada, zona)]
    if mulai > periode.mulai:
        hasil.append(max(mulai, rules.hari_di_zona(penempatan.dibuat_pada, zona)))
    return tuple(hasil)


def jendela_susun(
    penempatan: Penempatan,
    periode: Periode,
    *,
    instansi: Instansi,
    mulai: date | None = None,
    pada: date | None = None,
    perpanjangan: Sequence[PerpanjanganJendela] | None = None,
) -> KeadaanJendela:
    """The window in which an SKP for this placement and year is drafted and handed in."""
    awal = mulai or max(periode.mulai, penempatan.mulai)
    dari = _hitung_dari(instansi, periode, penempatan, awal)
    hari, jalur = pada or hari_instansi(instansi), penempatan.unit.jalur
    if perpanjangan is None:
        # extensions are asked for only once the ordinary days are over
        tepat = keadaan_jendela(periode, JenisJendela.SKP, jalur, hari, perpanjangan=(), hitung_dari=dari)
        if not tepat.lewat(hari):
            return tepat
    return keadaan_jendela(
        periode, JenisJendela.SKP, jalur, hari, perpanjangan=perpanjangan, hitung_dari=dari
    )


def jendela_skp(
    skp: Skp, pada: date | None = None, *, perpanjangan: Sequence[PerpanjanganJendela] | None = None
) -> KeadaanJendela:
    """The window in which this SKP is handed in. Whether it still binds this one: `jendela_mengikat`."""
    return jendela_susun(
        skp.penempatan,
        skp.periode,
        instansi=skp.instansi,
        mulai=skp.mulai,
        pada=pada,
        perpanjangan=perpanjangan,
    )


def jendela_mengikat(skp: Skp) -> bool:
    """Whether the window binds this SKP: no revision, not drafted by the pengelola, never handed in before."""
    if skp.revisi_dari_id is not None or skp.pengelola_id is not None:
        return False
    return not skp.riwayat.filter(ke=rules.StatusSkp.DIAJUKAN).exists()


def jendela_pengisian(skp: Skp, periode: Periode, pada: date) -> KeadaanJendela:
    """The window in which work and realisasi of a period are logged under this SKP.

    Extensions are asked for only when the ordinary deadline has passed: most entries come in time.
    """
    tepat = periode.pengisian_sampai is None or pada <= periode.pengisian_sampai
    return keadaan_jendela(
        periode,
        JenisJendela.PENGISIAN,
        skp.penempatan.unit.jalur,
        pada,
        perpanjangan=() if tepat else None,
    )


@dataclass(frozen=True)
class Pemberitahuan:
    """What a page says about a window: the kind of message, and the sentence."""

    jenis: str
    teks: str


def pemberitahuan_jendela(
    keadaan: KeadaanJendela, *, periode: Periode, unit: UnitKerja, pada: date
) -> Pemberitahuan | None:
    """The notice where people work: quiet in good time, plain when it closes soon, with the way out when closed."""
    teks = rules.kalimat_jendela(keadaan, pada)
    if not teks:
        return None
    if keadaan.sebab == rules.SebabJendela.DITUTUP:
        return Pemberitahuan("masalah", f"{teks} {jalan_keluar(periode.instansi_id, unit)}")
    return Pemberitahuan(
        "perlu" if rules.is_mendekat(keadaan, pada, periode.hari_peringatan) else "info", teks
    )


def pemberitahuan_skp(skp: Skp) -> Pemberitahuan | None:
    """The notice on a draft; None where no window binds it."""
    keadaan = jendela_skp(skp)
    if not keadaan.terbuka and not jendela_mengikat(skp):
        return None
    return pemberitahuan_jendela(
        keadaan, periode=skp.periode, unit=skp.penempatan.unit, pada=hari_instansi(skp.instansi)
    )


def boleh_diajukan(skp: Skp) -> Verdict:
    """Whether the window lets this SKP be handed in now, with the sentence of the refusal."""
    keadaan = jendela_skp(skp)
    if keadaan.terbuka or not jendela_mengikat(skp):
        return YA
    kalimat = rules.kalimat_jendela(keadaan, hari_instansi(skp.instansi))
    return tidak(f"{kalimat} {jalan_keluar(skp.instansi_id, skp.penempatan.unit)}")


def jalan_keluar(instansi_id: int, unit: UnitKerja | None) -> str:
    """Who can extend a window for this unit, in a sentence."""
    admin = admin_untuk(instansi_id, unit)
    if not admin:
        return "Minta perpanjangan kepada admin kepegawaian."
    return f"Minta perpanjangan kepada {admin[0].nama_lengkap}, admin kepegawaian."


def tahun_kinerja(instansi_id: int) -> list[Periode]:
    """The opened years, the newest first."""
    return list(Periode.objects.tahunan().filter(instansi=instansi_id).order_by("-tahun"))


def periode_setahun(instansi_id: int, tahun: int) -> list[Periode]:
    """The periods of a year: the year itself, then its parts."""
    return list(
        Periode.objects.filter(instansi=instansi_id, tahun=tahun).order_by("mulai", "-selesai", "nomor")
    )


def riwayat_perpanjangan(instansi_id: int, tahun: int) -> QuerySet[PerpanjanganJendela]:
    """All extensions of a year, the withdrawn ones too, the newest first."""
    return PerpanjanganJendela.objects.filter(instansi=instansi_id, periode__tahun=tahun).select_related(
        "periode", "unit", "oleh", "dicabut_oleh"
    )


def kolom_jendela(pelaku: Pegawai, tahunan: Periode, pada: date) -> dict[str, Subquery]:
    """What the window of a person's SKP depends on, as columns for a read that a page makes anyway."""
    tempat = Penempatan.objects.definitif().pada(pada).filter(pegawai=pelaku)
    mencakup = (
        Penempatan.objects.definitif()
        .pada(pada)
        .filter(pegawai=pelaku, unit__jalur__startswith=OuterRef("unit__jalur"))
    )
    lebih = PerpanjanganJendela.objects.berlaku().filter(
        Q(unit__isnull=True) | Exists(mencakup), periode=tahunan, jendela=JenisJendela.SKP
    )
    untuk = Concat(
        Coalesce("unit__nama", Value("seluruh instansi")),
        Case(When(is_gangguan=True, then=Value(" karena gangguan layanan")), default=Value("")),
    )
    return {
        "tempat": Subquery(
            tempat.values(isi=JSONObject(mulai="mulai", dibuat="dibuat_pada", jalur="unit__jalur"))[:1]
        ),
        "perpanjangan": Subquery(
            lebih.order_by("-sampai").values(isi=JSONObject(sampai="sampai", untuk=untuk))[:1]
        ),
    }


def jendela_dari(
    baris: Mapping[str, Any], tahunan: Periode, zona: str, pada: date, *, mulai: date | None = None
) -> KeadaanJendela | None:
    """The window out of those columns; None for who sits nowhere."""
    tempat, lebih = baris["tempat"], baris["perpanjangan"]
    if not tempat:
        return None
    awal = mulai or max(tahunan.mulai, date.fromisoformat(tempat["mulai"]))
    dari = [rules.hari_di_zona(tahunan.dibuat_pada, zona)]
    if awal > tahunan.mulai:
        dari.append(max(awal, rules.hari_di_zona(datetime.fromisoformat(tempat["dibuat"]), zona)))
    aturan = AturanJendela(
        jenis=JenisJendela.SKP,
        periode=str(tahunan.tahun),
        mulai=tahunan.skp_mulai,
        sampai=tahunan.skp_sampai,
        tenggang=tahunan.skp_tenggang,
        perpanjangan=(Perpanjangan(date.fromisoformat(lebih["sampai"]), lebih["untuk"]),) if lebih else (),
        hitung_dari=tuple(dari),
        hari_baru=tahunan.hari_skp_baru,
    )
    return rules.jendela_pada(aturan, pada)
