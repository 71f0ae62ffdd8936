"""What follows from a final result: proposed by rule, written by hand, settled with what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from evaluasi import permissions, rules
from evaluasi.errors import BahanBelumLengkap
from evaluasi.models import AturanUsulan, Evaluasi, KonversiAngkaKredit, TindakLanjut
from evaluasi.rules import (
    JENIS_USUL,
    PREDIKAT_DIBINA,
    JenisTindakLanjut,
    Predikat,
    StatusTindakLanjut,
)
from kinerja.rules import rapikan
from pegawai import audit
from pegawai.models import Instansi, Pegawai
from pegawai.rules import JenisKabar
from pegawai.selectors import admin_untuk
from pegawai.services import tell, tell_many
from skp.models import Periode
from skp.rules import JenisPeriode


def propose_tindak_lanjut(evaluasi: Sequence[Evaluasi]) -> None:
    """What the agency's rules make of final results of one period, each once: pembinaan for a weak one, proposals
    for a good one. At most three statements for any number.
    """
    if not evaluasi:
        return
    periode = evaluasi[0].periode
    aturan = list(
        AturanUsulan.objects.filter(
            instansi=periode.instansi_id,
            is_aktif=True,
            is_tahunan=periode.jenis == JenisPeriode.TAHUNAN,
        )
    )
    lalu = _sebelumnya(evaluasi, periode) if any(a.berturut > 1 for a in aturan) else {}
    TindakLanjut.objects.bulk_create(
        [t for e in evaluasi for t in _usulan(e, aturan, lalu.get(e.pegawai_id, []))],
        ignore_conflicts=True,
        batch_size=1000,
    )


def _usulan(
    evaluasi: Evaluasi, aturan: Sequence[AturanUsulan], lalu: Sequence[Predikat]
) -> Iterator[TindakLanjut]:
    """What follows from one result, by itself."""
    predikat = Predikat(evaluasi.predikat)
    if predikat in PREDIKAT_DIBINA:
        yield TindakLanjut(
            instansi_id=evaluasi.instansi_id,
            evaluasi=evaluasi,
            jenis=JenisTindakLanjut.PEMBINAAN.value,
            uraian=f"Predikat {predikat.label}: rencanakan pembinaan bersama pegawai.",
            kunci="pembinaan",
            penanggung_jawab_id=evaluasi.penilai_id,
        )
    for a in aturan if not evaluasi.skp.is_plt_plh else ():
        minimal = Predikat(a.predikat_minimal)
        if rules.memenuhi([predikat, *lalu], minimal=minimal, berturut=a.berturut):
            yield TindakLanjut(
                instansi_id=evaluasi.instansi_id,
                evaluasi=evaluasi,
                jenis=a.jenis,
                uraian=a.nama,
                aturan=a,
                kunci=f"aturan-{a.pk}",
            )


def _sebelumnya(evaluasi: Sequence[Evaluasi], periode: Periode) -> dict[int, list[Predikat]]:
    """Earlier final results of the same kind, newest first, by person: of each period that of the last span."""
    lalu = (
        Evaluasi.objects.final()
        .filter(
            pegawai__in=[e.pegawai_id for e in evaluasi],
            periode__jenis=periode.jenis,
            periode__selesai__lt=periode.selesai,
            skp__is_plt_plh=False,
        )
        .order_by("pegawai_id", "-periode__selesai", "periode_id", "-skp__mulai", "-pk")
        .distinct("pegawai_id", "periode__selesai", "periode_id")
    )
    hasil: dict[int, list[Predikat]] = {}
    for pegawai, predikat in lalu.values_list("pegawai", "predikat"):
        hasil.setdefault(pegawai, []).append(Predikat(predikat))
    return hasil


def settle_digantikan(evaluasi: Evaluasi) -> None:
    """Close what the application proposed from the version that this one corrects; the new result proposes anew.

    A conversion that rests on the earlier version is fixed, so the admins are told to fix it again.
    """
    TindakLanjut.objects.terbuka().filter(evaluasi=evaluasi.mengoreksi_id).exclude(kunci="").update(
        status=StatusTindakLanjut.DIBATALKAN.value,
        hasil=f"Hasil evaluasi dikoreksi menjadi versi {evaluasi.versi}.",
        ditutup_oleh=evaluasi.penilai_id,
        ditutup_pada=timezone.now(),
    )
    if KonversiAngkaKredit.objects.berlaku().filter(evaluasi=evaluasi.mengoreksi_id).exists():
        tell_many(
            [p.pk for p in admin_untuk(evaluasi.instansi_id, evaluasi.penempatan.unit)],
            instansi_id=evaluasi.instansi_id,
            jenis=JenisKabar.EVALUASI,
            teks=f"Konversi angka kredit memakai hasil {evaluasi.periode} yang sudah dikoreksi. Tetapkan lagi.",
            tautan=f"/angka-kredit/pegawai/{evaluasi.pegawai.uuid}/",
            kunci=f"kredit-koreksi-{evaluasi.uuid}",
        )


@transaction.atomic
def add_tindak_lanjut(
    *,
    pelaku: Pegawai,
    evaluasi: Evaluasi,
    jenis: JenisTindakLanjut | str,
    uraian: str,
    tenggat: date | None = None,
) -> TindakLanjut:
    """Write down what follows; its writer is charged with it, the admin with a proposal."""
    permissions.require(permissions.may_add_tindak_lanjut(pelaku, evaluasi))
    uraian = rapikan(uraian)
    rules.check_uraian_tindak(uraian, sebutan="Tindak lanjut", bidang="uraian")
    if tenggat is not None and tenggat < timezone.localdate():
        raise BahanBelumLengkap("Tenggat sudah lewat. Pilih hari ini atau sesudahnya.", bidang="tenggat")
    pilihan = JenisTindakLanjut(jenis)
    with audit.act(pelaku, "tindak_lanjut.dicatat"):
        tindak = TindakLanjut.objects.create(
            instansi_id=evaluasi.instansi_id,
            evaluasi=evaluasi,
            jenis=pilihan.value,
            uraian=uraian,
            tenggat=tenggat,
            dibuat_oleh=pelaku,
            penanggung_jawab=None if pilihan in JENIS_USUL else pelaku,
        )
        if pilihan not in JENIS_USUL:
            _tell(tindak, f"Tindak lanjut evaluasi {evaluasi.periode} dicatat untuk Anda.", pelaku)
    return tindak


@transaction.atomic
def close_tindak_lanjut(
    *, pelaku: Pegawai, tindak: TindakLanjut, status: StatusTindakLanjut | str, hasil: str
) -> TindakLanjut:
    """Settle it with what came of it."""
    TindakLanjut.objects.select_for_update().values_list("pk").get(pk=tindak.pk)
    tindak = TindakLanjut.objects.select_related("evaluasi__skp", "evaluasi__penempatan__unit").get(
        pk=tindak.pk
    )
    permissions.require(permissions.may_close_tindak_lanjut(pelaku, tindak))
    akhir = StatusTindakLanjut(status)
    if akhir == StatusTindakLanjut.TERBUKA:
        raise BahanBelumLengkap("Pilih selesai atau tidak dilanjutkan.", bidang="status")
    hasil = rapikan(hasil)
    rules.check_uraian_tindak(hasil, sebutan="Hasil", bidang="hasil")
    tindak.status, tindak.hasil = akhir.value, hasil
    tindak.ditutup_oleh, tindak.ditutup_pada = pelaku, timezone.now()
    with audit.act(pelaku, "tindak_lanjut.ditutup"):
        tindak.save()
        if tindak.jenis not in JENIS_USUL or akhir == StatusTindakLanjut.SELESAI:
            _tell(tindak, f"{tindak.get_jenis_display()}: {akhir.label.lower()}.", pelaku)
    return tindak


def _tell(tindak: TindakLanjut, teks: str, oleh: Pegawai) -> None:
    pegawai = Pegawai.objects.get(pk=tindak.evaluasi.pegawai_id)
    tell(
        pegawai,
        jenis=JenisKabar.EVALUASI,
        teks=teks,
        tautan=f"/evaluasi/tindak-lanjut/{tindak.uuid}/",
        oleh=oleh,
    )


@transaction.atomic
def save_aturan_usulan(
    *,
    pelaku: Pegawai | None,
    instansi: Instansi,
    nama: str,
    jenis: JenisTindakLanjut | str,
    predikat_minimal: Predikat | str,
    is_tahunan: bool,
    berturut: int,
) -> AturanUsulan:
    """Add a rule; it counts for results that become final from now on."""
    if pelaku is not None:
        permissions.require(permissions.may_set_aturan_usulan(pelaku, instansi))
    nama = " ".join(rapikan(nama).split())
    if not nama or len(nama) > 200:
        raise BahanBelumLengkap("Tulis nama usulan, paling panjang 200 huruf.", bidang="nama")
    if JenisTindakLanjut(jenis) not in JENIS_USUL:
        raise BahanBelumLengkap("Pilih usul penghargaan atau calon pengembangan.", bidang="jenis")
    if not 1 <= berturut <= 24:
        raise BahanBelumLengkap("Tulis angka antara 1 dan 24.", bidang="berturut")
    with audit.act(pelaku, "usulan.aturan_ditambah"):
        return AturanUsulan.objects.create(
            instansi=instansi,
            nama=nama,
            jenis=JenisTindakLanjut(jenis).value,
            predikat_minimal=Predikat(predikat_minimal).value,
            is_tahunan=is_tahunan,
            berturut=berturut,
        )


@transaction.atomic
def toggle_aturan_usulan(*, pelaku: Pegawai, aturan: AturanUsulan) -> AturanUsulan:
    """Switch a rule off, or on again; what it proposed stays."""
    permissions.require(permissions.may_set_aturan_usulan(pelaku, aturan.instansi))
    aturan = AturanUsulan.objects.select_for_update().get(pk=aturan.pk)
    aturan.is_aktif = not aturan.is_aktif
    with audit.act(pelaku, "usulan.aturan_diubah"):
        aturan.save(update_fields=["is_aktif"])
    return aturan
