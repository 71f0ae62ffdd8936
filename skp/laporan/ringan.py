"""One SKP and the bank as workbooks, in the columns that the import reads back."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from pegawai.models import Pegawai
from skp import selectors
from skp.impor import lembar as lb
from skp.models import BankRhk, RencanaAksi, RencanaHasilKerja
from skp.rules import JenisRhk, Pendekatan
from skp.selectors import DokumenSkp

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEBAR = {
    lb.NO: 5,
    lb.KODE: 38,
    lb.ASPEK: 12,
    lb.TARGET: 28,
    lb.PERIODE: 18,
    lb.SATUAN: 16,
    lb.JENIS: 12,
    lb.BENTUK: 22,
    lb.KLASIFIKASI: 14,
    lb.PENUGASAN: 28,
}


class _Buku:
    """A workbook of sheets with a bold header; strings only."""

    def __init__(self) -> None:
        self.keluar = io.BytesIO()
        self.buku = xlsxwriter.Workbook(
            self.keluar, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self.judul = self.buku.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
        self.pita = self.buku.add_format({"bold": True})
        self.isi = self.buku.add_format({"text_wrap": True, "valign": "top"})

    def lembar(
        self, nama: str, kolom: Sequence[str], baris: Iterable[Sequence[str]], kepala: Sequence[str] = ()
    ) -> None:
        kertas = self.buku.add_worksheet(nama)
        for n, teks in enumerate(kepala):
            kertas.write_string(n, 0, teks, self.pita)
        mulai = len(kepala) + 1 if kepala else 0
        for k, judul in enumerate(kolom):
            kertas.set_column(k, k, LEBAR.get(judul, 42))
            kertas.write_string(mulai, k, judul, self.judul)
        kertas.freeze_panes(mulai + 1, 0)
        for n, isi in enumerate(baris, start=mulai + 1):
            pita = len(isi) == 1
            for k, teks in enumerate(isi):
                kertas.write_string(n, k, teks, self.pita if pita else self.isi)

    def tutup(self) -> bytes:
        self.buku.close()
        return self.keluar.getvalue()


def skp_xlsx(dokumen: DokumenSkp) -> bytes:
    """One SKP: results in the order of its official form, behaviour, annex, action plans."""
    skp = dokumen.skp
    buku = _Buku()
    kolom = lb.kolom_hasil_kerja(is_jpt=skp.is_jpt, kualitatif=skp.pendekatan == Pendekatan.KUALITATIF)
    kepala = (
        "SASARAN KINERJA PEGAWAI",
        f"PENDEKATAN HASIL KERJA {skp.get_pendekatan_display().upper()}",
        f"BAGI {skp.get_keluarga_display().upper()}",
        f"{skp.pegawai.nama_lengkap} · {skp.penempatan.jabatan_tampil} · Tahun {skp.periode.tahun}",
    )
    buku.lembar("Hasil kerja", kolom, _hasil_kerja(dokumen, kolom), kepala)
    perilaku = [(b.nilai.label, b.ekspektasi) for b in dokumen.perilaku]
    buku.lembar("Perilaku kerja", (lb.NILAI, lb.EKSPEKTASI), perilaku)
    lampiran = [(jenis.label, teks) for jenis, butir in dokumen.lampiran for teks in butir]
    buku.lembar("Lampiran", (lb.BAGIAN, lb.ISI), lampiran)
    aksi = (
        RencanaAksi.objects.filter(rhk__skp=skp)
        .select_related("rhk", "periode")
        .order_by("-rhk__jenis", "rhk__urutan", "rhk_id", "periode__mulai", "urutan", "id")
    )
    baris_aksi = [(a.rhk.teks, str(a.periode), a.teks, a.target) for a in aksi]
    buku.lembar("Rencana aksi", (lb.RHK, lb.PERIODE, lb.AKSI, lb.TARGET_AKSI), baris_aksi)
    return buku.tutup()


def _hasil_kerja(dokumen: DokumenSkp, kolom: Sequence[str]) -> Iterable[Sequence[str]]:
    for jenis, pita in ((JenisRhk.UTAMA, "A. UTAMA"), (JenisRhk.TAMBAHAN, "B. TAMBAHAN")):
        yield (pita,)
        for nomor, r in enumerate((r for r in dokumen.rhk if r.jenis == jenis), start=1):
            pertama = {
                lb.NO: str(nomor),
                lb.RHK: r.teks,
                lb.RHK_PIMPINAN: _pimpinan(r),
                lb.PERSPEKTIF: ", ".join(r.perspektif_tampil),
                lb.KLASIFIKASI: r.get_klasifikasi_display(),
                lb.PENUGASAN: r.penugasan_dari,
            }
            indikator = list(r.indikator.all())
            if not indikator:
                yield [(pertama | {lb.KODE: str(r.uuid)}).get(k, "") for k in kolom]
            for ke, i in enumerate(indikator):
                isi = {
                    lb.ASPEK: i.get_aspek_display() if i.aspek else "",
                    lb.IKI: i.teks,
                    lb.TARGET: i.target_tampil,
                    lb.KODE: str(i.uuid),
                }
                yield [(isi | ({} if ke else pertama)).get(k, "") for k in kolom]


def _pimpinan(r: RencanaHasilKerja) -> str:
    """The leader's RHK, of a JPT with its indicator (footnote * of the JA/JF form)."""
    if r.rhk_pimpinan_id and r.indikator_pimpinan_teks:
        return f"{r.rhk_pimpinan_teks}\nIndikator: {r.indikator_pimpinan_teks}"
    return r.rhk_pimpinan_teks


def bank_xlsx(pelaku: Pegawai) -> bytes:
    """The bank of an agency, what is in use."""
    buku = _Buku()
    kolom = (lb.JABATAN, lb.JENIS, lb.RHK, lb.ASPEK, lb.IKI, lb.BENTUK, lb.SATUAN)
    semua = selectors.cari_bank(pelaku).order_by("jabatan__nama", "jabatan_id", "teks", "id")
    buku.lembar("Bank RHK", kolom, (baris for b in semua for baris in _bank(b)))
    return buku.tutup()


def _bank(b: BankRhk) -> Iterable[Sequence[str]]:
    depan = (b.jabatan.nama, b.get_jenis_display(), b.teks)
    iki = list(b.iki.all())
    if not iki:
        yield (*depan, "", "", "", "")
    for i in iki:
        yield (
            *depan,
            i.get_aspek_display() if i.aspek else "",
            i.teks,
            i.get_jenis_target_display(),
            i.satuan,
        )
