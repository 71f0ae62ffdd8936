"""What angka kredit rests on: opening balances, the agency's coefficients, and how it reckons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from evaluasi import permissions
from evaluasi.errors import KreditTidakSah
from evaluasi.models import KoefisienKredit, PengaturanKredit, SaldoKredit
from evaluasi.permissions import kredit as izin
from evaluasi.rules import HitungBulan, HitungPangkat, JenisSaldo
from evaluasi.rules.kredit_tempel import BarisDitolak, BarisSaldo, baca_golongan, check_koefisien, check_saldo
from evaluasi.selectors.kredit import jenjang_of
from evaluasi.services.kredit import unit_kini
from kinerja.rules import rapikan
from pegawai import audit
from pegawai.models import Instansi, Jabatan, Pegawai, Penempatan
from pegawai.rules import JenisJabatan, JenjangFungsional
from pegawai.selectors import penempatan_of
from skp.selectors import hari_instansi


@transaction.atomic
def record_saldo(
    *,
    pelaku: Pegawai,
    pegawai: Pegawai,
    jenis: JenisSaldo,
    nilai: Decimal,
    tanggal: date,
    dasar: str,
    jenjang: JenjangFungsional | None = None,
) -> SaldoKredit:
    """Record what a person brings into a jenjang (today's, unless said), by the decision that grants it."""
    pegawai = Pegawai.objects.select_for_update(of=("self",)).select_related("instansi").get(pk=pegawai.pk)
    hari = hari_instansi(pegawai.instansi)
    permissions.require(izin.may_record_saldo(pelaku, pegawai, unit_kini(pegawai)))
    check_saldo(nilai, dasar, tanggal, hari)
    tempat = penempatan_of(pegawai, hari)
    milik = jenjang or (jenjang_of(tempat) if tempat else None)
    if milik is None:
        raise KreditTidakSah(
            "Pegawai ini tidak menduduki jabatan fungsional berjenjang. Perbaiki jabatannya dahulu."
        )
    with audit.act(pelaku, "kredit.saldo_dicatat"):
        saldo, baru = SaldoKredit.objects.get_or_create(
            pegawai=pegawai,
            jenjang=milik.value,
            jenis=JenisSaldo(jenis).value,
            tanggal=tanggal,
            nilai=nilai,
            dibatalkan_pada=None,
            defaults={
                "instansi_id": pegawai.instansi_id,
                "dasar": rapikan(dasar)[:300],
                "dicatat_oleh": pelaku,
            },
        )
    if not baru:
        raise KreditTidakSah(
            "Saldo dengan jenis, angka, dan tanggal itu sudah tercatat. Batalkan dahulu bila keliru.",
            bidang="nilai",
        )
    return saldo


@dataclass(frozen=True)
class HasilTempel:
    dicatat: int
    sudah_ada: int
    ditolak: tuple[BarisDitolak, ...]


@transaction.atomic
def record_banyak_saldo(*, pelaku: Pegawai, baris: Sequence[BarisSaldo]) -> HasilTempel:
    """Record the rows of a list. A row already there stays as it is; one that cannot be taken is named."""
    permissions.require(izin.may_paste_saldo(pelaku))
    instansi = pelaku.instansi
    orang = {
        p.nip: p
        for p in Pegawai.objects.filter(instansi=instansi, nip__in=[b.nip for b in baris]).order_by("pk")
    }
    tempat = {
        t.pegawai_id: t
        for t in Penempatan.objects.definitif()
        .pada(hari_instansi(instansi))
        .filter(pegawai__in=orang.values())
        .select_related("jabatan", "unit")
    }
    ditolak, baru = [], []
    for b in baris:
        p = orang.get(b.nip)
        t = tempat.get(p.pk) if p else None
        jenjang = jenjang_of(t) if t else None
        boleh = izin.may_record_saldo(pelaku, p, t.unit if t else None) if p else None
        if p is None:
            alasan = "NIP ini tidak ada di instansi Anda."
        elif not boleh:
            alasan = boleh.alasan if boleh is not None else ""
        elif jenjang is None:
            alasan = "Pegawai ini tidak menduduki jabatan fungsional berjenjang."
        else:
            baru.append(
                SaldoKredit(
                    instansi=instansi,
                    pegawai=p,
                    jenjang=jenjang.value,
                    jenis=b.jenis.value,
                    nilai=b.nilai,
                    tanggal=b.tanggal,
                    dasar=rapikan(b.dasar)[:300],
                    dicatat_oleh=pelaku,
                )
            )
            continue
        ditolak.append(BarisDitolak(b.nomor, b.asli, alasan))
    sebelum = SaldoKredit.objects.filter(instansi=instansi).count()
    with audit.act(pelaku, "kredit.saldo_dicatat"):
        SaldoKredit.objects.bulk_create(baru, ignore_conflicts=True)
    dicatat = SaldoKredit.objects.filter(instansi=instansi).count() - sebelum
    return HasilTempel(dicatat, len(baru) - dicatat, tuple(ditolak))


@transaction.atomic
def save_koefisien(
    *,
    pelaku: Pegawai,
    instansi: Instansi,
    jenjang: JenjangFungsional,
    mulai: date,
    koefisien: Decimal,
    golongan: str,
    dasar: str,
    akk_pangkat: Decimal | None = None,
    akk_jenjang: Decimal | None = None,
    jabatan: Jabatan | None = None,
) -> KoefisienKredit:
    """Let other figures hold for a jenjang from a day on, for one JF or for all; conversions fixed before keep theirs."""
    permissions.require(izin.may_set_kredit(pelaku, instansi))
    check_koefisien(koefisien, akk_pangkat, akk_jenjang, baca_golongan(golongan), dasar)
    jenjang = JenjangFungsional(jenjang)
    if jabatan is not None and (
        jabatan.instansi_id != instansi.pk
        or jabatan.jenis != JenisJabatan.FUNGSIONAL
        or jabatan.jenjang != jenjang
    ):
        raise KreditTidakSah(f"Pilih jabatan fungsional berjenjang {jenjang.label}.", bidang="jabatan")
    Instansi.objects.select_for_update().get(pk=instansi.pk)
    if KoefisienKredit.objects.filter(
        instansi=instansi, jenjang=jenjang, jabatan=jabatan, mulai=mulai
    ).exists():
        raise KreditTidakSah(
            "Angka jenjang ini sejak tanggal itu sudah ada. Hapus dahulu bila keliru.", bidang="mulai"
        )
    with audit.act(pelaku, "kredit.koefisien_ditambah"):
        return KoefisienKredit.objects.create(
            instansi=instansi,
            jenjang=jenjang.value,
            jabatan=jabatan,
            mulai=mulai,
            koefisien=koefisien,
            akk_pangkat=akk_pangkat,
            akk_jenjang=akk_jenjang,
            golongan=", ".join(baca_golongan(golongan)),
            dasar=rapikan(dasar)[:300],
        )


@transaction.atomic
def delete_koefisien(*, pelaku: Pegawai, koefisien: KoefisienKredit) -> None:
    """Take a row out: the one before it, or the national figures, hold again for what is fixed from now on."""
    permissions.require(izin.may_set_kredit(pelaku, koefisien.instansi))
    with audit.act(pelaku, "kredit.koefisien_dihapus"):
        koefisien.delete()


@transaction.atomic
def set_pengaturan_kredit(
    *,
    pelaku: Pegawai,
    instansi: Instansi,
    is_pppk: bool,
    is_per_jenjang: bool,
    hitung_bulan: HitungBulan,
    hitung_pangkat: HitungPangkat,
    tembusan: str = "",
) -> PengaturanKredit:
    """Settle for the agency what the regulation leaves open."""
    permissions.require(izin.may_set_kredit(pelaku, instansi))
    instansi = Instansi.objects.select_for_update(of=("self",)).get(pk=instansi.pk)
    atur = izin.pengaturan_kredit(instansi)
    atur.is_pppk, atur.is_per_jenjang = is_pppk, is_per_jenjang
    atur.hitung_bulan = HitungBulan(hitung_bulan).value
    atur.hitung_pangkat = HitungPangkat(hitung_pangkat).value
    atur.tembusan = rapikan(tembusan)
    with audit.act(pelaku, "instansi.kredit_diatur"):
        atur.save()
    return atur
