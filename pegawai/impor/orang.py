"""Checks the rows of the people file, one by one, against the units as they will be and the people already known."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pegawai.errors import PenempatanBertabrakan
from pegawai.impor import nilai
from pegawai.impor.baca import BarisMentah
from pegawai.impor.catatan import Catatan, Sebab, beri_tahu, peringatkan, tolak
from pegawai.impor.klasifikasi import (
    HasilPeriksa,
    JabatanBersih,
    PegawaiDikenal,
    Perubahan,
    is_ada_penolakan,
    tampil_tanggal,
)
from pegawai.impor.kursi import Rencana, rencanakan, rencanakan_berhenti
from pegawai.impor.lembar import PEGAWAI
from pegawai.impor.unit import KursiPejabat, PetaUnit, UnitJadi
from pegawai.rules import (
    ESELON,
    KEDUDUKAN_TANPA_SKP,
    HasilBaris,
    JenisJabatan,
    JenisPegawai,
    KedudukanHukum,
    is_aktif,
    is_wajib_skp,
)

PANJANG = {"NAMA": 200, "GELAR DEPAN": 50, "GELAR BELAKANG": 80, "JABATAN NAMA": 255, "PNS ID": 64}
_STRUKTURAL, _FUNGSIONAL, _PELAKSANA = ("1", "3"), "2", "4"
_ESELON_JENIS = dict(ESELON.values())
_BIDANG = {
    "nama": "Nama",
    "gelar_depan": "Gelar depan",
    "gelar_belakang": "Gelar belakang",
    "jenis": "Jenis pegawai",
    "golongan": "Golongan",
    "kedudukan": "Kedudukan hukum",
    "siasn_id": "ID SIASN",
}
_IDENTITAS = ("nip", *_BIDANG)
_LABEL = {"jenis": dict(JenisPegawai.choices()), "kedudukan": dict(KedudukanHukum.choices())}


@dataclass(frozen=True, slots=True)
class PegawaiBersih:
    """What a sound row says. None: the file has no such column, so the database keeps what it has."""

    nip: str
    nama: str
    jenis: str
    kedudukan: str
    siasn_id: str | None
    gelar_depan: str | None
    gelar_belakang: str | None
    golongan: str | None
    unit: str = ""
    jabatan: JabatanBersih | None = None
    tmt: date | None = None
    """Unit, post and date are empty for someone who has left."""

    def sebagai_json(self) -> dict[str, Any]:
        j = self.jabatan
        return {
            **{k: getattr(self, k) for k in _IDENTITAS},
            "unit": self.unit,
            "jabatan": {"nama": j.nama, "jenis": j.jenis, "jenjang": j.jenjang, "eselon": j.eselon}
            if j
            else None,
            "tmt": self.tmt.isoformat() if self.tmt else None,
        }

    @classmethod
    def dari_json(cls, data: dict[str, Any]) -> "PegawaiBersih":
        jabatan, tmt = data["jabatan"], data["tmt"]
        return cls(
            **{
                **data,
                "jabatan": JabatanBersih(**jabatan) if jabatan else None,
                "tmt": date.fromisoformat(tmt) if tmt else None,
            }
        )


@dataclass(slots=True)
class PegawaiCalon:
    """One cleaned row. `bersih` is None as soon as something in it is refused."""

    nomor: int
    nip: str
    nama: str
    tanda: int
    bersih: PegawaiBersih | None
    catatan: list[Catatan] = field(default_factory=list)


@dataclass(slots=True)
class _Jejak:
    """Where a NIP has been seen; a number per row is all that is kept of the rows already handed on."""

    tanda: int
    nomor: list[int]
    is_bertentangan: bool = False


class PemeriksaPegawai:
    """Goes through the rows once. Rows that a later row contradicts come back through `koreksi`."""

    def __init__(self, peta: PetaUnit, *, hari_ini: date, tugas_belajar_wajib: bool = True) -> None:
        self.peta = peta
        self.hari_ini = hari_ini
        self.tugas_belajar_wajib = tugas_belajar_wajib
        self.kursi_pejabat: dict[str, KursiPejabat] = {}
        self._jejak: dict[str, _Jejak] = {}
        self._nip_pejabat = peta.nip_pejabat

    def periksa(self, baris: BarisMentah, dikenal: PegawaiDikenal | None) -> HasilPeriksa:
        """Say what becomes of one row, given the person of that NIP if the database knows him."""
        return self._klasifikasikan(self._bersihkan(baris, dikenal), dikenal)

    def _bersihkan(self, baris: BarisMentah, dikenal: PegawaiDikenal | None) -> PegawaiCalon:
        sel, catatan = baris.sel, []
        nip = nilai.nip(sel.get("NIP BARU"))
        catatan += [nip.catatan] if nip.catatan else []
        bersih = _Pembersih(self, sel, catatan, nip.nip or "", dikenal).bersihkan()
        return PegawaiCalon(
            nomor=baris.nomor,
            nip=nip.nip or "",
            nama=nilai.teks(sel.get("NAMA"))[: PANJANG["NAMA"]],
            tanda=hash(tuple(nilai.teks(sel.get(k)) for k in PEGAWAI.kolom_urut if k != "NIP BARU")),
            bersih=None if is_ada_penolakan(catatan) else bersih,
            catatan=catatan,
        )

    def _klasifikasikan(self, calon: PegawaiCalon, dikenal: PegawaiDikenal | None) -> HasilPeriksa:
        hasil = HasilPeriksa("pegawai", calon.nomor, HasilBaris.DITOLAK, calon.nip, calon.nama, calon.catatan)
        ulangan = self._catat_jejak(calon)
        if ulangan:
            hasil.hasil = HasilBaris.PERULANGAN
            hasil.catatan = [beri_tahu(Sebab.BERULANG, "NIP BARU", ulangan)]
            return hasil
        if calon.bersih is not None:
            self._bandingkan(hasil, calon.bersih, dikenal)
        if calon.nip in self._nip_pejabat:
            self.kursi_pejabat[calon.nip] = _kursi_pejabat(calon, hasil)
        return hasil

    def koreksi(self) -> Iterator[tuple[list[int], Catatan]]:
        """Rows that contradict each other: every one of them is refused, also those handed on before."""
        for nip, jejak in self._jejak.items():
            if not jejak.is_bertentangan:
                continue
            nomor = ", ".join(str(n) for n in jejak.nomor)
            kalimat = f"NIP ini ada di baris {nomor} dengan isi berbeda. Sisakan satu baris yang benar."
            if nip in self._nip_pejabat:
                self.kursi_pejabat[nip] = KursiPejabat("", "", f"ada di baris {nomor} dengan isi berbeda")
            yield jejak.nomor, tolak(Sebab.NIP_GANDA, "NIP BARU", kalimat)

    def _catat_jejak(self, calon: PegawaiCalon) -> str:
        """Remember the NIP; give a sentence if the same row came before."""
        if not calon.nip:
            return ""
        jejak = self._jejak.setdefault(calon.nip, _Jejak(calon.tanda, []))
        jejak.nomor.append(calon.nomor)
        jejak.is_bertentangan = jejak.is_bertentangan or jejak.tanda != calon.tanda
        if len(jejak.nomor) == 1:
            return ""
        return f"Sama persis dengan baris {jejak.nomor[0]}; cukup sekali diterapkan."

    # --- against the database ----------------------------------------------------------------

    def _bandingkan(self, hasil: HasilPeriksa, bersih: PegawaiBersih, dikenal: PegawaiDikenal | None) -> None:
        try:
            rencana = rencana_kursi(bersih, dikenal, hari_ini=self.hari_ini)
        except PenempatanBertabrakan as galat:
            hasil.catatan = [*hasil.catatan, tolak(Sebab.PENEMPATAN, "TMT JABATAN", galat.pesan)]
            return
        hasil.data = bersih.sebagai_json()
        if dikenal is None:
            hasil.hasil = HasilBaris.BARU
            return
        hasil.perubahan = [*perubahan_identitas(bersih, dikenal), *self._perubahan_kursi(bersih, rencana)]
        hasil.hasil = HasilBaris.BERUBAH if hasil.perubahan else HasilBaris.SAMA
        if rencana.sebab:
            kalimat = "Perpindahan tanpa TMT jabatan baru. Penempatan baru dicatat mulai hari ini."
            hasil.catatan = [*hasil.catatan, peringatkan(rencana.sebab, "TMT JABATAN", kalimat)]

    def _perubahan_kursi(self, bersih: PegawaiBersih, rencana: Rencana) -> list[Perubahan]:
        lama = rencana.lama
        if rencana.is_kosong:
            return []
        if bersih.jabatan is None:
            return [Perubahan("Penempatan", "Berjalan", f"Selesai {tampil_tanggal(rencana.tutup[0][1])}")]
        mulai = rencana.buka or rencana.mulai
        perubahan = []
        if lama is None or lama.jabatan != bersih.jabatan:
            nama_lama = lama.jabatan.nama if lama and isinstance(lama.jabatan, JabatanBersih) else ""
            perubahan.append(Perubahan("Jabatan", nama_lama, bersih.jabatan.nama))
        if lama is None or lama.unit != bersih.unit:
            perubahan.append(
                Perubahan(
                    "Unit kerja", self._nama_unit(lama.unit if lama else ""), self._nama_unit(bersih.unit)
                )
            )
        perubahan.append(
            Perubahan("Mulai", tampil_tanggal(lama.mulai if lama else None), tampil_tanggal(mulai))
        )
        return perubahan

    def _nama_unit(self, kunci: object) -> str:
        unit = self.peta.cari(str(kunci)) if kunci else None
        return unit.nama if unit else ""


def rencana_kursi(bersih: PegawaiBersih, dikenal: PegawaiDikenal | None, *, hari_ini: date) -> Rencana:
    """What the row asks of the person's placements."""
    kursi = dikenal.kursi if dikenal else ()
    if bersih.jabatan is None or bersih.tmt is None:
        return rencanakan_berhenti(kursi, hari_ini=hari_ini)
    return rencanakan(kursi, unit=bersih.unit, jabatan=bersih.jabatan, tmt=bersih.tmt, hari_ini=hari_ini)


