"""Feedback beyond the leader's: colleagues, bawahan, a request that waits, a rhythm, two 360 rounds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from evaluasi.demo.jam import pada
from kinerja.models import Ronde360
from kinerja.rules import CaraUmpanBalik, IramaUmpanBalik, JenisPertanyaan, RelasiRonde, SifatUmpanBalik
from kinerja.selectors import kelompok_of
from kinerja.services import (
    answer_ronde,
    close_ronde,
    give_umpan_balik,
    open_ronde,
    request_umpan_balik,
    save_frasa,
    save_ronde,
    set_irama,
)
from pegawai.models import Pegawai
from skp.rules import NilaiPerilaku

if TYPE_CHECKING:
    from evaluasi.demo.cerita import Cerita

_PUJI, _SARAN = SifatUmpanBalik.PUJIAN, SifatUmpanBalik.SARAN
SEJAWAT = (
    ("P", "M", "Arahan jelas, terbuka menerima usul.", _PUJI, NilaiPerilaku.KOLABORATIF),
    ("L", "P", "Mau menjelaskan formulir baru kepada saya.", _PUJI, NilaiPerilaku.HARMONIS),
    ("C", "M", "Kabari jadwal pemeliharaan dua hari sebelumnya.", _SARAN, ""),
    ("M", "B", "Keputusan rapat cepat keluar. Notulennya mohon dibagikan.", _SARAN, ""),
)
JARAK = timedelta(days=130)


def percakapan(c: Cerita) -> None:
    admin = c.orang["ADMIN"]
    with pada(c.hari(1, 5)):
        set_irama(pelaku=admin, unit=None, irama=IramaUmpanBalik.BULANAN)
        save_frasa(pelaku=c.orang["B"], teks="Bagi warga, ini berarti", sifat=_PUJI)
    for oleh, untuk, isi, sifat, nilai in SEJAWAT:
        with pada(c.hari_ini - timedelta(days=9)):
            if c.skp[untuk].mulai <= c.hari_ini - timedelta(days=9):
                give_umpan_balik(
                    pelaku=c.orang[oleh],
                    skp=c.skp[untuk],
                    isi=isi,
                    sifat=sifat,
                    nilai=nilai,
                    cara=CaraUmpanBalik.TATAP_MUKA if oleh == "M" else CaraUmpanBalik.TERTULIS,
                )
    request_umpan_balik(
        pelaku=c.orang["P"],
        skp=c.skp["P"],
        kepada=c.orang["M"],
        pertanyaan="Apakah cakupan uji saya sudah cukup untuk rilis berikutnya?",
        sampai=c.hari_ini + timedelta(days=5),
        rhk=c.rhk["P", 0],
    )
    _ronde(c, admin)


def _ronde(c: Cerita, admin: Pegawai) -> None:
    """One round about the unit of M that is closed, so that there is something to read, and one to answer."""
    lama = c.hari_ini - JARAK
    if lama >= date(c.tahun, 2, 1):
        with pada(lama):
            ronde = _dibuka(c, admin, "Ronde 360 semester I", lama)
            _jawab_semua(c, ronde)
        with pada(ronde.selesai + timedelta(days=1)):
            close_ronde(ronde=ronde)
    _dibuka(c, admin, "Ronde 360 akhir tahun", c.hari_ini)


def _dibuka(c: Cerita, admin: Pegawai, nama: str, mulai: date) -> Ronde360:
    ronde = save_ronde(
        pelaku=admin,
        nama=nama,
        mulai=mulai,
        selesai=mulai + timedelta(days=14),
        minimum=3,
        relasi=[RelasiRonde.REKAN, RelasiRonde.BAWAHAN],
        unit=[c.unit["aptika"]],
    )
    return open_ronde(pelaku=admin, ronde=ronde)


def _jawab_semua(c: Cerita, ronde: Ronde360) -> None:
    """Whoever is asked about M answers; the words are nobody's in particular."""
    tentang = c.orang["M"]
    kata = ["Rapatnya singkat.", "Selalu mau mendengar.", "Bagi tugas lebih awal."]
    pertanyaan = list(ronde.pertanyaan.order_by("urutan"))
    for (_, _), pemberi in kelompok_of(ronde, [tentang.pk]).items():
        for n, orang in enumerate(Pegawai.objects.filter(pk__in=pemberi).order_by("pk")):
            jawaban: dict[str, int | str] = {
                str(p.uuid): 3 + (n + p.urutan) % 2 for p in pertanyaan if p.jenis == JenisPertanyaan.SKALA
            }
            if n < len(kata):
                jawaban[str(pertanyaan[-1].uuid)] = kata[n]
            answer_ronde(pelaku=orang, ronde=ronde, pegawai=tentang, jawaban=jawaban)
