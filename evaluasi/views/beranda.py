"""The home page: what today asks of whoever has signed in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluasi import selectors
from evaluasi.rules import StatusEvaluasi, batas_tampil
from evaluasi.selectors import Beranda
from evaluasi.selectors.antrean import ButirAntrean, KelompokAntrean
from evaluasi.selectors.beranda import HARI_MENDEKAT
from kinerja.selectors import CatatCepat, catat_cepat
from pegawai.permintaan import Permintaan
from pegawai.rules import Peran
from pegawai.templatetags.tampilan import tanggal, tenggat
from skp.permissions import wajib_skp
from skp.rules import STATUS_TETAP, PerihalPengingat, StatusSkp, kalimat_jendela
from skp.selectors import Ingatan

HARI_HASIL_BARU = 14
"""So many days a result is offered to be read."""


@require_safe
def beranda(request: Permintaan) -> HttpResponse:
    """Tasks by urgency, my SKP, the last word, my predikat; the queue of a penilai; what is late for an admin."""
    hari = timezone.localdate()
    b = selectors.beranda(request.pelaku, request.peran, hari)
    konteks: dict[str, Any] = {
        "b": b,
        "sapaan": _sapaan(),
        "is_pegawai": Peran.PEGAWAI in request.peran,
        "tugas": list(_tugas(request, b) if Peran.PEGAWAI in request.peran else _tugas_keberatan(b)),
        "cepat": _cepat(request, b),
        "zona": timezone.localtime().tzname(),
        "kunci_catat": uuid4(),
        "berikut": _berikut(b),
        "predikat": next((e for e in b.evaluasi if e.is_final), None),
        "antrean": [_kelompok(k, len(b.antrean)) for k in b.antrean],
        "diminta_meninjau": _dari(b.pengingat)
        if b.pengingat and b.pengingat.perihal == PerihalPengingat.TINJAU
        else "",
        "hitung_admin": _hitung_admin(b),
    }
    return render(request, "evaluasi/beranda.html", konteks)


def _cepat(request: Permintaan, b: Beranda) -> CatatCepat | None:
    """The daily log on the home page, while an SKP is in force."""
    skp = b.skp_kini
    if Peran.PEGAWAI not in request.peran or skp is None or skp.status not in STATUS_TETAP:
        return None
    return catat_cepat(request.pelaku, b.hari) if skp.mulai <= b.hari <= skp.ujung else None


def _sapaan() -> str:
    jam = timezone.localtime().hour
    if jam < 11:
        return "Selamat pagi"
    if jam < 15:
        return "Selamat siang"
    return "Selamat sore" if jam < 19 else "Selamat malam"


# The person: one line, one act, the most urgent first


def _tugas(request: Permintaan, b: Beranda) -> Iterator[dict[str, str]]:
    if not b.punya_penempatan or not b.punya_penilai:
        apa = "Pejabat penilai Anda belum ada" if b.punya_penempatan else "Penempatan Anda belum tercatat"
        yield _satu(
            "pegawai:penempatan_saya",
            apa,
            "Laporkan agar admin kepegawaian memperbaikinya.",
            "perlu_perbaikan",
        )
    yield from _tugas_skp(request, b)
    yield from _tugas_keberatan(b)
    yield from _tugas_evaluasi(b)
    for p in b.realisasi:
        sampai = (
            f"; pengisian ditutup {tanggal(p.pengisian_sampai)} ({tenggat(p.pengisian_sampai)})"
            if p.pengisian_sampai
            else ""
        )
        yield _satu(
            f"{reverse('kinerja:realisasi')}?{urlencode({'periode': p.uuid})}",
            f"Isi realisasi {p}",
            f"{b.realisasi_kurang[p.pk]} indikator belum terisi{sampai}.",
            "belum",
        )
    yield from _tugas_bina(b)
    if b.belum_dibaca:
        yield _satu("kinerja:umpan_balik", f"Baca {b.belum_dibaca} umpan balik baru", "", "baru", "Baru")
    if b.diminta:
        kata = f"{b.diminta} permintaan menunggu jawaban Anda."
        yield _satu("kinerja:permintaan", "Jawab permintaan umpan balik", kata, "baru", "Baru")
    if b.ditanya:
        kata = f"{b.ditanya} catatan ditanyakan penilai Anda."
        yield _satu("kinerja:pertanyaan", "Jawab pertanyaan", kata, "ditanyakan", "Ditanyakan")
    skp = b.skp_kini
    if skp is not None and skp.status in STATUS_TETAP and not b.catatan_hari_ini and b.is_hari_kerja:
        yield _satu(
            "kinerja:catatan", "Catat pekerjaan hari ini", "Belum ada catatan untuk hari ini.", "belum"
        )


def _tugas_bina(b: Beranda) -> Iterator[dict[str, str]]:
    """Sessions that wait for me, steps past their day, thanks of the last days."""
    for sisi, nama, sebutan in (
        ("saya", "kinerja:pembinaan", "pembinaan Anda"),
        ("tim", "kinerja:pembinaan_tim", "pembinaan tim"),
    ):
        if n := b.bina.get(sisi):
            yield _satu(
                f"{reverse(nama)}?keadaan=menunggu", f"Tindak lanjuti {n} sesi {sebutan}", "", "belum"
            )
        if n := b.bina.get(f"langkah_{sisi}"):
            tuju, apa = f"{reverse(nama)}?keadaan=terlambat", f"{n} langkah {sebutan} lewat tenggat"
            yield _satu(tuju, apa, "Kerjakan, lalu tandai keadaannya.", "perlu_perbaikan", "Lewat tenggat")
    if b.apresiasi_baru:
        yield _satu(
            "kinerja:apresiasi_saya", f"Baca {b.apresiasi_baru} apresiasi untuk Anda", "", "baru", "Baru"
        )


def _tugas_skp(request: Permintaan, b: Beranda) -> Iterator[dict[str, str]]:
    """The SKP of this year: to begin, to finish, to mend."""
    sampai = kalimat_jendela(b.jendela_skp, b.hari) if b.jendela_skp else ""
    ingat = b.pengingat
    if ingat and ingat.perihal == PerihalPengingat.SUSUN:
        sampai = f"{_dari(ingat)} {sampai}".strip()
    if b.tahunan and b.punya_penempatan and not b.punya_skp_kini and wajib_skp(request.pelaku):
        lagi = " untuk jabatan baru" if any(not s.is_plt_plh for s in b.skp) else ""
        yield _satu("skp:daftar", f"Susun SKP {b.tahunan.tahun}{lagi}", sampai, "belum")
    for s in b.skp:
        alamat = reverse("skp:detail", args=[s.uuid])
        sebutan = f"revisi SKP {s.periode.tahun}" if s.is_usulan else f"SKP {s.periode.tahun}"
        if s.rujukan_lepas and s.is_terbuka:
            kata = f"{s.rujukan_lepas} RHK pimpinan yang Anda dukung sudah dihapus. Pilih penggantinya."
            yield _satu(alamat, f"Tautkan lagi RHK pimpinan pada {sebutan}", kata, "perlu_perbaikan")
        if s.pengelola_id is not None:
            continue
        if s.status == StatusSkp.DIKEMBALIKAN:
            catatan = f"“{_ringkas(s.catatan_kembali)}”" if s.catatan_kembali else ""
            yield _satu(alamat, f"Perbaiki {sebutan}", catatan, "dikembalikan")
        elif s.status == StatusSkp.DRAF:
            ket = f"“{_ringkas(s.alasan_revisi)}”" if s.is_usulan else sampai
            yield _satu(alamat, f"Lengkapi dan ajukan {sebutan}", ket, "draf")


def _dari(ingat: Ingatan) -> str:
    return f"{ingat.oleh} mengingatkan {tanggal(ingat.hari)}."


def _tugas_evaluasi(b: Beranda) -> Iterator[dict[str, str]]:
    """Material to complete, a result to read."""
    for e in b.evaluasi:
        alamat = reverse("evaluasi:lihat", args=[e.uuid])
        if e.status == StatusEvaluasi.PENGISIAN and e.catatan_kembali:
            yield _satu(
                alamat,
                f"Lengkapi bahan evaluasi {e.periode}",
                f"“{_ringkas(e.catatan_kembali)}”",
                "dikembalikan",
            )
        elif e.status in (StatusEvaluasi.DISAMPAIKAN, StatusEvaluasi.DITERIMA) and e.penyampaian:
            batas = batas_tampil(e.penyampaian.batas_keberatan, e.instansi.zona_waktu)
            apa = "Tanggapi" if e.status == StatusEvaluasi.DISAMPAIKAN else "Putuskan menerima"
            yield _satu(
                alamat, f"{apa} hasil evaluasi {e.periode}", f"Keberatan paling lambat {batas}.", e.status
            )
        elif e.is_final and e.final_pada and (timezone.now() - e.final_pada).days < HARI_HASIL_BARU:
            yield _satu(
                alamat, f"Lihat hasil evaluasi {e.periode}", f"Disampaikan {tanggal(e.final_pada)}.", "final"
            )


def _tugas_keberatan(b: Beranda) -> Iterator[dict[str, str]]:
    """Objections that wait for my explanation or my decision, and what I am to do after a result."""
    for kunci, apa in (("jelaskan", "menunggu penjelasan Anda"), ("putus", "menunggu putusan Anda")):
        if n := b.keberatan.get(kunci):
            yield _satu("evaluasi:keberatan_daftar", f"{n} keberatan {apa}", "", "keberatan")
    if b.tindak:
        kata = "Kerjakan, lalu tulis hasilnya."
        yield _satu(
            "evaluasi:tindak_daftar", f"{b.tindak} tindak lanjut evaluasi menunggu Anda", kata, "belum"
        )


def _satu(tujuan: str, judul: str, keterangan: str, status: str, label: str = "") -> dict[str, str]:
    url = tujuan if tujuan.startswith("/") else reverse(tujuan)
    return {"judul": judul, "url": url, "keterangan": keterangan, "status": status, "label": label}


def _ringkas(teks: str) -> str:
    return teks if len(teks) <= 120 else f"{teks[:119]}…"


def _berikut(b: Beranda) -> str:
    """When the next thing comes, for a page without tasks."""
    p = b.berjalan or b.berikut
    if p is None:
        return "Tahun kinerja berikutnya dibuka admin kepegawaian."
    mulai = p.selesai - timedelta(days=HARI_MENDEKAT)
    if mulai <= b.hari:
        return f"{p} dinilai setelah {tanggal(p.selesai)}."
    return f"Realisasi {p} diisi mulai {tanggal(mulai)}."


# The penilai: one queue

JUDUL_ANTREAN = {
    "perjanjian": ("Perjanjian kinerja menunggu persetujuan", "skp:pk_saya"),
    "skp": ("SKP menunggu tinjauan", "skp:tim"),
    "evaluasi": ("Evaluasi menunggu penilaian", "evaluasi:tim"),
    "capaian": ("Capaian organisasi menunggu penetapan", "evaluasi:capaian"),
    "umpan_balik": ("Waktunya memberi umpan balik", "kinerja:tim"),
}


def _kelompok(k: KelompokAntrean, banyak: int) -> dict[str, Any]:
    """A group of the queue: its first lines (twenty on the page in all), and the link to the rest."""
    judul, alamat = JUDUL_ANTREAN[k.jenis]
    tampil = k.butir[: max(3, 20 // banyak)]
    return {
        "judul": judul,
        "url": reverse(alamat),
        "jumlah": k.jumlah,
        "sisa": k.jumlah - len(tampil),
        "butir": [_butir(x) for x in tampil],
    }


def _butir(x: ButirAntrean) -> dict[str, str]:
    """One line with its one act: a link, or the button that opens an evaluation."""
    nama = f"{x.nama}, {x.jabatan}" if x.jabatan else x.nama
    hasil = {"nama": nama, "keterangan": x.periode, "url": "", "buka": "", "label": ""}
    match x.jenis:
        case "perjanjian":
            hasil |= {
                "url": reverse("skp:pk_detail", args=[x.uuid]),
                "keterangan": f"Diajukan {tanggal(x.pada)}",
            }
        case "skp":
            hasil |= {
                "url": reverse("skp:tinjau", args=[x.uuid]),
                "keterangan": f"Diajukan {tanggal(x.pada)}",
            }
        case "evaluasi":
            hasil |= {"buka": reverse("evaluasi:buka", args=[x.uuid, x.periode_uuid]), "label": "Nilai"}
            if x.pada:
                hasil["keterangan"] = f"{x.periode}, batas {tanggal(x.pada)} ({tenggat(x.pada)})"
        case "capaian":
            hasil["url"] = reverse("evaluasi:capaian_ubah", args=[x.uuid, x.periode_uuid])
        case _:
            hasil |= {
                "url": reverse("kinerja:umpan_balik_beri", args=[x.uuid]),
                "keterangan": f"Terakhir {tanggal(x.pada)}" if x.pada else "Belum pernah",
            }
    return hasil


# Whoever watches units

TAUTAN_ADMIN = (
    ("perbaikan", "laporan kesalahan data menunggu", "pegawai:perbaikan_daftar", ""),
    ("tanpa_penilai", "pegawai tanpa pejabat penilai", "pegawai:pegawai_daftar", "?keadaan=tanpa_penilai"),
    ("unit_tanpa_pimpinan", "unit tanpa pimpinan", "pegawai:unit_daftar", "?tanpa_pejabat=on"),
    ("laporan_gagal", "pembuatan dokumen gagal", "evaluasi:laporan_daftar", "?gagal=1"),
    ("impor_gagal", "impor data gagal", "pegawai:impor_daftar", ""),
)


def _hitung_admin(b: Beranda) -> list[dict[str, str]]:
    """Figures that are not zero, each with the list it leads to."""
    if b.admin is None:
        return []
    return [
        _satu(
            f"{reverse(alamat)}{tanya}",
            f"{b.admin.angka[kunci]} {kata}",
            "",
            "perlu_perbaikan",
            "Perlu tindakan",
        )
        for kunci, kata, alamat, tanya in TAUTAN_ADMIN
        if b.admin.angka.get(kunci)
    ]
