"""Keeping the bank: entries from fixed SKP or by hand, changed, merged, retired."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from pegawai import audit
from pegawai.models import Jabatan, Pegawai
from skp import permissions, rules
from skp.errors import IsianTidakSah
from skp.models import BankIki, BankRhk, RencanaHasilKerja
from skp.permissions.ringan import may_manage_bank
from skp.rules import Aspek, JenisRhk, JenisTarget, kunci_bank


@dataclass(frozen=True)
class IsiIki:
    """An indicator as the bank keeps it: no figure, no date."""

    teks: str
    aspek: str = ""
    jenis_target: str = JenisTarget.ANGKA.value
    satuan: str = ""
    polaritas: str = ""


@transaction.atomic
def save_bank_rhk(
    *,
    pelaku: Pegawai,
    jabatan: Jabatan,
    teks: str,
    jenis: JenisRhk = JenisRhk.UTAMA,
    iki: Sequence[IsiIki] | None = None,
    bank: BankRhk | None = None,
) -> BankRhk:
    """Write one entry; with `iki` its indicators become exactly these."""
    permissions.require(may_manage_bank(pelaku, bank))
    if jabatan.instansi_id != pelaku.instansi_id:
        raise IsianTidakSah("Jabatan itu tidak ditemukan. Pilih dari daftar.", bidang="jabatan")
    # the jabatan is locked, not an entry: two admins can add the same words at once
    jabatan = Jabatan.objects.select_for_update().get(pk=jabatan.pk)
    teks = rules.check_teks(teks, sebutan="Rencana hasil kerja")
    kunci = kunci_bank(teks)
    lain = BankRhk.objects.filter(jabatan=jabatan, kunci=kunci)
    if bank is None:
        bank = BankRhk(instansi_id=jabatan.instansi_id)
    else:
        bank = BankRhk.objects.select_for_update().get(pk=bank.pk)
        lain = lain.exclude(pk=bank.pk)
    if ada := lain.first():
        keadaan = "" if ada.is_aktif else ", tetapi sudah pensiun. Aktifkan lagi dari daftar pensiun"
        raise IsianTidakSah(f"RHK ini sudah ada di bank {jabatan.nama}{keadaan}.", bidang="teks")
    bank.jabatan, bank.teks, bank.kunci, bank.jenis = jabatan, teks, kunci, JenisRhk(jenis).value
    with audit.act(pelaku, "bank.disimpan"):
        bank.save()
        if iki is not None:
            _set_iki(bank, iki)
    return bank


def _set_iki(bank: BankRhk, iki: Sequence[IsiIki]) -> None:
    """Change line by line, so that the history shows which one changed."""
    lama = {i.kunci: i for i in bank.iki.all()}
    urutan = 0
    for isi in iki:
        teks = isi.teks.strip()
        kunci = kunci_bank(teks)
        if not teks:
            continue
        urutan += 1
        baris = lama.pop(kunci, None) or BankIki(rhk=bank)
        baru = _nilai(isi) | {"teks": teks, "kunci": kunci, "urutan": urutan}
        if baris.pk is None or any(getattr(baris, n) != v for n, v in baru.items()):
            for nama, nilai in baru.items():
                setattr(baris, nama, nilai)
            baris.save()
    for sisa in lama.values():
        sisa.delete()


def _nilai(isi: IsiIki) -> dict[str, str]:
    jenis = JenisTarget(isi.jenis_target)
    return {
        "aspek": Aspek(isi.aspek).value if isi.aspek else "",
        "jenis_target": jenis.value,
        "satuan": isi.satuan.strip(),
        "polaritas": isi.polaritas or rules.POLARITAS_BAWAAN[jenis].value,
    }


def iki_dari(rhk: RencanaHasilKerja) -> list[IsiIki]:
    """The indicators of a fixed RHK as the bank keeps them, each wording once."""
    hasil: dict[str, IsiIki] = {}
    for i in rhk.indikator.all():
        isi = IsiIki(i.teks, i.aspek, i.jenis_target, i.satuan, i.polaritas)
        hasil.setdefault(kunci_bank(i.teks), isi)
    return list(hasil.values())


@transaction.atomic
def accept_calon(*, pelaku: Pegawai, calon: Iterable[RencanaHasilKerja]) -> int:
    """Take agreed wording of fixed SKP into the bank; what is there already gets the indicators it lacks."""
    permissions.require(may_manage_bank(pelaku))
    jumlah = 0
    with audit.act(pelaku, "bank.calon_diterima"):
        for r in calon:
            jabatan = r.skp.penempatan.jabatan
            ada = BankRhk.objects.filter(jabatan=jabatan, kunci=kunci_bank(r.teks)).first()
            if ada is None:
                save_bank_rhk(
                    pelaku=pelaku, jabatan=jabatan, teks=r.teks, jenis=JenisRhk(r.jenis), iki=iki_dari(r)
                )
                jumlah += 1
            else:
                jumlah += bool(_tambah_iki(ada, iki_dari(r)))
    return jumlah


def _tambah_iki(bank: BankRhk, iki: Sequence[IsiIki]) -> int:
    ada = set(bank.iki.values_list("kunci", flat=True))
    urutan = bank.iki.aggregate(n=Max("urutan"))["n"] or 0
    jumlah = 0
    for isi in iki:
        if (kunci := kunci_bank(isi.teks)) in ada:
            continue
        ada.add(kunci)
        jumlah += 1
        BankIki.objects.create(
            rhk=bank, teks=isi.teks.strip(), kunci=kunci, urutan=urutan + jumlah, **_nilai(isi)
        )
    return jumlah


@transaction.atomic
def reject_calon(*, pelaku: Pegawai, calon: RencanaHasilKerja) -> BankRhk:
    """Keep a wording as retired, so that it is not proposed again."""
    permissions.require(may_manage_bank(pelaku))
    with audit.act(pelaku, "bank.calon_ditolak"):
        jabatan = calon.skp.penempatan.jabatan
        ada = BankRhk.objects.filter(jabatan=jabatan, kunci=kunci_bank(calon.teks)).first()
        if ada:
            return ada
        bank = save_bank_rhk(pelaku=pelaku, jabatan=jabatan, teks=calon.teks, jenis=JenisRhk(calon.jenis))
        bank.is_aktif = False
        bank.save(update_fields=["is_aktif"])
    return bank


@transaction.atomic
def set_bank_aktif(*, pelaku: Pegawai, bank: BankRhk, aktif: bool) -> BankRhk:
    """Retire an entry, or offer it again."""
    bank = BankRhk.objects.select_for_update().get(pk=bank.pk)
    permissions.require(may_manage_bank(pelaku, bank))
    if bank.is_aktif != aktif:
        bank.is_aktif, bank.digabung_ke = aktif, None if aktif else bank.digabung_ke
        with audit.act(pelaku, "bank.diaktifkan" if aktif else "bank.dipensiunkan"):
            bank.save(update_fields=["is_aktif", "digabung_ke"])
    return bank


@transaction.atomic
def merge_bank(*, pelaku: Pegawai, bank: BankRhk, ke: BankRhk) -> BankRhk:
    """Let one entry go into another of the same jabatan: its indicators come along, it retires itself."""
    dua = {
        b.pk: b for b in BankRhk.objects.select_for_update().filter(pk__in=[bank.pk, ke.pk]).order_by("pk")
    }
    permissions.require(may_manage_bank(pelaku, bank))
    permissions.require(may_manage_bank(pelaku, ke))
    if len(dua) < 2 or bank.jabatan_id != ke.jabatan_id:
        raise IsianTidakSah("Pilih RHK lain dari jabatan yang sama.", bidang="ke")
    bank, ke = dua[bank.pk], dua[ke.pk]
    if not ke.is_aktif:
        raise IsianTidakSah("RHK tujuan sudah pensiun. Pilih yang masih dipakai.", bidang="ke")
    with audit.act(pelaku, "bank.digabung"):
        _tambah_iki(
            ke, [IsiIki(i.teks, i.aspek, i.jenis_target, i.satuan, i.polaritas) for i in bank.iki.all()]
        )
        bank.is_aktif, bank.digabung_ke = False, ke
        bank.save(update_fields=["is_aktif", "digabung_ke"])
    return ke
