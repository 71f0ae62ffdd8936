"""The moves of an SKP: handed in, taken back, returned, approved, called off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from pegawai import audit
from pegawai.errors import AturanDilanggar, SudahBerubah
from pegawai.models import HubunganPenilai, Instansi, Pegawai
from skp import permissions, rules, selectors
from skp.models import Skp
from skp.models.skp import hari_penilai_sql
from skp.rules import StatusSkp
from skp.selectors.versi import isi_of, usulan_of
from skp.services.bersama import check_gerak, lock_skp, move
from skp.services.jendela import check_jendela_skp
from skp.services.matriks_kirim import receive_matriks
from skp.services.revisi import put_in_force
from skp.services.rujukan import refresh_rujukan_of
from skp.services.tinjauan import send_catatan


@transaction.atomic
def submit_skp(*, pelaku: Pegawai, skp: Skp) -> Skp:
    """Hand the SKP to the pejabat penilai kinerja of today."""
    skp = lock_skp(skp)
    permissions.require(permissions.may_submit_skp(pelaku, skp))
    check_gerak(skp, StatusSkp.DIAJUKAN)
    check_jendela_skp(skp)
    penilai = selectors.penilai_skp(skp)
    rules.check_complete(selectors.kekurangan_of(skp, penilai=penilai))
    with audit.act(pelaku, "skp.diajukan"):
        refresh_rujukan_of(skp)
        skp.penilai, skp.diajukan_pada = penilai, timezone.now()
        move(skp, StatusSkp.DIAJUKAN, oleh=pelaku, bidang=("penilai", "diajukan_pada"))
    return skp


@transaction.atomic
def withdraw_skp(*, pelaku: Pegawai, skp: Skp) -> Skp:
    """Take the SKP back while nobody has decided on it."""
    skp = lock_skp(skp)
    permissions.require(permissions.may_withdraw_skp(pelaku, skp))
    check_gerak(skp, StatusSkp.DRAF)
    with audit.act(pelaku, "skp.ditarik"):
        skp.diajukan_pada = None
        move(skp, StatusSkp.DRAF, oleh=pelaku, bidang=("diajukan_pada",))
        receive_matriks(skp, pelaku)
    return skp


@transaction.atomic
def return_skp(*, pelaku: Pegawai, skp: Skp, catatan: str = "", nomor_sunting: int | None = None) -> Skp:
    """Send the SKP back with notes that say what to mend: pinned to its items, or a general one.

    What stands in it now is kept, so that the next reading shows what was mended.
    """
    skp = lock_skp(skp)
    permissions.require(permissions.may_return_skp(pelaku, skp))
    check_gerak(skp, StatusSkp.DIKEMBALIKAN)
    _check_yang_dibaca(skp, nomor_sunting)
    tersemat = skp.tinjauan.filter(oleh=pelaku, dikirim_pada__isnull=True).count()
    catatan = rules.check_pengembalian(catatan, tersemat)
    isi = [b.jadi_json() for b in isi_of(selectors.dokumen_skp(skp))]
    with audit.act(pelaku, "skp.dikembalikan", catatan):
        skp.penilai = pelaku
        send_catatan(skp, oleh=pelaku, selesai=False)
        move(skp, StatusSkp.DIKEMBALIKAN, oleh=pelaku, catatan=catatan, bidang=("penilai",), isi=isi)
        receive_matriks(skp, pelaku)
    return skp


@transaction.atomic
def approve_skp(*, pelaku: Pegawai, skp: Skp, catatan: str = "", nomor_sunting: int | None = None) -> Skp:
    """Agree, fix and put in force in one act of the penilai; the trail keeps each of the three moves.

    `nomor_sunting` is the count of changes he has read: an SKP that changed since is not approved unread.
    Of an approved revision the living SKP is handed back, which carries it from now on.
    """
    skp = lock_skp(skp)
    permissions.require(permissions.may_approve_skp(pelaku, skp))
    check_gerak(skp, StatusSkp.DISETUJUI)
    _check_yang_dibaca(skp, nomor_sunting)
    rules.check_complete(selectors.kekurangan_of(skp, penilai=pelaku))
    with audit.act(pelaku, "skp.disetujui", catatan):
        refresh_rujukan_of(skp)
        send_catatan(skp, oleh=pelaku, selesai=True)
        saat = timezone.now()
        skp.penilai = skp.disetujui_oleh = pelaku
        skp.disetujui_pada = skp.ditetapkan_pada = saat
        move(
            skp,
            StatusSkp.DISETUJUI,
            oleh=pelaku,
            catatan=catatan.strip(),
            bidang=("penilai", "disetujui_oleh", "disetujui_pada"),
        )
        move(skp, StatusSkp.DITETAPKAN, oleh=pelaku, bidang=("ditetapkan_pada",))
        move(skp, StatusSkp.BERJALAN, oleh=pelaku)
        return skp if skp.revisi_dari_id is None else put_in_force(skp, oleh=pelaku)


@dataclass(frozen=True)
class HasilPersetujuan:
    """What became of one SKP of a bulk approval; when it was not approved, the sentence why."""

    skp: Skp
    alasan: str = ""

    @property
    def disetujui(self) -> bool:
        return not self.alasan


def approve_many(*, pelaku: Pegawai, pilihan: Iterable[tuple[Skp, int | None]]) -> list[HasilPersetujuan]:
    """Approve several SKP, each in its own transaction: what is refused holds up none of the others."""
    hasil = []
    for skp, nomor_sunting in pilihan:
        try:
            approve_skp(pelaku=pelaku, skp=skp, nomor_sunting=nomor_sunting)
        except AturanDilanggar as galat:
            hasil.append(HasilPersetujuan(skp, galat.pesan))
        else:
            hasil.append(HasilPersetujuan(skp))
    return hasil


@transaction.atomic
def cancel_skp(*, pelaku: Pegawai, skp: Skp, alasan: str) -> Skp:
    """Call the SKP off, with the reason; it stays readable."""
    skp = lock_skp(skp)
    permissions.require(permissions.may_cancel_skp(pelaku, skp))
    check_gerak(skp, StatusSkp.DIBATALKAN)
    alasan = rules.check_teks(alasan, sebutan="Alasan pembatalan", bidang="alasan")
    with audit.act(pelaku, "skp.dibatalkan", alasan):
        usulan = usulan_of(skp)
        if usulan is not None:
            if usulan.status == StatusSkp.DIAJUKAN:
                move(usulan, StatusSkp.DRAF, oleh=pelaku, catatan=alasan)
            move(usulan, StatusSkp.DIBATALKAN, oleh=pelaku, catatan=alasan)
        move(skp, StatusSkp.DIBATALKAN, oleh=pelaku, catatan=alasan)
    return skp


@transaction.atomic
def sync_penilai_skp(*, instansi: Instansi, pada: date | None = None) -> int:
    """Bring the printed penilai of open SKP in line with the dated chain; one statement, returns how many changed.

    Rights and queues ask the chain itself (`dinilai_oleh`), so nothing depends on when this runs.
    """
    hari = pada or timezone.localdate()
    penilai = HubunganPenilai.objects.filter(
        Q(selesai__isnull=True) | Q(selesai__gte=OuterRef("hari")),
        penempatan=OuterRef("penempatan"),
        mulai__lte=OuterRef("hari"),
    ).values("penilai")[:1]
    usang = (
        Skp.objects.terbuka()
        .filter(instansi=instansi)
        .annotate(hari=hari_penilai_sql(hari))
        .annotate(seharusnya=Subquery(penilai))
        .filter(
            # three cases, for in SQL nothing equals NULL: nobody any more, somebody at last, somebody else
            Q(penilai__isnull=False, seharusnya__isnull=True)
            | Q(penilai__isnull=True, seharusnya__isnull=False)
            | Q(penilai__isnull=False, seharusnya__isnull=False) & ~Q(penilai=F("seharusnya"))
        )
    )
    with audit.act(None, "skp.penilai_diselaraskan"):
        baris = list(usang.select_for_update(of=("self",)).values_list("pk", "seharusnya").order_by("pk"))
        for pk, seharusnya in baris:
            Skp.objects.filter(pk=pk).update(penilai=seharusnya)
    return len(baris)


def _check_yang_dibaca(skp: Skp, nomor_sunting: int | None) -> None:
    if nomor_sunting is not None and nomor_sunting != skp.nomor_sunting:
        raise SudahBerubah("SKP ini berubah setelah Anda membukanya. Muat ulang, lalu baca sekali lagi.")
