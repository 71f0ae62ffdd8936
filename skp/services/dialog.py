"""The note of a dialog kinerja: drafted by either, confirmed by both, taken over into the SKP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from pegawai import audit
from pegawai.errors import SudahBerubah
from pegawai.models import Instansi, Pegawai
from skp import permissions, rules
from skp.errors import DialogTidakSah
from skp.models import ButirLampiran, DialogKinerja, EkspektasiPerilaku, Skp
from skp.permissions.dialog import may_set_dialog_wajib, may_write_dialog
from skp.rules import JenisDialog, JenisLampiran, NilaiPerilaku
from skp.selectors import isi_lampiran, isi_perilaku
from skp.services.bersama import bump, check_versi, lock_skp
from skp.services.lengkap import replace_butir


def _rapi(butir: Sequence[str]) -> list[str]:
    return [b.strip() for b in butir if b.strip()]


def _lock(pelaku: Pegawai, dialog: DialogKinerja) -> tuple[Skp, DialogKinerja]:
    skp = lock_skp(dialog.skp)
    permissions.require(may_write_dialog(pelaku, skp))
    ketemu = DialogKinerja.objects.filter(pk=dialog.pk, skp=skp).first()
    if ketemu is None:
        raise SudahBerubah("Catatan dialog ini sudah dihapus. Muat ulang halaman ini.")
    return skp, ketemu


@transaction.atomic
def save_dialog(
    *,
    pelaku: Pegawai,
    skp: Skp,
    jenis: JenisDialog,
    tanggal: date,
    rencana_kinerja: str,
    perilaku: Mapping[NilaiPerilaku, str] | None = None,
    sumber_daya: Sequence[str] = (),
    pertanggungjawaban: Sequence[str] = (),
    konsekuensi: Sequence[str] = (),
    dialog: DialogKinerja | None = None,
    versi: str | None = None,
) -> DialogKinerja:
    """Write the note. A change after the first confirmation asks for that confirmation again."""
    skp = lock_skp(skp)
    permissions.require(may_write_dialog(pelaku, skp))
    rules.check_dialog_terbuka(skp.status)
    if dialog is None:
        dialog = DialogKinerja(skp=skp, disusun_oleh=pelaku)
    else:
        _, dialog = _lock(pelaku, dialog)
        rules.check_belum_beku(beku=dialog.is_beku)
        check_versi(versi, dialog.versi)
    if tanggal > timezone.localdate():
        raise DialogTidakSah("Tanggal dialog belum tiba. Catat dialog yang sudah terjadi.", bidang="tanggal")
    awal = dialog.versi if dialog.pk else ""
    dialog.jenis, dialog.tanggal = JenisDialog(jenis).value, tanggal
    dialog.rencana_kinerja = rules.check_teks(
        rencana_kinerja, sebutan="Rencana kinerja yang disepakati", bidang="rencana_kinerja"
    )
    dialog.perilaku = {NilaiPerilaku(n).value: t.strip() for n, t in (perilaku or {}).items() if t.strip()}
    dialog.sumber_daya, dialog.pertanggungjawaban, dialog.konsekuensi = (
        _rapi(sumber_daya),
        _rapi(pertanggungjawaban),
        _rapi(konsekuensi),
    )
    if dialog.versi != awal:
        dialog.pegawai_setuju_pada = dialog.penilai_setuju_pada = dialog.penilai_setuju_oleh = None
    with audit.act(pelaku, "dialog.disimpan"):
        dialog.save()
    return dialog


@transaction.atomic
def confirm_dialog(*, pelaku: Pegawai, dialog: DialogKinerja, versi: str) -> DialogKinerja:
    """Confirm what one has read; the second confirmation freezes the note."""
    skp, dialog = _lock(pelaku, dialog)
    rules.check_dialog_terbuka(skp.status)
    if dialog.is_beku:
        return dialog
    if versi != dialog.versi:
        raise SudahBerubah("Catatan ini berubah setelah Anda membukanya. Baca sekali lagi, lalu konfirmasi.")
    saat = timezone.now()
    with audit.act(pelaku, "dialog.dikonfirmasi"):
        if skp.pegawai_id == pelaku.pk:
            dialog.pegawai_setuju_pada = dialog.pegawai_setuju_pada or saat
        else:
            dialog.penilai_setuju_pada, dialog.penilai_setuju_oleh = saat, pelaku
        dialog.save()
    return dialog


@transaction.atomic
def delete_dialog(*, pelaku: Pegawai, dialog: DialogKinerja) -> Skp:
    """Throw a note away that was not confirmed by both; only who drafted it."""
    skp, dialog = _lock(pelaku, dialog)
    rules.check_belum_beku(beku=dialog.is_beku)
    if dialog.disusun_oleh_id != pelaku.pk:
        raise DialogTidakSah("Catatan ini dihapus oleh yang menyusunnya. Anda dapat mengubah isinya.")
    with audit.act(pelaku, "dialog.dihapus"):
        dialog.delete()
    return skp


@transaction.atomic
def apply_dialog(*, pelaku: Pegawai, dialog: DialogKinerja) -> Skp:
    """Take the lists over into the lampiran and the expectations into perilaku; each row keeps the link.

    What stands there stays; what says the same is not doubled.
    """
    skp = lock_skp(dialog.skp)
    permissions.require(permissions.may_edit_skp(pelaku, skp))
    rules.check_bisa_disunting(skp.status)
    dialog = DialogKinerja.objects.get(pk=dialog.pk, skp=skp)
    if not dialog.is_beku:
        raise DialogTidakSah("Catatan ini belum dikonfirmasi keduanya. Konfirmasi dahulu, lalu pakai isinya.")
    lampiran, perilaku = isi_lampiran(skp), isi_perilaku(skp)
    with audit.act(pelaku, "dialog.dipakai"):
        for jenis in JenisLampiran:
            baru = getattr(dialog, jenis.value)
            replace_butir(skp, jenis, rules.gabung_butir(lampiran[jenis], baru))
            ButirLampiran.objects.filter(skp=skp, jenis=jenis.value, teks__in=baru).update(dialog=dialog)
        for nilai, teks in dialog.perilaku.items():
            EkspektasiPerilaku.objects.update_or_create(
                skp=skp,
                nilai=nilai,
                defaults={
                    "teks": rules.gabung_ekspektasi(perilaku.get(NilaiPerilaku(nilai), ""), teks),
                    "dialog": dialog,
                },
            )
        bump(skp)
    return skp


@transaction.atomic
def set_dialog_wajib(*, pelaku: Pegawai, instansi: Instansi, wajib: bool) -> Instansi:
    """Say whether an SKP can be handed in only after a confirmed dialog."""
    permissions.require(may_set_dialog_wajib(pelaku, instansi))
    instansi = Instansi.objects.select_for_update().get(pk=instansi.pk)
    with audit.act(pelaku, "instansi.dialog_wajib_diatur"):
        instansi.dialog_wajib = wajib
        instansi.save(update_fields=["dialog_wajib"])
    return instansi
