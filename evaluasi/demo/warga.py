"""What citizens of the demo agency said: two services, ten months of reviews, one in the queue, one tied praise."""

from __future__ import annotations

import uuid
from contextlib import suppress
from typing import TYPE_CHECKING

from django.db import transaction

from evaluasi.demo.jam import pada
from kinerja.models import Layanan
from kinerja.rules.ulasan import JenisUlasan
from kinerja.services.layanan import add_layanan
from kinerja.services.ulasan import answer_tautan, receive_ulasan, reply_ulasan, tie_ulasan
from pegawai.errors import AturanDilanggar

if TYPE_CHECKING:
    from evaluasi.demo.cerita import Cerita

SUARA = (
    ("Petugas sabar menjelaskan langkahnya. Terima kasih.", "pujian", 4),
    ("Formulirnya panjang, mohon diringkas.", "saran", 3),
    ("Menunggu jawaban tiga hari tanpa kabar.", "keluhan", 2),
    ("", "", 4),
    ("", "", 3),
    ("Selesai pada hari yang sama.", "pujian", 4),
)
PER_BULAN = 12


def suara_warga(c: Cerita) -> None:
    """Two services of the bidang, a steady trickle of reviews until today."""
    kepala = c.orang["B"]
    unit = c.skp["B"].penempatan.unit
    layanan = [
        add_layanan(pelaku=kepala, unit=unit, nama=nama, uraian=uraian)
        for nama, uraian in (
            ("Aduan aplikasi layanan publik", "Gangguan dan pertanyaan tentang aplikasi Tirta Jaya."),
            ("Permohonan surel dinas", "Akun surel resmi untuk perangkat daerah."),
        )
    ]
    unsur = [u.pk for u in layanan[0].set_pertanyaan.unsur.all()]
    for bulan in range(1, c.hari_ini.month + 1):
        with pada(c.hari(bulan, 15)):
            for n in range(PER_BULAN):
                _satu(layanan[n % 3 == 2], n + bulan, unsur)
    with pada(c.hari_ini):
        _khusus(c, layanan[0])


def _satu(layanan: Layanan, n: int, unsur: list[int]) -> None:
    kata, jenis, nilai = SUARA[n % len(SUARA)]
    jawaban = {u: max(1, min(4, nilai + (u + n) % 3 - 1)) for u in unsur} if n % 4 else {}
    receive_ulasan(layanan=layanan, kunci=uuid.uuid4(), nilai=nilai, kata=kata, jenis=jenis, jawaban=jawaban)


def _khusus(c: Cerita, layanan: Layanan) -> None:
    """An answered complaint, words that wait for the admin, and a praise tied to the ketua tim."""
    keluhan, _ = receive_ulasan(
        layanan=layanan,
        kunci=uuid.uuid4(),
        nilai=2,
        kata="Aplikasi parkir tidak dapat dibuka sejak pagi.",
        jenis=JenisUlasan.KELUHAN,
    )
    reply_ulasan(
        pelaku=c.orang["B"],
        ulasan=keluhan,
        balasan="Gangguan sudah diperbaiki pukul 11.20. Terima kasih sudah mengabari kami.",
        is_tampil=True,
    )
    receive_ulasan(
        layanan=layanan,
        kunci=uuid.uuid4(),
        nilai=1,
        kata="Aplikasinya tolol sekali!",
        jenis=JenisUlasan.KELUHAN,
    )
    pujian, _ = receive_ulasan(
        layanan=layanan,
        kunci=uuid.uuid4(),
        nilai=4,
        kata="Bu Dewi datang sendiri ke kantor kami sampai masalahnya selesai.",
        jenis=JenisUlasan.PUJIAN,
        petugas="Bu Dewi",
    )
    with suppress(AturanDilanggar), transaction.atomic():  # on days on which no window is open
        tautan = tie_ulasan(
            pelaku=c.orang["B"], ulasan=pujian, skp=c.skp["M"], alasan="Dewi bertugas di kantor itu hari itu."
        )
        answer_tautan(
            pelaku=c.orang["M"], tautan=tautan, tanggapan="Terima kasih. Rizky ikut membantu dari kantor."
        )
