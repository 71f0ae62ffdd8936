"""A penilai with 40 members whose year is full: results, log, behaviours, feedback, thanks, a 360 round, earlier quarters judged."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from evaluasi.models import CapaianOrganisasi, Evaluasi
from evaluasi.rules import Ekspektasi, Predikat
from kinerja.models import (
    Apresiasi,
    CatatanHarian,
    CatatanPerilaku,
    HasilRonde,
    PenerimaApresiasi,
    PertanyaanRonde,
    Realisasi,
    Ronde360,
    UmpanBalik,
)
from kinerja.rules import PenilaianUmpanBalik
from pegawai.models import Instansi, Pegawai
from pegawai.rules import JenisJabatan
from pegawai.selectors import penempatan_of
from pegawai.services import derive_penilai
from skp.models import IndikatorKinerja, Periode, RencanaHasilKerja, Skp
from skp.rules import NilaiPerilaku
from skp.services import draft_skp
from tests.factories.pegawai import jabatan_baru, pegawai_baru, unit_baru
from tests.factories.skp import periode_tahun

ORANG, RHK, INDIKATOR, CATATAN = 40, 6, 2, 150
"""Per member: results, indicators of each, log entries of the year."""
PER_TRIWULAN = 2
"""Behaviours seen and feedback given under each value and on each result in a quarter."""


def tim_penuh(instansi: Instansi) -> tuple[Pegawai, list[Evaluasi]]:
    """The penilai, and the open annual evaluations of his members in the order of their names."""
    unit = unit_baru(instansi, "Bidang Penuh")
    jabatan = jabatan_baru(instansi, "Kepala Bidang Penuh", JenisJabatan.ADMINISTRATOR, eselon="III.b")
    kepala = pegawai_baru(instansi, "Kepala Penuh", unit=unit, is_kepala=True, jabatan=jabatan)
    anggota = [pegawai_baru(instansi, f"Anggota {n:02d}", unit=unit, akun=False) for n in range(ORANG)]
    derive_penilai(instansi)
    tahun = periode_tahun(instansi)
    # whenever it is measured, the year can be planned
    Periode.objects.filter(pk=tahun.pk).update(skp_sampai=None)
    tahun.refresh_from_db()
    periodik = list(Periode.objects.periodik().filter(instansi=instansi, tahun=tahun.tahun).order_by("mulai"))
    skp = []
    for orang in anggota:
        penempatan = penempatan_of(orang, tahun.mulai)
        assert penempatan
        skp.append(draft_skp(pelaku=orang, penempatan=penempatan, periode=tahun))
    Skp.objects.filter(pk__in=[s.pk for s in skp]).update(status="berjalan")
    _hasil(skp, kepala, periodik)
    _perilaku(skp, kepala, periodik)
    _rekan(skp, kepala, periodik)
    return kepala, _nilai(skp, kepala, [*periodik, tahun])


def _hari(periode: Periode, n: int) -> date:
    return periode.mulai + timedelta(days=n % 80)


def _hasil(skp: list[Skp], kepala: Pegawai, periodik: list[Periode]) -> None:
    """Plan, log, realisasi, and feedback on the results."""
    rhk = RencanaHasilKerja.objects.bulk_create(
        RencanaHasilKerja(
            skp=s, urutan=n, teks=f"Tersusunnya modul antarmuka dan API layanan bagian {n}",
            rhk_pimpinan_teks="Tersedianya layanan publik digital yang siap pakai",
        )
        for s in skp
        for n in range(1, RHK + 1)
    )  # fmt: skip
    indikator = IndikatorKinerja.objects.bulk_create(
        IndikatorKinerja(
            rhk=r, urutan=n, aspek="kuantitas", teks=f"Jumlah laporan yang disampaikan, tahap {n}",
            target_angka=Decimal(12), satuan="laporan",
        )
        for r in rhk
        for n in range(1, INDIKATOR + 1)
    )  # fmt: skip
    Realisasi.objects.bulk_create(
        Realisasi(
            instansi_id=i.rhk.skp.instansi_id, skp=i.rhk.skp, indikator=i, periode=p, angka=Decimal(3),
            teks="Laporan selesai dan diterima pengguna", sumber_data="Arsip bidang",
        )
        for i in indikator
        for p in periodik
    )  # fmt: skip
    CatatanHarian.objects.bulk_create(
        CatatanHarian(
            instansi_id=r.skp.instansi_id, pegawai_id=r.skp.pegawai_id, skp=r.skp, rhk=r,
            tanggal=_hari(periodik[n % len(periodik)], n), uraian="Menyusun laporan layanan",
            jumlah=Decimal(1), satuan="laporan",
        )
        for r in rhk
        for n in range(CATATAN // RHK)
    )  # fmt: skip
    UmpanBalik.objects.bulk_create(
        _umpan(r.skp, kepala, _hari(p, n), rhk=r) for r in rhk for p in periodik for n in range(PER_TRIWULAN)
    )


def _umpan(skp: Skp, kepala: Pegawai, hari: date, **tentang: Any) -> UmpanBalik:
    return UmpanBalik(
        instansi_id=skp.instansi_id, skp=skp, pegawai_id=skp.pegawai_id, pemberi=kepala,
        peran_pemberi="penilai", tanggal=hari, sifat="pujian", penilaian=PenilaianUmpanBalik.SESUAI.value,
        isi="Laporan rapi dan tepat waktu; pengguna dapat langsung memakainya.", **tentang,
    )  # fmt: skip


def _perilaku(skp: list[Skp], kepala: Pegawai, periodik: list[Periode]) -> None:
    CatatanPerilaku.objects.bulk_create(
        CatatanPerilaku(
            instansi_id=s.instansi_id, skp=s, pegawai_id=s.pegawai_id, oleh_id=s.pegawai_id, nilai=nilai.value,
            tanggal=_hari(p, n), uraian="Mengundang pengguna menguji rancangan sebelum disetujui",
        )
        for s in skp
        for nilai in NilaiPerilaku
        for p in periodik
        for n in range(PER_TRIWULAN)
    )  # fmt: skip
    UmpanBalik.objects.bulk_create(
        _umpan(s, kepala, _hari(p, n), nilai=nilai.value)
        for s in skp
        for nilai in NilaiPerilaku
        for p in periodik
        for n in range(PER_TRIWULAN)
    )


def _rekan(skp: list[Skp], kepala: Pegawai, periodik: list[Periode]) -> None:
    """What colleagues said: thanks every month, and the means of a closed 360 round."""
    terima = Apresiasi.objects.bulk_create(
        Apresiasi(
            instansi_id=s.instansi_id, penulis=kepala, nilai=NilaiPerilaku.KOLABORATIF.value,
            isi="Terima kasih sudah menyiapkan data", tanggal=_hari(p, 5),
        )
        for s in skp
        for p in periodik
    )  # fmt: skip
    PenerimaApresiasi.objects.bulk_create(
        PenerimaApresiasi(
            instansi_id=s.instansi_id, apresiasi=a, penerima_id=s.pegawai_id,
            unit_id=s.penempatan.unit_id, tanggal=a.tanggal,
        )
        for a, s in zip(terima, (s for s in skp for _ in periodik), strict=True)
    )  # fmt: skip
    hari = timezone.localdate()
    ronde = Ronde360.objects.create(
        instansi_id=skp[0].instansi_id, nama="Ronde tahunan", mulai=hari - timedelta(days=20),
        selesai=hari - timedelta(days=6), relasi=["rekan", "bawahan"], status="ditutup",
        jumlah_mungkin=400, jumlah_jawaban=320,
    )  # fmt: skip
    for n, nilai in enumerate(NilaiPerilaku, start=1):
        tanya = PertanyaanRonde.objects.create(
            ronde=ronde, urutan=n, jenis="skala", nilai=nilai.value, teks=f"Seberapa {nilai.label}?"
        )
        HasilRonde.objects.bulk_create(
            HasilRonde(
                instansi_id=s.instansi_id, ronde=ronde, pegawai_id=s.pegawai_id, relasi="rekan",
                pertanyaan=tanya, jumlah=8, rata=Decimal("3.5"),
            )
            for s in skp
        )  # fmt: skip


def _nilai(skp: list[Skp], kepala: Pegawai, periode: list[Periode]) -> list[Evaluasi]:
    """Earlier periods are final, the last quarter is rated, the year is open."""
    *lalu, _, tahun = periode
    CapaianOrganisasi.objects.bulk_create(
        CapaianOrganisasi(
            instansi_id=kepala.instansi_id, unit=skp[0].penempatan.unit, periode=p, predikat="baik",
            dasar="Indeks SPBE 3,58 dari 3,60", status="ditetapkan", ditetapkan_oleh=kepala,
            ditetapkan_pada=timezone.now(),
        )
        for p in periode
    )  # fmt: skip
    evaluasi = Evaluasi.objects.bulk_create(_evaluasi(s, kepala, p, p in lalu) for s in skp for p in periode)
    return [e for e in evaluasi if e.periode == tahun]


def _evaluasi(skp: Skp, kepala: Pegawai, periode: Periode, is_final: bool) -> Evaluasi:
    hasil = Evaluasi(
        instansi_id=skp.instansi_id, skp=skp, pegawai_id=skp.pegawai_id, penempatan_id=skp.penempatan_id,
        periode=periode, penilai=kepala, status="dinilai", rating_hasil=Ekspektasi.SESUAI.value,
        rating_perilaku=Ekspektasi.SESUAI.value, alasan_hasil="Target tercapai menurut arsip bidang.",
        alasan_perilaku="Terbuka kepada pengguna.", predikat=Predikat.BAIK.value, dinilai_pada=timezone.now(),
    )  # fmt: skip
    if is_final:
        hasil.status, hasil.final_pada, hasil.final_oleh = "final", timezone.now(), kepala
        hasil.snapshot, hasil.kode_verifikasi = {"versi": 1}, f"P{skp.pk}-{periode.pk}"
    return hasil
