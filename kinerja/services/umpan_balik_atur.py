"""What is set for feedback: the agency's rules and rhythms, and the openers people keep."""

from __future__ import annotations

from django.db import transaction

from kinerja import permissions, rules
from kinerja.errors import UmpanBalikTidakSah
from kinerja.models import FrasaUmpanBalik, IramaUnit, PengaturanUmpanBalik
from kinerja.rules import MIN_JEDA_RONDE, IramaUmpanBalik, SifatUmpanBalik
from pegawai import audit
from pegawai.models import Pegawai, UnitKerja
from pegawai.rules import require, tidak

MAKS_MENIT = 7 * 24 * 60
MAKS_FRASA_SEORANG = 30


@transaction.atomic
def set_pengaturan(
    *,
    pelaku: Pegawai,
    menit_ubah: int,
    is_rekan_dibuka: bool,
    is_bawahan_dibuka: bool,
    hari_jeda_ronde: int,
) -> PengaturanUmpanBalik:
    """Set how long feedback can be mended, whether colleagues and bawahan give it, how far rounds stand apart."""
    require(permissions.may_set_umpan_balik(pelaku))
    if not 0 <= menit_ubah <= MAKS_MENIT:
        raise UmpanBalikTidakSah(f"Lama ubah diisi 0 sampai {MAKS_MENIT} menit.", bidang="menit_ubah")
    if not MIN_JEDA_RONDE <= hari_jeda_ronde <= 366:
        raise UmpanBalikTidakSah(
            f"Jarak antarronde diisi {MIN_JEDA_RONDE} sampai 366 hari.", bidang="hari_jeda_ronde"
        )
    with audit.act(pelaku, "umpan_balik.diatur"):
        return PengaturanUmpanBalik.objects.update_or_create(
            instansi_id=pelaku.instansi_id,
            defaults={
                "menit_ubah": menit_ubah,
                "is_rekan_dibuka": is_rekan_dibuka,
                "is_bawahan_dibuka": is_bawahan_dibuka,
                "hari_jeda_ronde": hari_jeda_ronde,
            },
        )[0]


@transaction.atomic
def set_irama(
    *, pelaku: Pegawai, unit: UnitKerja | None, irama: IramaUmpanBalik | str, hari: int | None = None
) -> IramaUnit:
    """Set how often a penilai speaks to each member, for the agency or a unit and below."""
    require(permissions.may_set_umpan_balik(pelaku))
    if unit is not None and unit.instansi_id != pelaku.instansi_id:
        require(tidak("Unit ini milik instansi lain."))
    irama = IramaUmpanBalik(irama)
    with audit.act(pelaku, "irama_umpan_balik.diatur"):
        return IramaUnit.objects.update_or_create(
            instansi_id=pelaku.instansi_id,
            unit=unit,
            defaults={"irama": irama, "hari": rules.hari_irama(irama, hari)},
        )[0]


@transaction.atomic
def remove_irama(*, pelaku: Pegawai, irama: IramaUnit) -> None:
    """Let the rule above hold again."""
    require(permissions.may_set_umpan_balik(pelaku))
    if irama.instansi_id != pelaku.instansi_id:
        require(tidak("Irama ini milik instansi lain."))
    with audit.act(pelaku, "irama_umpan_balik.dihapus"):
        irama.delete()


@transaction.atomic
def save_frasa(
    *, pelaku: Pegawai, teks: str, sifat: SifatUmpanBalik | str = "", bersama: bool = False
) -> FrasaUmpanBalik:
    """Keep an opener for oneself, or (the agency's admin) for everybody. The same words are kept once."""
    if bersama:
        require(permissions.may_set_umpan_balik(pelaku))
    teks = rules.rapikan(teks)
    rules.check_frasa(teks)
    milik = FrasaUmpanBalik.objects.filter(
        instansi_id=pelaku.instansi_id, pemilik=None if bersama else pelaku
    )
    if ada := milik.filter(teks=teks).first():
        return ada
    if milik.count() >= MAKS_FRASA_SEORANG:
        raise UmpanBalikTidakSah(
            f"Paling banyak {MAKS_FRASA_SEORANG} kalimat pembuka. Hapus yang tidak dipakai.", bidang="teks"
        )
    with audit.act(pelaku, "frasa_umpan_balik.disimpan"):
        return FrasaUmpanBalik.objects.get_or_create(
            instansi_id=pelaku.instansi_id,
            pemilik=None if bersama else pelaku,
            teks=teks,
            defaults={"sifat": SifatUmpanBalik(sifat) if sifat else ""},
        )[0]


@transaction.atomic
def remove_frasa(*, pelaku: Pegawai, frasa: FrasaUmpanBalik) -> None:
    """Throw an opener away."""
    require(permissions.may_keep_frasa(pelaku, frasa))
    with audit.act(pelaku, "frasa_umpan_balik.dihapus"):
        frasa.delete()
