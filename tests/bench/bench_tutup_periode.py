"""Closing a period with 10,000 evaluations: how many a second one core makes final, and what memory the worker takes.

They are of 5,000 people with two posts in the year. Freeze, snapshot, trail, notice and the two documents queued, by the loop of the Celery task. The bound on memory is a
ratio within the run: at the end no more than a tenth above what it was after the first tenth. `BENCH_ORANG` sets the
number of evaluations. Run alone with `make bench ARGS=tutup`.
"""

from __future__ import annotations

import os
import resource
import time

from tests.bench.bench_impor import Baris

ORANG = int(os.environ.get("BENCH_ORANG", "10000"))
NIP = "199402112019031904"
"""Of the demo: a person who changed posts, so with two evaluations in the year."""


def _mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _siapkan() -> int:
    """So many evaluations, rated and with grounds, in a period whose capaian is fixed; the key of the work."""
    from django.db import connection
    from django.utils import timezone

    from evaluasi import services
    from evaluasi.models import CapaianOrganisasi, Evaluasi
    from evaluasi.rules import PredikatOrganisasi
    from pegawai.models import Pegawai, PeranDiberikan, UnitKerja
    from pegawai.rules import Peran
    from skp.models import Periode
    from tests.bench.bench_halaman import CATATAN
    from tests.bench.instansi_besar import Sumber, besarkan

    besarkan(Sumber(nip=NIP, catatan=CATATAN // 50), 1, ORANG // 2)
    contoh = Pegawai.objects.get(nip=NIP)
    admin = PeranDiberikan.objects.filter(peran=Peran.ADMIN_KEPEGAWAIAN.value, unit=None)[0].pegawai
    lewat = Periode.objects.periodik().filter(instansi=contoh.instansi, selesai__lt=timezone.localdate())
    periode = lewat.order_by("-selesai").first()
    assert periode is not None
    Periode.objects.filter(pk=periode.pk).update(penyampaian_wajib=False)
    akar = UnitKerja.objects.filter(instansi=contoh.instansi, induk=None)[0]
    if not CapaianOrganisasi.objects.ditetapkan().filter(unit=akar, periode=periode).exists():
        CapaianOrganisasi.objects.filter(unit=akar, periode=periode).delete()
        draf = services.save_capaian(
            pelaku=admin, unit=akar, periode=periode, predikat=PredikatOrganisasi.BAIK, dasar="Bench"
        )
        services.fix_capaian(pelaku=admin, capaian=draf)
    with connection.cursor() as kursor:
        tabel = Evaluasi._meta.db_table
        kursor.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
        kursor.execute(
            f"DELETE FROM {Evaluasi._meta.db_table} WHERE periode_id = %s AND status <> 'final'", [periode.pk]
        )
        kursor.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")
    buka = services.open_periode(pelaku=admin, periode=periode, alasan="Bench")
    while services.step_pekerjaan(buka.pk):
        pass
    Evaluasi.objects.filter(periode=periode, status="pengisian").update(
        status="dinilai",
        rating_hasil="sesuai",
        rating_perilaku="sesuai",
        alasan_hasil="Target tercapai.",
        alasan_perilaku="Terbuka kepada pengguna.",
        predikat="baik",
    )
    return services.close_periode(pelaku=admin, periode=periode, alasan="Bench").pk


def ukur() -> list[Baris]:
    """Measure; needs the demo agency."""
    from evaluasi import services
    from evaluasi.models import PekerjaanPeriode

    kunci = _siapkan()
    cpu, dinding, awal = time.process_time(), time.perf_counter(), 0.0
    while services.step_pekerjaan(kunci):
        if not awal:
            kerja = PekerjaanPeriode.objects.get(pk=kunci)
            awal = _mb() if kerja.dikerjakan * 10 >= kerja.jumlah else 0.0
    cpu, dinding = time.process_time() - cpu, time.perf_counter() - dinding
    kerja = PekerjaanPeriode.objects.get(pk=kunci)
    n, mb = kerja.berhasil, _mb()
    assert kerja.laporan is not None
    return [
        _baris("Menutup periode: evaluasi final", n, "", f"≥ {ORANG}", n >= ORANG),
        _baris("Menutup periode: ditolak aturan", kerja.gagal.count(), "evaluasi"),
        _baris("Menutup periode: dokumen diantrekan", kerja.laporan.butir.count(), "", f"{2 * n}", kerja.laporan.butir.count() == 2 * n),
        _baris("Menutup periode: lama", dinding, "s"),
        _baris("Menutup periode: per detik tiap inti (CPU Python)", n / cpu, "eval/s"),
        _baris("Menutup periode: per detik (dinding)", n / dinding, "eval/s"),
        _baris("Menutup periode: memori puncak", mb, "MB", "≤ 250", mb <= 250),
        _baris("Menutup periode: memori akhir terhadap sepersepuluh pertama", mb / awal, "×", "≤ 1,1", mb <= 1.1 * awal),
    ]  # fmt: skip


def _baris(nama: str, nilai: float, satuan: str, batas: str = "", terpenuhi: bool | None = None) -> Baris:
    return {"nama": nama, "nilai": nilai, "satuan": satuan, "batas": batas, "terpenuhi": terpenuhi}
