"""How the evaluation of a period begins and ends, and what stands in the way. Imports no Django."""

from collections.abc import Mapping
from datetime import date

from evaluasi.errors import BahanBelumLengkap, PeriodeDitutup, PeriodeTidakSesuai, TransisiTidakSah
from pegawai.rules import Pilihan
from skp.rules import KeadaanJendela, kalimat_jendela, tanggal_panjang

MAKS_ALASAN_PERIODE = 500


class StatusPelaksanaan(Pilihan):
    """The evaluation of a period in an agency."""

    BELUM = "belum", "Belum dibuka"
    DIBUKA = "dibuka", "Dibuka"
    DITUTUP = "ditutup", "Ditutup"


class KeadaanPelaksanaan(Pilihan):
    """The same as people see it: an agency may judge without opening, and then it is not "not opened"."""

    BELUM = "belum", "Belum dibuka"
    BERJALAN = "berjalan", "Berjalan tanpa dibuka"
    SELESAI = "selesai", "Semua final, belum ditutup"
    DIBUKA = "dibuka", "Dibuka"
    DITUTUP = "ditutup", "Ditutup"


def keadaan_pelaksanaan(status: StatusPelaksanaan, *, jumlah: int, final: int) -> KeadaanPelaksanaan:
    """Name what is there: whether it was opened or closed, else how far the evaluations themselves have come."""
    if status == StatusPelaksanaan.DITUTUP or not jumlah:
        return KeadaanPelaksanaan(status.value)
    if final == jumlah:
        return KeadaanPelaksanaan.SELESAI
    return KeadaanPelaksanaan.DIBUKA if status == StatusPelaksanaan.DIBUKA else KeadaanPelaksanaan.BERJALAN


_P = StatusPelaksanaan

TRANSISI_PELAKSANAAN: Mapping[StatusPelaksanaan, frozenset[StatusPelaksanaan]] = {
    # An agency that judges without opening closes what is there.
    _P.BELUM: frozenset({_P.DIBUKA, _P.DITUTUP}),
    _P.DIBUKA: frozenset({_P.DITUTUP}),
    # By hand and with a reason: whoever was not rated in time gets his predikat after all.
    _P.DITUTUP: frozenset({_P.DIBUKA}),
}


class JenisPekerjaan(Pilihan):
    """What is done for everybody of a period at once."""

    BUKA = "buka", "Membuka evaluasi"
    TUTUP = "tutup", "Menutup periode"


class StatusPekerjaan(Pilihan):
    """How far such work has come."""

    ANTRE = "antre", "Menunggu giliran"
    BERJALAN = "berjalan", "Sedang dikerjakan"
    SELESAI = "selesai", "Selesai"
    SEBAGIAN = "sebagian", "Selesai, sebagian gagal"
    GAGAL = "gagal", "Gagal"


class TahapEvaluasi(Pilihan):
    """Where a period stands on a day."""

    BELUM = "belum", "Belum dimulai"
    BERJALAN = "berjalan", "Pelaksanaan pekerjaan"
    PENGISIAN = "pengisian", "Pengisian realisasi"
    PENILAIAN = "penilaian", "Penilaian"
    PENYAMPAIAN = "penyampaian", "Penyampaian hasil"
    KEBERATAN = "keberatan", "Tanggapan dan keberatan"
    FINAL = "final", "Penetapan hasil"
    LEWAT = "lewat", "Semua batas sudah lewat"


def tahap_kini(
    *,
    mulai: date,
    selesai: date,
    batas: Mapping[TahapEvaluasi, date | None],
    pada: date,
) -> TahapEvaluasi:
    """The first stage whose last day has not passed; stages without a day are passed over."""
    if pada < mulai:
        return TahapEvaluasi.BELUM
    if pada <= selesai:
        return TahapEvaluasi.BERJALAN
    berbatas = [(t, h) for t in TahapEvaluasi if (h := batas.get(t)) is not None]
    return next((t for t, h in berbatas if pada <= h), TahapEvaluasi.LEWAT)


class KendalaPembukaan(Pilihan):
    """Why somebody cannot be judged yet, worst first."""

    SKP_BELUM = "skp_belum", "SKP belum ada"
    SKP_DRAF = "skp_draf", "SKP belum ditetapkan"
    PENILAI_BELUM = "penilai_belum", "Pejabat penilai belum ada"
    CAPAIAN_BELUM = "capaian_belum", "Capaian unit belum ditetapkan"