def perubahan_identitas(bersih: PegawaiBersih, dikenal: PegawaiDikenal) -> list[Perubahan]:
    """What differs about the person himself; columns that the file lacks do not count."""
    perubahan = []
    for atribut, bidang in _BIDANG.items():
        lama, baru = getattr(dikenal, atribut), getattr(bersih, atribut)
        if baru is not None and baru != lama:
            perubahan.append(Perubahan(bidang, _kata(atribut, lama), _kata(atribut, baru)))
    return perubahan


def _kata(atribut: str, nilai_: str) -> str:
    return _LABEL[atribut].get(nilai_, nilai_) if atribut in _LABEL else nilai_


def _kursi_pejabat(calon: PegawaiCalon, hasil: HasilPeriksa) -> KursiPejabat:
    if calon.bersih is None or hasil.is_ditolak:
        return KursiPejabat(calon.nama, "", f"ditolak di berkas pegawai (baris {calon.nomor})")
    if not calon.bersih.unit:
        return KursiPejabat(calon.nama, "", "sudah tidak aktif")
    return KursiPejabat(calon.nama, calon.bersih.unit)


class _Pembersih:
    """Cleans the cells of one row and collects everything there is to say about it."""

    def __init__(
        self,
        pemeriksa: PemeriksaPegawai,
        sel: dict[str, nilai.Sel],
        catatan: list[Catatan],
        nip: str,
        dikenal: PegawaiDikenal | None,
    ) -> None:
        self.peta, self.hari_ini = pemeriksa.peta, pemeriksa.hari_ini
        self.tugas_belajar_wajib = pemeriksa.tugas_belajar_wajib
        self.sel, self.catatan, self.nip, self.dikenal = sel, catatan, nip, dikenal

    def bersihkan(self) -> PegawaiBersih | None:
        nama = self._teks("NAMA")
        if not nama:
            self._tolak(Sebab.NAMA, "NAMA", "Nama kosong. Isi nama pegawai.")
        jenis, kedudukan = self._jenis(), self._kedudukan()
        self._periksa_tanggal_lahir()
        if jenis is None or kedudukan is None:
            return None
        identitas = PegawaiBersih(
            nip=self.nip,
            nama=nama or "",
            jenis=jenis.value,
            kedudukan=kedudukan.value,
            siasn_id=self._teks("PNS ID"),
            gelar_depan=self._teks("GELAR DEPAN"),
            gelar_belakang=self._teks("GELAR BELAKANG"),
            golongan=self._golongan(jenis),
        )
        if not is_aktif(kedudukan):
            return identitas
        unit, tmt = self._unit(), self._tmt()
        jabatan = self._jabatan(unit)
        if unit is None or tmt is None or jabatan is None:
            return None
        return replace(identitas, unit=unit.kunci, jabatan=jabatan, tmt=tmt)

    def _tolak(self, sebab: Sebab, kolom: str, kalimat: str) -> None:
        self.catatan.append(tolak(sebab, kolom, kalimat))

    def _peringatkan(self, sebab: Sebab, kolom: str, kalimat: str) -> None:
        self.catatan.append(peringatkan(sebab, kolom, kalimat))

    def _teks(self, kolom: str) -> str | None:
        if kolom not in self.sel:
            return None
        isi = nilai.teks(self.sel[kolom])
        if len(isi) > PANJANG[kolom]:
            self._tolak(Sebab.NAMA, kolom, f"{kolom} lebih dari {PANJANG[kolom]} huruf. Perpendek isinya.")
        return isi

    def _jenis(self) -> JenisPegawai | None:
        jenis = nilai.jenis_pegawai(self.sel.get("JENIS PEGAWAI NAMA"), self.nip)
        if jenis is None:
            isi = nilai.teks(self.sel["JENIS PEGAWAI NAMA"])[:30]
            self._tolak(
                Sebab.KODE, "JENIS PEGAWAI NAMA", f"Jenis pegawai “{isi}” tidak dikenal. Isi PNS atau PPPK."
            )
        elif self.nip and nilai.is_pola_pppk(self.nip) != (jenis == JenisPegawai.PPPK):
            kalimat = f"Pola NIP tidak sesuai jenis pegawai {jenis.label}. Periksa keduanya di SIASN."
            self._peringatkan(Sebab.NIP_LAIN_JENIS, "JENIS PEGAWAI NAMA", kalimat)
        return jenis

    def _kedudukan(self) -> KedudukanHukum | None:
        sel = self.sel.get("KEDUDUKAN HUKUM ID")
        kedudukan = nilai.kedudukan(sel)
        if kedudukan is None:
            isi = nilai.teks(sel)[:10] or "kosong"
            kalimat = f"Kode kedudukan hukum “{isi}” tidak dikenal. Perbaiki KEDUDUKAN HUKUM ID."
            self._tolak(Sebab.KODE, "KEDUDUKAN HUKUM ID", kalimat)
            return None
        if not is_aktif(kedudukan):
            kalimat = f"{kedudukan.label}: tidak dapat masuk dan tidak wajib SKP."
            self.catatan.append(beri_tahu(Sebab.BERHENTI, "KEDUDUKAN HUKUM ID", kalimat))
        elif kedudukan == KedudukanHukum.TUGAS_BELAJAR:
            wajib = (
                "tetap" if is_wajib_skp(kedudukan, tugas_belajar_wajib=self.tugas_belajar_wajib) else "tidak"
            )
            kalimat = f"Tugas belajar: tercatat dan {wajib} wajib SKP."
            self.catatan.append(beri_tahu(Sebab.TUGAS_BELAJAR, "KEDUDUKAN HUKUM ID", kalimat))
        elif kedudukan in KEDUDUKAN_TANPA_SKP:
            kalimat = f"{kedudukan.label}: tercatat, tidak wajib SKP selama berlangsung."
            self.catatan.append(beri_tahu(Sebab.TANPA_SKP, "KEDUDUKAN HUKUM ID", kalimat))
        return kedudukan

    def _golongan(self, jenis: JenisPegawai) -> str | None:
        if "GOL AKHIR ID" not in self.sel and "GOL AKHIR NAMA" not in self.sel:
            return None
        golongan = nilai.golongan(self.sel.get("GOL AKHIR ID"), self.sel.get("GOL AKHIR NAMA"), jenis)
        if not golongan:
            kata = "kosong" if golongan == "" else "tidak dikenal"
            kalimat = f"Golongan {kata}. Pegawai tetap diterapkan; perbaiki golongannya di SIASN."
            self._peringatkan(Sebab.GOLONGAN, "GOL AKHIR ID", kalimat)
        return golongan

    def _periksa_tanggal_lahir(self) -> None:
        """Compare only; the date itself is not kept."""
        sel = self.sel.get("TANGGAL LAHIR")
        if not self.nip or not nilai.teks(sel):
            return
        lahir = nilai.tanggal(sel, "TANGGAL LAHIR").tanggal
        if lahir is None or f"{lahir:%Y%m%d}" != self.nip[:8]:
            kalimat = "TANGGAL LAHIR berbeda dengan delapan angka pertama NIP. Periksa keduanya di SIASN."
            self._peringatkan(Sebab.TANGGAL_LAHIR, "TANGGAL LAHIR", kalimat)

    def _tmt(self) -> date | None:
        tmt, catatan = nilai.tanggal(self.sel.get("TMT JABATAN"), "TMT JABATAN")
        if catatan:
            self.catatan.append(catatan)
        elif tmt and tmt > self.hari_ini:
            kalimat = f"TMT JABATAN {tampil_tanggal(tmt)} belum tiba. Penempatan berlaku mulai tanggal itu."
            self._peringatkan(Sebab.TMT_MENDATANG, "TMT JABATAN", kalimat)
        return tmt

    def _unit(self) -> UnitJadi | None:
        kunci = nilai.id_siasn(self.sel.get("UNOR ID"))
        if not kunci:
            self._tolak(Sebab.UNIT_TIDAK_DIKENAL, "UNOR ID", "UNOR ID kosong. Isi dengan ID unit dari SIASN.")
            return None
        nama = nilai.teks(self.sel.get("UNOR NAMA"))[:60] or kunci[:40]
        unit = self.peta.cari(kunci)
        ditolak = self.peta.baris_ditolak(kunci)
        if unit is None and ditolak:
            kalimat = f"Unit “{nama}” ditolak (baris {ditolak.nomor} berkas unit). Perbaiki unit itu dahulu."
            self._tolak(Sebab.UNIT_DITOLAK, "UNOR ID", kalimat)
        elif unit is None:
            kalimat = f"Unit “{nama}” tidak ada di berkas unit maupun aplikasi. Perbaiki UNOR ID."
            self._tolak(Sebab.UNIT_TIDAK_DIKENAL, "UNOR ID", kalimat)
        elif not unit.is_aktif:
            kalimat = f"Unit “{nama}” sudah ditutup dan tidak menerima pegawai. Perbaiki UNOR ID."
            self._tolak(Sebab.UNIT_TUTUP, "UNOR ID", kalimat)
            return None
        return unit

    def _jabatan(self, unit: UnitJadi | None) -> JabatanBersih | None:
        nama = self._teks("JABATAN NAMA")
        if not nama:
            self._tolak(Sebab.NAMA, "JABATAN NAMA", "Nama jabatan kosong. Isi JABATAN NAMA.")
            return None
        jenis = nilai.kode(self.sel.get("JENIS JABATAN ID"), panjang=1)
        if jenis == _FUNGSIONAL:
            return JabatanBersih(nama, JenisJabatan.FUNGSIONAL.value, nilai.jenjang(nama))
        if jenis == _PELAKSANA:
            return JabatanBersih(nama, JenisJabatan.PELAKSANA.value)
        if jenis in _STRUKTURAL:
            return self._struktural(nama, unit) if unit else None
        kalimat = f"Kode jenis jabatan “{jenis[:10] or 'kosong'}” tidak dikenal. Perbaiki JENIS JABATAN ID."
        self._tolak(Sebab.KODE, "JENIS JABATAN ID", kalimat)
        return None

    def _struktural(self, nama: str, unit: UnitJadi) -> JabatanBersih | None:
        """A structural post has the eselon of the unit it heads; for any other one the file does not tell it."""
        is_pimpinan = self.nip in unit.nip_pejabat or nama.casefold() == unit.nama_jabatan.casefold()
        if is_pimpinan and unit.eselon:
            return JabatanBersih(nama, _ESELON_JENIS[unit.eselon].value, "", unit.eselon)
        for lama in self._jabatan_dikenal(unit):
            if lama.eselon and lama.nama.casefold() == nama.casefold():
                return JabatanBersih(nama, lama.jenis, "", lama.eselon)
        kalimat = "Eselon jabatan struktural ini tidak diketahui. Periksa ESELON ID dan NIP PEJABAT unitnya."
        self._tolak(Sebab.ESELON, "JENIS JABATAN ID", kalimat)
        return None

    def _jabatan_dikenal(self, unit: UnitJadi) -> list[JabatanBersih]:
        milik = [k.jabatan for k in self.dikenal.kursi] if self.dikenal else []
        return [j for j in [*milik, unit.jabatan_kepala] if isinstance(j, JabatanBersih)]
