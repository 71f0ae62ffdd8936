"""The windows of the year: changed, extended for a unit, withdrawn; and the check that every hand-in asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from pegawai import audit
from pegawai.errors import SudahBerubah
from pegawai.models import Pegawai, UnitKerja
from skp import permissions, rules, selectors
from skp.errors import JendelaDitutup, PeriodeTidakSah
from skp.models import Periode, PerpanjanganJendela, Skp
from skp.models.periode import BIDANG_JENDELA
from skp.rules import JenisJendela

HARI_MAKS = 366
TAHAP_HASIL = (JenisJendela.PENILAIAN, JenisJendela.PENYAMPAIAN, JenisJendela.KEBERATAN, JenisJendela.FINAL)
"""They end one after another."""


@transaction.atomic
def set_jendela(
    *,
    pelaku: Pegawai,
    periode: Periode,
    isi: Mapping[str, date | int | bool | None],
    alasan: str,
    versi: str | None = None,
) -> Periode:
    """Change windows and deadlines of a period, with the reason; what is not named stays."""
    periode = Periode.objects.select_for_update(of=("self",)).select_related("instansi").get(pk=periode.pk)
    permissions.require(permissions.may_open_tahun(pelaku, periode.instansi))
    if versi and versi != periode.versi:
        raise SudahBerubah("Jendela ini diubah orang lain setelah Anda membukanya. Muat ulang halaman ini.")
    alasan = rules.check_teks(alasan, sebutan="Alasan perubahan", bidang="alasan")
    for bidang, nilai in isi.items():
        if bidang not in BIDANG_JENDELA:
            raise PeriodeTidakSah(f"{bidang} bukan bagian jendela periode.")
        setattr(periode, bidang, nilai)
    _check_jendela(periode)
    with audit.act(pelaku, "periode.jendela_diubah", alasan):
        periode.save(update_fields=list(isi))
    return periode


def _check_jendela(periode: Periode) -> None:
    for jendela in JenisJendela:
        rules.check_urutan_jendela(
            getattr(periode, f"{jendela}_mulai", None),
            getattr(periode, f"{jendela}_sampai"),
            bidang=f"{jendela}_sampai",
            sebutan=jendela.label,
        )
    rules.check_urutan_tahap(
        [
            ("", "Hari pertama periode", periode.mulai),
            ("evaluasi_mulai", "Pembukaan evaluasi", periode.evaluasi_mulai),
        ]
    )
    rules.check_urutan_tahap(
        [
            ("", "Hari terakhir periode", periode.selesai),
            *((f"{j}_sampai", rules.BATAS_SEBUTAN[j], getattr(periode, f"{j}_sampai")) for j in TAHAP_HASIL),
        ]
    )
    for bidang in ("skp_tenggang", "pengisian_tenggang", "hari_skp_baru", "hari_peringatan"):
        if not 0 <= getattr(periode, bidang) <= HARI_MAKS:
            raise PeriodeTidakSah(f"Tulis jumlah hari antara 0 dan {HARI_MAKS}.", bidang=bidang)
    for bidang in BIDANG_JENDELA:
        hari = getattr(periode, bidang)
        if isinstance(hari, date) and not periode.tahun - 1 <= hari.year <= periode.tahun + 1:
            raise PeriodeTidakSah(
                f"Tulis tanggal antara tahun {periode.tahun - 1} dan {periode.tahun + 1}.", bidang=bidang
            )


@transaction.atomic
def extend_jendela(
    *,
    pelaku: Pegawai | None,
    periode: Periode,
    jendela: JenisJendela,
    sampai: date,
    alasan: str,
    unit: UnitKerja | None = None,
) -> PerpanjanganJendela:
    """Keep a window open longer, for the agency or for a unit and everything below. `pelaku` None is the system."""
    periode = Periode.objects.select_for_update(of=("self",)).select_related("instansi").get(pk=periode.pk)
    if pelaku is not None:
        permissions.require(permissions.may_extend_jendela(pelaku, periode.instansi, unit))
    alasan = rules.check_teks(alasan, sebutan="Alasan perpanjangan", bidang="alasan")
    if unit is not None and unit.instansi_id != periode.instansi_id:
        raise PeriodeTidakSah("Unit itu tidak ditemukan. Pilih dari daftar.", bidang="unit")
    jendela = JenisJendela(jendela)
    batas = getattr(periode, f"{jendela}_sampai")
    if batas is None:
        raise PeriodeTidakSah(f"{jendela.label} {periode} tidak berbatas waktu.", bidang="jendela")
    if sampai <= batas:
        raise PeriodeTidakSah(
            f"Batas yang berlaku {rules.tanggal_panjang(batas)}. Pilih tanggal sesudahnya.", bidang="sampai"
        )
    if sampai < selectors.hari_instansi(periode.instansi):
        raise PeriodeTidakSah("Tanggal itu sudah lewat. Pilih hari ini atau sesudahnya.", bidang="sampai")
    if sampai.year > periode.tahun + 1:
        raise PeriodeTidakSah(f"Pilih tanggal paling lambat akhir {periode.tahun + 1}.", bidang="sampai")
    with audit.act(pelaku, "jendela.diperpanjang", alasan):
        return PerpanjanganJendela.objects.create(
            instansi_id=periode.instansi_id,
            periode=periode,
            jendela=jendela.value,
            unit=unit,
            sampai=sampai,
            alasan=alasan,
            oleh=pelaku,
        )


@transaction.atomic
def withdraw_perpanjangan(
    *, pelaku: Pegawai, perpanjangan: PerpanjanganJendela, alasan: str
) -> PerpanjanganJendela:
    """Take an extension back; it stays readable with who gave and who withdrew it."""
    perpanjangan = (
        PerpanjanganJendela.objects.select_for_update(of=("self",))
        .select_related("instansi", "unit", "periode")
        .get(pk=perpanjangan.pk)
    )
    permissions.require(permissions.may_extend_jendela(pelaku, perpanjangan.instansi, perpanjangan.unit))
    if perpanjangan.dicabut_pada is not None:
        raise SudahBerubah("Perpanjangan ini sudah dicabut. Muat ulang halaman ini.")
    alasan = rules.check_teks(alasan, sebutan="Alasan pencabutan", bidang="alasan")
    perpanjangan.dicabut_pada, perpanjangan.dicabut_oleh = timezone.now(), pelaku
    perpanjangan.alasan_cabut = alasan
    with audit.act(pelaku, "jendela.perpanjangan_dicabut", alasan):
        perpanjangan.save(update_fields=["dicabut_pada", "dicabut_oleh", "alasan_cabut"])
    return perpanjangan


def check_jendela_skp(skp: Skp) -> None:
    """Refuse to hand in outside the window: which one, when it closed, who can extend it. For a locked SKP.

    A revision has no window, and what was handed in in time and came back may be handed in again.
    """
    boleh = selectors.boleh_diajukan(skp)
    if not boleh:
        raise JendelaDitutup(boleh.alasan)
