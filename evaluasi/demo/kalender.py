"""The demo's calendar: the holidays of the year it plays in, and somebody's leave."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kinerja.rules import JenisCuti, JenisLibur
from kinerja.rules.kalender import BarisLibur
from kinerja.services import add_banyak_libur, record_cuti

if TYPE_CHECKING:
    from evaluasi.demo.cerita import Cerita

NASIONAL, BERSAMA, SENDIRI = JenisLibur.NASIONAL, JenisLibur.CUTI_BERSAMA, JenisLibur.INSTANSI
# SKB tiga menteri about 2026; in another year the days of the moon's calendar are only an example.
LIBUR = (
    (1, 1, NASIONAL, "Tahun Baru 2026 Masehi"),
    (1, 16, NASIONAL, "Isra Mikraj Nabi Muhammad saw."),
    (2, 16, BERSAMA, "Cuti bersama Tahun Baru Imlek"),
    (2, 17, NASIONAL, "Tahun Baru Imlek 2577 Kongzili"),
    (3, 18, BERSAMA, "Cuti bersama Hari Suci Nyepi"),
    (3, 19, NASIONAL, "Hari Suci Nyepi Tahun Baru Saka 1948"),
    (3, 20, BERSAMA, "Cuti bersama Idulfitri 1447 Hijriah"),
    (3, 21, NASIONAL, "Idulfitri 1447 Hijriah"),
    (3, 22, NASIONAL, "Idulfitri 1447 Hijriah"),
    (3, 23, BERSAMA, "Cuti bersama Idulfitri 1447 Hijriah"),
    (3, 24, BERSAMA, "Cuti bersama Idulfitri 1447 Hijriah"),
    (4, 3, NASIONAL, "Wafat Yesus Kristus"),
    (4, 5, NASIONAL, "Kebangkitan Yesus Kristus (Paskah)"),
    (5, 1, NASIONAL, "Hari Buruh Internasional"),
    (5, 14, NASIONAL, "Kenaikan Yesus Kristus"),
    (5, 15, BERSAMA, "Cuti bersama Kenaikan Yesus Kristus"),
    (5, 27, NASIONAL, "Iduladha 1447 Hijriah"),
    (5, 28, BERSAMA, "Cuti bersama Iduladha 1447 Hijriah"),
    (5, 31, NASIONAL, "Hari Raya Waisak 2570"),
    (6, 1, NASIONAL, "Hari Lahir Pancasila"),
    (6, 16, NASIONAL, "1 Muharam Tahun Baru Islam 1448 Hijriah"),
    (8, 17, NASIONAL, "Proklamasi Kemerdekaan"),
    (8, 25, NASIONAL, "Maulid Nabi Muhammad saw."),
    (11, 10, SENDIRI, "Hari jadi Kabupaten Tirta Jaya"),
    (12, 24, BERSAMA, "Cuti bersama Kelahiran Yesus Kristus"),
    (12, 25, NASIONAL, "Kelahiran Yesus Kristus"),
)


def kalender(c: Cerita) -> None:
    """Holidays for everyone, two days of leave and a business trip for the person of the worked example."""
    add_banyak_libur(
        pelaku=c.orang["ADMIN"],
        instansi=c.instansi,
        baris=[BarisLibur(n, date(c.tahun, b, h), nama, j) for n, (b, h, j, nama) in enumerate(LIBUR, 1)],
    )
    senin = c.hari_ini - timedelta(days=c.hari_ini.weekday() + 21)
    for jenis, mulai, lama in (
        (JenisCuti.TAHUNAN, senin, 2),
        (JenisCuti.DINAS_LUAR, senin + timedelta(3), 1),
    ):
        record_cuti(
            pelaku=c.orang["M"],
            pegawai=c.orang["M"],
            jenis=jenis,
            mulai=mulai,
            selesai=mulai + timedelta(days=lama - 1),
        )
