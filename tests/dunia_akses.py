"""The world of the access table: one object of each kind, all of them Sari's or about her."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from evaluasi.models import PekerjaanPeriode, PerekomendasiCapaian
from evaluasi.rules import (
    AcuanPeriode,
    BentukLaporan,
    BidangRekomendasi,
    IramaJadwal,
    JenisDokumen,
    JenisPekerjaan,
    PilihanLaporan,
    StatusEvaluasi,
    StatusPekerjaan,
)
from evaluasi.services import file_pindaian, preview_potensial, request_dokumen, request_laporan, save_jadwal
from evaluasi.tasks import kerjakan_laporan
from kinerja.services import (
    add_tautan,
    examine_bukti,
    preview_impor_catatan,
    record_gangguan,
    start_unggahan,
    upload_bukti,
)
from pegawai.models import Impor, Kabar, Pegawai, PeranDiberikan, PermintaanPerbaikan, TimKerja
from pegawai.rules import Peran, StatusImpor
from pegawai.services import grant_peran, make_kunci_kalender
from skp.models import CatatanTinjauan, ImporRencana, Periode
from skp.rules import AlasanJeda, JenisJendela, StatusSkp
from skp.selectors import acuan_skp
from skp.services import (
    extend_jendela,
    record_jeda,
    save_bank_rhk,
    save_rencana_aksi,
    send_pengingat,
)
from tests.akses_catatan import objek_catatan
from tests.factories.bina import objek_bina
from tests.factories.evaluasi import capaian_tetap, evaluasi_at
from tests.factories.keberatan import objek_keberatan, objek_koreksi, objek_tindak
from tests.factories.kinerja import catatan_baru, pdf, perilaku_baru, umpan_balik_baru
from tests.factories.kredit import objek_kredit
from tests.factories.layanan import objek_warga
from tests.factories.pegawai import Dunia, dunia_baru, instansi_baru, pegawai_baru, unit_baru
from tests.factories.perjanjian import objek_pk
from tests.factories.skp import dialog_baru, skp_at
from tests.factories.umpan import objek_umpan


@dataclass
class DuniaAkses:
    dunia: Dunia
    asing: Pegawai
    objek: dict[str, Any] = field(default_factory=dict)
    """What an address names: the keyword arguments of its route."""

    def orang(self, peran: str) -> Pegawai:
        return self.asing if peran == "asing" else getattr(self.dunia, peran)

    def kwargs(self, nama: str) -> dict[str, Any]:
        if not nama:
            return {}
        isi = self.objek[nama]
        return isi if isinstance(isi, dict) else {"uuid": isi.uuid}


def dunia_akses() -> DuniaAkses:
    """Build the world through the services, on the real day."""
    d = dunia_baru()
    hari = timezone.localdate()
    lain = instansi_baru("Kabupaten Seberang")
    asing = pegawai_baru(lain, "Asing Pradana", unit=unit_baru(lain, "Kabupaten Seberang"))
    grant_peran(pelaku=None, pegawai=asing, peran=Peran.ADMIN_KEPEGAWAIAN)
    skp = skp_at(StatusSkp.BERJALAN, pegawai=d.sari)
    draf = skp_at(StatusSkp.DRAF, pegawai=d.citra)
    triwulan = Periode.objects.periodik().pada(hari).get(instansi=d.instansi)
    capaian_tetap(d.dinas, triwulan, d.bupati)
    capaian_tetap(d.dinas, skp.periode, d.bupati)
    rhk = skp.rhk.first()
    indikator = rhk.indikator.first()
    final = evaluasi_at(StatusEvaluasi.FINAL, skp=skp, periode=triwulan)
    terbuka = evaluasi_at(StatusEvaluasi.DINILAI, skp=skp, periode=skp.periode)
    laporan = request_laporan(pelaku=d.sari, evaluasi=[final])
    kerjakan_laporan(laporan.pk)
    dokumen = final.dokumen.first()
    bundel = request_dokumen(
        pelaku=d.sari, sumber=[skp], jenis=[JenisDokumen.LAMPIRAN_SKP], bentuk=BentukLaporan.ZIP
    )
    kerjakan_laporan(bundel.pk)
    tim = TimKerja.objects.get(instansi=d.instansi)
    impor = Impor.objects.create(
        instansi=d.instansi, diminta_oleh=d.eka, status=StatusImpor.PRATINJAU, nama_berkas_pegawai="p.xlsx"
    )
    bukti = examine_bukti(
        bukti=upload_bukti(pelaku=d.sari, skp=skp, berkas=SimpleUploadedFile("a.pdf", pdf()), nama="a.pdf")
    )
    tautan = add_tautan(pelaku=d.sari, skp=skp, tautan="https://tirtajaya.go.id/laporan")
    return DuniaAkses(
        d,
        asing,
        {
            **objek_pk(d),
            **objek_warga(d.budi, d.bidang, skp),
            **objek_bina(d),
            **objek_umpan(d, skp),
            **objek_keberatan(d, skp, triwulan),
            **objek_koreksi(d, skp, triwulan),
            **objek_kredit(d, triwulan),
            **objek_tindak(d, final),
            "skp": skp,
            "rekomendasi": {"skp": skp.uuid, "periode": triwulan.uuid, "tim": tim.uuid},
            "skp_citra": draf,
            "bank": save_bank_rhk(
                pelaku=d.eka, jabatan=skp.penempatan.jabatan, teks="Tersusunnya modul layanan"
            ),
            "impor_rencana": ImporRencana.objects.create(
                instansi=d.instansi, diminta_oleh=d.sari, skp=skp, nama_berkas="skp.xlsx"
            ),
            "skp_sumber": {"uuid": skp.uuid, "sumber": skp.uuid},
            "rhk": rhk,
            "gangguan": record_gangguan(
                pelaku=d.eka,
                mulai=timezone.now() - timedelta(hours=2),
                selesai=timezone.now() - timedelta(hours=1),
                keterangan="Listrik padam",
            ),
            "impor_catatan": preview_impor_catatan(
                pelaku=d.sari, baris=[(1, {"tanggal": f"{hari}", "uraian": "Rapat"})], klien_id=uuid4()
            ),
            "indikator": indikator,
            "aksi": save_rencana_aksi(
                pelaku=d.sari, rhk=rhk, periode=triwulan, teks="Menyusun modul", target="4"
            ),
            "periode": triwulan,
            "perekomendasi": PerekomendasiCapaian.objects.create(
                instansi=d.instansi, unit=d.dinas, bidang=BidangRekomendasi.PERENCANAAN
            ),
            "pekerjaan_periode": PekerjaanPeriode.objects.create(
                instansi=d.instansi,
                periode=triwulan,
                jenis=JenisPekerjaan.BUKA,
                status=StatusPekerjaan.SELESAI,
            ),
            "periode_tahunan": skp.periode,
            "tahun": {"tahun": skp.periode.tahun},
            "jeda": record_jeda(
                pelaku=d.eka,
                pegawai=d.sari,
                mulai=date(skp.periode.tahun - 1, 3, 1),
                selesai=date(skp.periode.tahun - 1, 5, 31),
                alasan=AlasanJeda.CLTN,
            ),
            "kiriman": {
                "uuid": send_pengingat(
                    pelaku=d.eka, acuan=acuan_skp(d.instansi, skp.periode), unit=[d.bidang]
                ).kiriman
            },
            "perpanjangan": extend_jendela(
                pelaku=d.eka,
                periode=skp.periode,
                jendela=JenisJendela.SKP,
                sampai=skp.periode.selesai,
                alasan="Menunggu perjanjian kinerja",
            ),
            "tinjauan": CatatanTinjauan.objects.create(
                skp=skp,
                bagian="rhk",
                rhk=rhk,
                teks="Sebut satuannya",
                oleh=d.budi,
                dikirim_pada=timezone.now(),
            ),
            "catatan": catatan_baru(rhk, hari, bukti=[bukti, tautan]),
            "perilaku": perilaku_baru(skp, hari),
            "perilaku_budi": perilaku_baru(skp, hari, oleh=d.budi),
            "umpan_balik": umpan_balik_baru(d.budi, skp),
            "bukti": bukti,
            "bukti_gambar": {"uuid": bukti.uuid, "nomor": 1},
            "bukti_tautan": tautan,
            "unggahan": start_unggahan(pelaku=d.sari, skp=skp, nama="a.pdf", ukuran=9),
            "capaian": final.instansi.capaian.first(),
            "evaluasi": terbuka,
            "final": final,
            "laporan": laporan,
            "bundel": bundel,
            "jadwal": save_jadwal(
                pelaku=d.eka,
                unit=d.dinas,
                isi=PilihanLaporan.REKAP_XLSX,
                acuan=AcuanPeriode.BERAKHIR,
                irama=IramaJadwal.BULANAN,
                hari=5,
                jam=6,
            ),
            "dokumen": dokumen,
            "kode": {"kode": dokumen.kode_verifikasi},
            "pindaian": file_pindaian(
                pelaku=d.sari,
                dokumen=dokumen,
                peran=["pegawai"],
                berkas=SimpleUploadedFile("pindai.pdf", pdf()),
            ),
            "unit": d.bidang,
            "pegawai": d.sari,
            "penempatan": d.penempatan(d.sari),
            "tim": tim,
            "peran": PeranDiberikan.objects.get(pegawai=d.eka),
            "perbaikan": PermintaanPerbaikan.objects.create(
                instansi=d.instansi, pegawai=d.sari, bidang="pangkat", data_benar="III/c sejak April"
            ),
            "anggota": tim.anggota.get(pegawai=d.sari),
            "matriks_baris": {"uuid": skp.uuid, "pegawai": d.citra.uuid},
            "dialog": dialog_baru(skp),
            "rhk_periode": {"uuid": rhk.uuid, "periode": triwulan.uuid},
            "indikator_periode": {"uuid": indikator.uuid, "periode": triwulan.uuid},
            "skp_periode_satu": {"uuid": skp.uuid, "periode": triwulan.uuid},
            "skp_periode": {"skp": skp.uuid, "periode": triwulan.uuid},
            "unit_periode": {"unit": d.bidang.uuid, "periode": triwulan.uuid},
            "jenis_pilih": {"jenis": "orang"},
            **objek_catatan(d, hari),
            "kabar": Kabar.objects.filter(penerima=d.sari).latest("id"),
            "kunci_kalender": {"kunci": make_kunci_kalender(pelaku=d.sari)},
            "kunci": {"pk": 1},
            "ikon": {"nama": "192.png"},
            "impor_jenis": {"uuid": impor.uuid, "jenis": "xlsx"},
            "impor": impor,
            "potensial": preview_potensial(
                pelaku=d.eka,
                berkas=BytesIO(f"NIP;POTENSIAL\n{d.sari.nip};tinggi\n".encode()),
                nama="potensial.csv",
                tahun=hari.year,
                sumber="Assessment center",
            ),
        },
    )
