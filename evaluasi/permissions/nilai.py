"""Who recommends, and who settles for the agency whether that is asked for."""

from __future__ import annotations

from django.utils import timezone

from evaluasi.models import PengaturanNilai
from evaluasi.permissions.evaluasi import STATUS_BISA_DINILAI
from pegawai.models import AnggotaTim, Instansi, Pegawai, TimKerja
from pegawai.models.penempatan import berlaku_pada
from pegawai.permissions import is_admin_instansi
from pegawai.rules import YA, PeranTim, Verdict, tidak
from skp.models import Periode, Skp
from skp.permissions import is_penilai_skp


def pengaturan_nilai(instansi_id: int) -> PengaturanNilai:
    """How an agency rates; the defaults where it settled nothing."""
    return PengaturanNilai.objects.filter(instansi=instansi_id).first() or PengaturanNilai(
        instansi_id=instansi_id
    )


def may_recommend(pelaku: Pegawai, skp: Skp, periode: Periode, tim: TimKerja) -> Verdict:
    """A ketua tim about a member of his team whom another penilai rates (domain reference 1.1)."""
    if pelaku.pk == skp.pegawai_id:
        return tidak("Tidak ada yang memberi rekomendasi tentang dirinya sendiri.")
    if not pengaturan_nilai(skp.instansi_id).rekomendasi_ketua_tim:
        return tidak("Instansi Anda tidak memakai rekomendasi ketua tim.")
    if periode.instansi_id != skp.instansi_id or periode.selesai < skp.mulai or periode.mulai > skp.selesai:
        return tidak(f"{periode} berada di luar masa SKP ini. Pilih periode lain.")
    hari = min(timezone.localdate(), periode.selesai)
    ketua = AnggotaTim.objects.filter(
        berlaku_pada(timezone.localdate()), tim=tim, pegawai=pelaku, peran=PeranTim.KETUA
    )
    anggota = AnggotaTim.objects.filter(tim=tim, pegawai=skp.pegawai_id, mulai__lte=hari).exclude(
        selesai__lt=periode.mulai
    )
    if not ketua.exists() or not anggota.exists():
        return tidak("Rekomendasi ditulis ketua tim tentang anggota timnya.")
    if is_penilai_skp(pelaku, skp):
        return tidak("Anda pejabat penilainya. Tulis dasarnya langsung di halaman penilaian.")
    if skp.status not in STATUS_BISA_DINILAI:
        return tidak("SKP pegawai ini belum ditetapkan. Rekomendasi ditulis setelah itu.")
    return YA


def may_set_nilai(pelaku: Pegawai, instansi: Instansi) -> Verdict:
    """How ratings come about concerns the whole agency."""
    if pelaku.instansi_id == instansi.pk and is_admin_instansi(pelaku):
        return YA
    return tidak("Pengaturan penilaian hanya dapat diubah admin kepegawaian seluruh instansi.")