class KendalaFinal(Pilihan):
    """Why an evaluation does not become final when its period closes."""

    BELUM_DINILAI = "belum_dinilai", "Belum dinilai lengkap"
    DASAR_KOSONG = "dasar_kosong", "Dasar penilaian belum ditulis"
    SEBAB_KOSONG = "sebab_kosong", "Sebab berbeda dari saran belum ditulis"
    CAPAIAN_BELUM = "capaian_belum", "Capaian unit belum ditetapkan"
    BELUM_DISAMPAIKAN = "belum_disampaikan", "Hasil belum disampaikan"
    MENUNGGU_JAWABAN = "menunggu_jawaban", "Menunggu tanggapan atau putusan"
    TERTUNDA = "tertunda", "Siap, menunggu dijadikan final"


JALAN_FINAL: Mapping[KendalaFinal, str] = {
    KendalaFinal.BELUM_DINILAI: "Penilai memilih kedua rating.",
    KendalaFinal.DASAR_KOSONG: "Penilai menulis dasar kedua rating.",
    KendalaFinal.SEBAB_KOSONG: "Penilai menulis satu kalimat mengapa ratingnya berbeda dari saran.",
    KendalaFinal.CAPAIAN_BELUM: "Pimpinan di atas unit menetapkan capaiannya.",
    KendalaFinal.BELUM_DISAMPAIKAN: "Penilai menyampaikan hasilnya kepada pegawai.",
    KendalaFinal.MENUNGGU_JAWABAN: "Menunggu tanggapan, keberatan, atau putusannya.",
    KendalaFinal.TERTUNDA: "Menjadi final saat periode ditutup, atau oleh penilai sekarang.",
}
"""Who does what about each cause."""


def check_alasan_periode(alasan: str) -> str:
    """The reason of whoever opens or closes by hand."""
    alasan = " ".join(alasan.split())
    if not alasan:
        raise BahanBelumLengkap("Tulis alasannya. Pegawai lain membacanya pada riwayat.", bidang="alasan")
    if len(alasan) > MAKS_ALASAN_PERIODE:
        raise BahanBelumLengkap(
            f"Alasan paling panjang {MAKS_ALASAN_PERIODE} huruf. Sekarang {len(alasan)} huruf.",
            bidang="alasan",
        )
    return alasan


def check_pelaksanaan(dari: StatusPelaksanaan, ke: StatusPelaksanaan, periode: str) -> None:
    """Raise unless the period may go on like that."""
    if ke in TRANSISI_PELAKSANAAN[dari]:
        return
    raise TransisiTidakSah(
        f"Evaluasi {periode} berstatus “{dari.label}”. Muat ulang halaman untuk melihat langkah berikutnya."
    )


def check_boleh_dibuka(*, periode: str, mulai: date, pada: date) -> None:
    """Refuse to open what has not begun."""
    if pada < mulai:
        raise PeriodeTidakSesuai(f"{periode} baru dimulai {tanggal_panjang(mulai)}. Buka sejak hari itu.")


def check_boleh_ditutup(*, periode: str, selesai: date, pada: date) -> None:
    """Refuse to close a period that still runs: its work is not done."""
    if pada <= selesai:
        raise PeriodeTidakSesuai(f"{periode} berakhir {tanggal_panjang(selesai)}. Tutup sesudah hari itu.")


def is_waktunya_dibuka(
    status: StatusPelaksanaan, *, mulai: date | None, sampai: date | None, pada: date
) -> bool:
    """Whether a period opens by itself today: its day has come and its end has not."""
    if status != StatusPelaksanaan.BELUM or mulai is None or pada < mulai:
        return False
    return sampai is None or pada <= sampai


def is_waktunya_ditutup(status: StatusPelaksanaan, *, final: KeadaanJendela, pada: date) -> bool:
    """Whether an opened period closes by itself today: the last day of its last stage, extended or not, is over."""
    return status == StatusPelaksanaan.DIBUKA and final.sampai is not None and pada > final.sampai


def check_belum_ditutup(periode: str, status: StatusPelaksanaan) -> None:
    """Refuse to go on with an evaluation whose period is closed."""
    if status == StatusPelaksanaan.DITUTUP:
        raise PeriodeDitutup(
            f"Evaluasi {periode} sudah ditutup. Minta admin kepegawaian membukanya kembali dengan alasan."
        )


def check_boleh_dinilai(*, jendela: KeadaanJendela, mengikat: bool, pada: date, jalan_keluar: str) -> None:
    """Refuse to judge before the rating begins, and after its deadline where the agency binds it.

    Where it does not bind, what comes after the deadline counts as late and is still taken.
    """
    belum = jendela.mulai is not None and pada < jendela.mulai
    if belum:
        raise PeriodeDitutup(kalimat_jendela(jendela, pada))
    if mengikat and not jendela.terbuka:
        raise PeriodeDitutup(f"{kalimat_jendela(jendela, pada)} {jalan_keluar}")
