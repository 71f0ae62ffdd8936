"""The demo agency's year, told through the services: nothing here writes a row that a person could not have written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from evaluasi.demo import (
    bina,
    buku,
    data,
    kalender,
    kasus,
    keberatan,
    kredit,
    laporan,
    pekerjaan,
    penutup,
    perjanjian,
    ringan,
    umpan,
    warga,
)
from evaluasi.demo.jam import hari_kerja_terakhir, pada
from evaluasi.models import Evaluasi
from evaluasi.rules import Ekspektasi, PredikatOrganisasi, is_beda
from evaluasi.selectors import bahan_evaluasi
from evaluasi.services import (
    deliver_evaluasi,
    finalise_evaluasi,
    fix_capaian,
    open_evaluasi,
    save_capaian,
    set_rating,
)
from kinerja.services import (
    give_umpan_balik,
    log_catatan,
    reply_umpan_balik,
)
from pegawai.models import Instansi, Jabatan, Pegawai, TimKerja, UnitKerja
from pegawai.rules import JenisJabatan, Peran, PeranTim, is_aktif
from pegawai.selectors import penempatan_of
from pegawai.services import (
    add_pejabat_negara,
    assign_tim,
    create_akun,
    derive_penilai,
    grant_peran,
    place_pegawai,
    save_unit,
)
from skp.models import Periode, RencanaHasilKerja, Skp
from skp.rules import JenisJendela, JenisLampiran, JenisTarget
from skp.selectors import kolom_of, penilai_skp
from skp.services import (
    IsianSel,
    approve_skp,
    draft_skp,
    extend_jendela,
    open_tahun,
    save_banyak_sel,
    save_indikator,
    save_rencana_aksi,
    save_rhk,
    set_ekspektasi,
    set_lampiran,
    submit_skp,
)

LENGKAP = ("K", "B", "M", "P", "C", "L")
"""The people of the worked example."""


class Cerita:
    """Builds the agency step by step; `tahun` is the year it plays in."""

    def __init__(self, hari_ini: date) -> None:
        self.hari_ini = hari_ini
        self.tahun = hari_ini.year
        self.unit: dict[str, UnitKerja] = {}
        self.orang: dict[str, Pegawai] = {}
        self.skp: dict[str, Skp] = {}
        self.rhk: dict[tuple[str, int], RencanaHasilKerja] = {}

    def hari(self, bulan: int, tanggal: int) -> date:
        """A day of the story's year, today at the latest."""
        return min(date(self.tahun, bulan, tanggal), self.hari_ini)

    @transaction.atomic
    def ceritakan(self) -> None:
        """Tell the whole year, or nothing of it."""
        self.susun_instansi()
        self.tempatkan_orang()
        self.bagikan_peran()
        self.buka_periode()
        self.rencanakan()
        kasus.skp_tepi(self)
        kasus.mutasi_juni(self)
        kasus.cuti_di_luar_tanggungan(self)
        kasus.plt_ketua_tim(self)
        for triwulan in (1, 2, 3, 4):
            self.jalankan(triwulan)
        self.catat_harian()
        kalender.kalender(self)
        pekerjaan.catat_perilaku(self)
        self.evaluasi_tahunan()
        kasus.pekerjaan_tersisa(self)
        warga.suara_warga(self)
        umpan.percakapan(self)
        bina.pembinaan_dan_apresiasi(self)
        ringan.bank_rhk(self)
        ringan.tahun_depan(self)
        buku.tanggapan(self)
        buku.gangguan(self)
        laporan.jadwal(self)
        kredit.angka_kredit(self)
        penutup.potensial(self)
        penutup.periode(self)
        penutup.tanda_tangan(self)

    # People and organisation

    def susun_instansi(self) -> None:
        self.instansi = Instansi.objects.create(
            kode=data.KODE_INSTANSI, nama=data.NAMA_INSTANSI, kota=data.KOTA, zona_waktu="Asia/Jakarta"
        )
        for kunci, nama, induk in data.UNIT:
            self.unit[kunci] = save_unit(
                pelaku=None,
                instansi=self.instansi,
                nama=nama,
                induk=self.unit.get(induk),
                siasn_id=f"DEMO-{kunci}",
            )

    def tempatkan_orang(self) -> None:
        mulai = date(self.tahun - 1, 1, 1)
        nama, gelar, jabatan, nama_masuk = data.BUPATI
        self.orang["BUPATI"] = add_pejabat_negara(
            pelaku=None,
            instansi=self.instansi,
            nama=nama,
            gelar_depan=gelar,
            jabatan=jabatan,
            unit=self.unit["kab"],
            mulai=mulai,
            nama_masuk=nama_masuk,
            sandi=data.SANDI_DEMO,
        )
        for o in data.ORANG:
            pegawai = Pegawai.objects.create(
                instansi=self.instansi,
                nip=o.nip,
                nama=o.nama,
                gelar_depan=o.gelar_depan,
                gelar_belakang=o.gelar_belakang,
                jenis=o.jenis,
                golongan=o.golongan,
                kedudukan=o.kedudukan,
            )
            if is_aktif(o.kedudukan):
                create_akun(pegawai, sandi=data.SANDI_DEMO)
            place_pegawai(
                pelaku=None,
                pegawai=pegawai,
                jabatan=self.jabatan(o.jabatan, o.jenis_jabatan, o.jenjang, o.eselon),
                unit=self.unit[o.unit],
                mulai=mulai,
                is_kepala=o.is_kepala,
                turunkan=False,
            )
            self.orang[o.kunci] = pegawai
        derive_penilai(self.instansi)

    def jabatan(self, nama: str, jenis: JenisJabatan, jenjang: str = "", eselon: str = "") -> Jabatan:
        return Jabatan.objects.get_or_create(
            instansi=self.instansi, nama=nama, jenis=jenis, jenjang=jenjang, eselon=eselon
        )[0]

    def bagikan_peran(self) -> None:
        grant_peran(pelaku=None, pegawai=self.orang["ADMIN"], peran=Peran.ADMIN_KEPEGAWAIAN)
        grant_peran(pelaku=None, pegawai=self.orang["AUDITOR"], peran=Peran.AUDITOR)
        grant_peran(pelaku=None, pegawai=self.orang["BUPATI"], peran=Peran.PIMPINAN)
        mulai = date(self.tahun, 1, 1)
        tim = TimKerja.objects.create(
            instansi=self.instansi, unit=self.unit["kominfo"], nama="Tim Layanan Digital", mulai=mulai
        )
        assign_tim(pelaku=None, tim=tim, pegawai=self.orang["M"], peran=PeranTim.KETUA, mulai=mulai)
        for kunci in ("P", "C", "L"):
            assign_tim(pelaku=None, tim=tim, pegawai=self.orang[kunci], peran=PeranTim.ANGGOTA, mulai=mulai)

    def buka_periode(self) -> None:
        with pada(self.hari(1, 2)):
            open_tahun(pelaku=None, instansi=self.instansi, tahun=self.tahun)
        self.tahunan = Periode.objects.tahunan().get(instansi=self.instansi, tahun=self.tahun)
        self.perpanjang()
        self.triwulan = list(
            Periode.objects.periodik().filter(instansi=self.instansi, tahun=self.tahun).order_by("nomor")
        )

    def perpanjang(self) -> None:
        """One dinas has more time than the others: whoever tries the demo sees both, open and closed."""
        akhir = date(self.tahun, 12, 31)
        if akhir >= timezone.localdate() > (self.tahunan.skp_sampai or akhir):
            extend_jendela(
                pelaku=self.orang["ADMIN"],
                periode=self.tahunan,
                jendela=JenisJendela.SKP,
                unit=self.unit["kominfo"],
                sampai=akhir,
                alasan="Menunggu perubahan Perjanjian Kinerja dinas",
            )

    # Planning

    def rencanakan(self) -> None:
        pk = perjanjian.janjikan(self)
        for kunci in LENGKAP:
            with pada(self.hari(1, 8)):
                self.draf(kunci)
                if kunci == "K":
                    perjanjian.ambil(self, pk)
                else:
                    self.isi_dari_contoh(kunci)
            self.tetapkan(kunci)
        self.bagi_matriks()

    def bagi_matriks(self) -> None:
        """Who carries what: P's and C's results stand in the matrix of B, and in that of M, who leads their team."""
        for pemimpin, anggota in data.MATRIKS.items():
            skp = self.skp[pemimpin]
            kolom = kolom_of(skp)[0].kunci
            isian = [
                IsianSel(pegawai=str(self.orang[k].uuid), kolom=kolom, teks=data.RHK[k][0].teks)
                for k in anggota
            ]
            with pada(self.hari(1, 21)):
                hasil = save_banyak_sel(pelaku=self.orang[pemimpin], skp=skp, isian=isian)
            if hasil.ditolak:
                raise CommandError(hasil.ditolak[0].galat.pesan)

    def draf(self, kunci: str, **lain: object) -> Skp:
        pegawai = self.orang[kunci]
        penempatan = penempatan_of(pegawai, self.hari(1, 8))
        if penempatan is None:
            raise CommandError(f"{pegawai} belum ditempatkan.")
        skp = draft_skp(pelaku=pegawai, penempatan=penempatan, periode=self.tahunan, **lain)  # type: ignore[arg-type]
        self.skp[kunci] = skp
        return skp

    def isi_dari_contoh(self, kunci: str) -> None:
        pegawai, skp = self.orang[kunci], self.skp[kunci]
        for nomor, r in enumerate(data.RHK[kunci]):
            pimpinan = self.rhk[r.dari] if r.dari else None
            rhk = save_rhk(
                pelaku=pegawai,
                skp=skp,
                teks=r.teks,
                jenis=r.jenis,
                rhk_pimpinan=pimpinan,
                indikator_pimpinan=(
                    list(pimpinan.indikator.all())[r.dari_iki]
                    if pimpinan and r.dari_iki is not None
                    else None
                ),
                rhk_pimpinan_teks=r.dari_teks,
                perspektif=list(r.perspektif),  # type: ignore[arg-type]
            )
            self.rhk[kunci, nomor] = rhk
            for i in r.iki:
                save_indikator(
                    pelaku=pegawai,
                    rhk=rhk,
                    aspek=i.aspek,
                    teks=i.teks,
                    jenis_target=i.jenis,
                    target_angka=Decimal(i.angka) if i.angka else None,
                    satuan=i.satuan,
                    target_teks=i.teks_target,
                    polaritas=i.polaritas,
                )
            for periode, (aksi, target) in zip(self.triwulan, r.aksi, strict=False):
                save_rencana_aksi(pelaku=pegawai, rhk=rhk, periode=periode, teks=aksi, target=target)
        for nilai, teks in data.EKSPEKTASI.get(kunci, {}).items():
            set_ekspektasi(pelaku=pegawai, skp=skp, nilai=nilai, teks=teks)
        if kunci in data.LAMPIRAN:
            set_lampiran(
                pelaku=pegawai,
                skp=skp,
                isi={JenisLampiran(j): list(b) for j, b in data.LAMPIRAN[kunci].items()},
            )

    def isi_sederhana(self, kunci: str, rhk: str, indikator: str, dari: str, angka: str, satuan: str) -> None:
        """An SKP of one RHK and one indicator, for the people at the edge of the story."""
        pegawai, skp = self.orang[kunci], self.skp[kunci]
        baris = save_rhk(
            pelaku=pegawai,
            skp=skp,
            teks=rhk,
            rhk_pimpinan_teks="" if skp.is_jpt else dari,
            perspektif=["penerima_layanan"] if skp.is_jpt else [],  # type: ignore[list-item]
        )
        save_indikator(
            pelaku=pegawai,
            rhk=baris,
            aspek="" if skp.is_jpt else "kuantitas",
            teks=indikator,
            jenis_target=JenisTarget.ANGKA,
            target_angka=Decimal(angka),
            satuan=satuan,
        )
        self.rhk[kunci, 0] = baris

    def tetapkan(self, kunci: str) -> None:
        skp = self.skp[kunci]
        with pada(self.hari(1, 15)):
            submit_skp(pelaku=self.orang[kunci], skp=skp)
        with pada(self.hari(1, 20)):
            approve_skp(pelaku=self.penilai(skp), skp=skp)
        skp.refresh_from_db()

    def penilai(self, skp: Skp) -> Pegawai:
        """The pejabat penilai of an SKP; the story gives everybody one."""
        penilai = penilai_skp(skp)
        if penilai is None:
            raise CommandError(f"{skp} belum memiliki pejabat penilai.")
        return penilai

    # The year

    def jalankan(self, ke: int) -> None:
        """One quarter: evidence, realisasi, feedback; M's evaluation of the first three."""
        periode = self.triwulan[ke - 1]
        if periode.mulai > self.hari_ini:
            return
        akhir = min(periode.selesai, self.hari_ini)
        for kunci in LENGKAP:
            with pada(akhir):
                pekerjaan.catat_realisasi(self, kunci, ke, periode)
        for b in (b for b in data.UMPAN_BALIK if b.triwulan == ke):
            with pada(akhir):
                self.beri_umpan_balik(b)
        with pada(akhir):
            self.fix_capaian(
                "kominfo", periode, PredikatOrganisasi.BAIK, "Rencana aksi triwulan tercapai sesuai target."
            )
        if ke < 4 and periode.selesai < self.hari_ini:
            for kunci, rating in data.RATING_TRIWULAN.items():
                if ke <= len(rating):
                    self.nilai(kunci, periode, data.NILAI_TRIWULAN[rating[ke - 1]])
        pekerjaan.tutup(self, periode)

    def beri_umpan_balik(self, b: data.Balik) -> None:
        umpan = give_umpan_balik(
            pelaku=self.orang[b.oleh],
            skp=self.skp[b.untuk],
            isi=b.isi,
            sifat=b.sifat,
            penilaian=b.penilaian,
            rhk=None if b.nilai else self.rhk[b.untuk, 0],
            nilai=b.nilai,
        )
        if b.balasan:
            reply_umpan_balik(pelaku=self.orang[b.untuk], umpan_balik=umpan, balasan=b.balasan)

    def catat_harian(self) -> None:
        for kunci, contoh in data.CATATAN_HARIAN.items():
            skp = self.skp[kunci]
            for n, hari in enumerate(hari_kerja_terakhir(self.hari_ini, 12)[:-1]):
                if hari < skp.mulai:
                    continue
                uraian, jumlah, satuan = contoh[n % len(contoh)]
                with pada(hari):
                    log_catatan(
                        pelaku=self.orang[kunci],
                        rhk=self.rhk[kunci, 0],
                        tanggal=hari,
                        uraian=uraian,
                        jumlah=Decimal(jumlah),
                        satuan=satuan,
                    )

    # Judgement

    def fix_capaian(self, unit: str, periode: Periode, predikat: PredikatOrganisasi, dasar: str) -> None:
        bupati = self.orang["BUPATI"]
        capaian = save_capaian(
            pelaku=bupati, unit=self.unit[unit], periode=periode, predikat=predikat, dasar=dasar
        )
        fix_capaian(pelaku=bupati, capaian=capaian)

    def nilai(self, kunci: str, periode: Periode, n: data.Nilai) -> Evaluasi:
        skp = self.skp[kunci]
        with pada(min(periode.selesai, self.hari_ini)):
            penilai = self.penilai(skp)
            evaluasi = open_evaluasi(pelaku=penilai, skp=skp, periode=periode)
            set_rating(
                pelaku=penilai,
                evaluasi=evaluasi,
                rating_hasil=Ekspektasi(n.hasil),
                rating_perilaku=Ekspektasi(n.perilaku),
                alasan_hasil=n.alasan_hasil,
                alasan_perilaku=n.alasan_perilaku,
                catatan_rekomendasi=n.catatan,
                **self._sebab(skp, periode, n),
            )
            if not periode.penyampaian_wajib:
                return finalise_evaluasi(pelaku=penilai, evaluasi=evaluasi)
            deliver_evaluasi(pelaku=penilai, evaluasi=evaluasi)
            return keberatan.jawab(self, kunci, evaluasi)

    def _sebab(self, skp: Skp, periode: Periode, n: data.Nilai) -> dict[str, Any]:
        """A sentence where the penilai rates differently from what the feedback points to."""
        bahan = bahan_evaluasi(skp, periode, lengkap=False)
        pasangan = (("hasil", bahan.saran_hasil, n.hasil), ("perilaku", bahan.saran_perilaku, n.perilaku))
        return {
            f"sebab_beda_{apa}": "Dinilai dari realisasi dan bukti seluruh periode, bukan dari label saja."
            for apa, saran, rating in pasangan
            if is_beda(saran, Ekspektasi(rating))
        }

    def evaluasi_tahunan(self) -> None:
        akhir = min(self.tahunan.selesai, self.hari_ini)
        with pada(akhir):
            self.fix_capaian(
                "kominfo", self.tahunan, PredikatOrganisasi.BAIK,
                "Indeks SPBE 3,58 dari 3,60; layanan digital 82% dari 80%; IKM 86 dari 85.",
            )  # fmt: skip
            self.fix_capaian(
                "dinkes",
                self.tahunan,
                PredikatOrganisasi.ISTIMEWA,
                "Semua indikator melampaui perjanjian kinerja.",
            )
        keberatan.aturan(self)
        penutup.rekomendasi_ketua_tim(self)
        for kunci, n in data.EVALUASI_TAHUNAN.items():
            self.nilai(kunci, self.tahunan, n)
        self.nilai(
            "MISKONDUK", self.tahunan,
            data.Nilai("diatas", "dibawah", "12 sistem diamankan dari target 10.", "Berulang kali membuka data rahasia kepada pihak luar.", "Diproses sesuai ketentuan disiplin"),
        )  # fmt: skip
        for kunci, hasil in (("ARSIP", "sesuai"), ("ARSIP1", "sesuai"), ("ARSIP2", "dibawah")):
            self.nilai(
                kunci,
                self.tahunan,
                data.Nilai(hasil, "sesuai", "Sesuai laporan kearsipan.", "Bekerja tertib.", "Pertahankan"),
            )
        for ke in range(1, 11):
            rating = "diatas" if ke <= 8 else "sesuai"
            self.nilai(
                f"DINKES{ke}",
                self.tahunan,
                data.Nilai(
                    rating,
                    rating,
                    "Kunjungan terlayani sesuai laporan.",
                    "Ramah kepada warga.",
                    "Pertahankan",
                ),
            )
