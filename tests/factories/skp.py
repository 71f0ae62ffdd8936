"""Speaks the domain of planning: a year with its periods, and an SKP in any state, reached through the services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from pegawai.models import Instansi, Pegawai, Penempatan
from pegawai.selectors import penempatan_of
from skp.models import DialogKinerja, Periode, RencanaHasilKerja, Skp
from skp.rules import (
    Aspek,
    JenisDialog,
    JenisLampiran,
    JenisRhk,
    JenisTarget,
    NilaiPerilaku,
    Pendekatan,
    Perspektif,
    StatusSkp,
)
from skp.selectors import penilai_skp
from skp.services import (
    approve_skp,
    cancel_skp,
    draft_skp,
    open_tahun,
    return_skp,
    save_indikator,
    save_rhk,
    set_ekspektasi,
    set_lampiran,
    submit_skp,
)
from skp.services.dialog import save_dialog

RHK_UTAMA = "Tersusunnya modul antarmuka dan API layanan"
RHK_TAMBAHAN = "Terdukungnya panitia pameran inovasi daerah"
RHK_PIMPINAN = "Tersedianya layanan publik digital yang siap pakai"


def periode_tahun(instansi: Instansi, tahun: int | None = None, periodik: str = "triwulan") -> Periode:
    """Open the year (this one by default) and hand back its annual period; asking twice changes nothing.

    Its results are final at once; a story that hands them over says so.
    """
    tahunan = open_tahun(
        pelaku=None, instansi=instansi, tahun=tahun or timezone.localdate().year, periodik=periodik
    )[0]
    Periode.objects.filter(pk=tahunan.pk).update(penyampaian_wajib=False)
    tahunan.penyampaian_wajib = False
    return tahunan


def periode_lama(instansi: Instansi) -> None:
    """The year and everyone's post were recorded long before any deadline."""
    lama = timezone.now() - timedelta(days=300)
    Periode.objects.filter(instansi=instansi).update(dibuat_pada=lama)
    Penempatan.objects.filter(instansi=instansi).update(dibuat_pada=lama)


def periode_ke(instansi: Instansi, nomor: int, tahun: int | None = None) -> Periode:
    """The n-th quarter or month of an opened year."""
    return Periode.objects.periodik().get(
        instansi=instansi, tahun=tahun or timezone.localdate().year, nomor=nomor
    )


def skp_at(
    status: StatusSkp,
    *,
    pegawai: Pegawai,
    tahun: int | None = None,
    pendekatan: Pendekatan = Pendekatan.KUANTITATIF,
    rhk: Sequence[str] = (RHK_UTAMA,),
    rhk_pimpinan: RencanaHasilKerja | None = None,
    isi: bool = True,
) -> Skp:
    """An SKP of `pegawai` in that state, with RHK, IKI, one expectation and an annex (`isi=False`: empty draft).

    States that no service of this app reaches on its own (disetujui, ditetapkan, direvisi, selesai) are set
    on the row.
    """
    tahun = tahun or timezone.localdate().year
    periode = periode_tahun(pegawai.instansi, tahun)
    penempatan = penempatan_of(pegawai, min(max(timezone.localdate(), periode.mulai), periode.selesai))
    assert penempatan, f"{pegawai} belum ditempatkan"
    skp = draft_skp(pelaku=pegawai, penempatan=penempatan, periode=periode, pendekatan=pendekatan)
    if isi:
        isi_skp(skp, rhk=rhk, rhk_pimpinan=rhk_pimpinan)
    bawa(skp, status)
    skp.refresh_from_db()
    return skp


def bawa(skp: Skp, status: StatusSkp) -> None:
    """Take a filled draft to that state."""
    if status == StatusSkp.DRAF:
        return
    if status == StatusSkp.DIBATALKAN:
        cancel_skp(pelaku=skp.pegawai, skp=skp, alasan="Salah penempatan")
        return
    submit_skp(pelaku=skp.pegawai, skp=skp)
    penilai = penilai_skp(skp)
    assert penilai
    if status == StatusSkp.DIKEMBALIKAN:
        return_skp(pelaku=penilai, skp=skp, catatan="Lengkapi indikator kualitas.")
    elif status != StatusSkp.DIAJUKAN:
        approve_skp(pelaku=penilai, skp=skp)
        if status != StatusSkp.BERJALAN:
            Skp.objects.filter(pk=skp.pk).update(status=status.value)


def isi_skp(
    skp: Skp, *, rhk: Sequence[str] = (RHK_UTAMA,), rhk_pimpinan: RencanaHasilKerja | None = None
) -> list[RencanaHasilKerja]:
    """Fill a draft: the given RHK utama, one tambahan, an indicator each, an expectation, the annex."""
    hasil = []
    for teks in rhk:
        hasil.append(
            save_rhk(
                pelaku=skp.pegawai,
                skp=skp,
                teks=teks,
                rhk_pimpinan=None if skp.is_jpt else rhk_pimpinan,
                rhk_pimpinan_teks="" if skp.is_jpt or rhk_pimpinan else RHK_PIMPINAN,
                perspektif=[Perspektif.PENERIMA_LAYANAN] if skp.is_jpt else [],
            )
        )
    hasil.append(save_rhk(pelaku=skp.pegawai, skp=skp, teks=RHK_TAMBAHAN, jenis=JenisRhk.TAMBAHAN))
    for r in hasil:
        save_indikator(
            pelaku=skp.pegawai,
            rhk=r,
            aspek=Aspek.KUANTITAS,
            teks="Jumlah laporan yang disampaikan",
            jenis_target=JenisTarget.ANGKA,
            target_angka=Decimal(12),
            satuan="laporan",
        )
    set_ekspektasi(
        pelaku=skp.pegawai, skp=skp, nilai=NilaiPerilaku.KOLABORATIF, teks="Melibatkan pengguna sejak awal"
    )
    set_lampiran(
        pelaku=skp.pegawai,
        skp=skp,
        isi={
            JenisLampiran.SUMBER_DAYA: ["Tim 2 programmer", "Akses data"],
            JenisLampiran.PERTANGGUNGJAWABAN: ["Laporan bulanan"],
            JenisLampiran.KONSEKUENSI: ["Bila tercapai, diusulkan mengikuti pelatihan"],
        },
    )
    return hasil


def dialog_baru(skp: Skp, oleh: Pegawai | None = None) -> DialogKinerja:
    """A note of a dialog kinerja that nobody has confirmed yet."""
    return save_dialog(
        pelaku=oleh or skp.pegawai,
        skp=skp,
        jenis=JenisDialog.PENETAPAN,
        tanggal=timezone.localdate(),
        rencana_kinerja="Dua belas laporan, tepat waktu",
        perilaku={NilaiPerilaku.ADAPTIF: "Bekerja bertahap"},
        sumber_daya=["Akses data", "Lisensi server uji"],
        pertanggungjawaban=["Demo tiap triwulan"],
        konsekuensi=["Bila tidak tercapai, dijadwalkan ulang"],
    )
