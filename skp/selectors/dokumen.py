"""One SKP shaped for a page: its document, its parts, its state in a sentence, what may be done with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from pegawai.models import Pegawai, Penempatan
from pegawai.prepared import prepared
from pegawai.rules import Verdict, tidak
from skp import permissions, rules
from skp.models import IndikatorKinerja, Periode, RencanaAksi, RencanaHasilKerja, RiwayatSkp, Skp
from skp.models.skp import SkpQuerySet
from skp.rules import (
    PANDUAN_PERILAKU,
    TRANSISI_SKP,
    JenisLampiran,
    JenisRhk,
    NilaiPerilaku,
    StatusBagian,
    StatusSkp,
)
from skp.selectors.dasar import (
    gerak_of,
    hari_penilai,
    isi_pelengkap,
    kalimat_gerak,
    kapan,
    kekurangan_of,
    penilai_pada,
    periode_skp,
    rhk_of,
)
from skp.selectors.jendela import boleh_diajukan
from skp.selectors.nasihat import NasihatTampil, nasihat_of


def skp_halaman(pelaku: Pegawai) -> SkpQuerySet:
    """SKP that `pelaku` may see, with everything the head of its page shows."""
    return Skp.objects.visible_to(pelaku).select_related(
        "pegawai__instansi",
        "penempatan__jabatan",
        "penempatan__unit",
        "periode",
        "instansi",
        "pengelola",
        "revisi_dari",
    )


@prepared
def _skp_terlihat(pelaku: Pegawai, uuid: UUID) -> QuerySet[Skp]:
    return skp_halaman(pelaku).filter(uuid=uuid)


def skp_terlihat(pelaku: Pegawai, uuid: UUID) -> Skp | None:
    """One SKP with the head of its page, as far as `pelaku` may see it."""
    return next(iter(_skp_terlihat(pelaku, uuid)), None)


@dataclass(frozen=True)
class Pihak:
    """One of the two people of an SKP as the identity block prints him."""

    pegawai: Pegawai
    jabatan: str
    unit: str


def pihak_penilai(penempatan_id: int, hari: date) -> Pihak | None:
    """The pejabat penilai of a placement that day, with the post he holds; None when nobody is known."""
    if tempat := next(iter(_tempat_penilai(penempatan_id, hari)), None):
        return Pihak(tempat.pegawai, tempat.jabatan_tampil, tempat.unit.nama)
    penilai = penilai_pada(penempatan_id, hari)
    return Pihak(penilai, "-", "-") if penilai else None


@prepared
def _tempat_penilai(penempatan_id: int, hari: date) -> QuerySet[Penempatan]:
    return (
        Penempatan.objects.select_related("pegawai", "jabatan", "unit")
        .definitif()
        .pada(hari)
        .filter(
            Q(pegawai__hubungan_dinilai__selesai__isnull=True)
            | Q(pegawai__hubungan_dinilai__selesai__gte=hari),
            pegawai__hubungan_dinilai__penempatan=penempatan_id,
            pegawai__hubungan_dinilai__mulai__lte=hari,
        )
    )


@dataclass(frozen=True)
class BarisRhk:
    """An RHK with its number on the form and what it still lacks."""

    nomor: int
    rhk: RencanaHasilKerja
    kurang: list[str] = field(default_factory=list)
    nasihat_skp: Callable[[], dict[str, list[NasihatTampil]]] = dict

    @property
    def nasihat(self) -> list[NasihatTampil]:
        """What a colleague would remark; asked only where a page shows it."""
        return self.nasihat_skp().get(str(self.rhk.uuid), [])

    @property
    def indikator(self) -> list[IndikatorKinerja]:
        """The lines of the table; one empty line where nothing measures the RHK yet."""
        return list(self.rhk.indikator.all()) or [IndikatorKinerja(rhk=self.rhk)]


@dataclass(frozen=True)
class BarisPerilaku:
    nilai: NilaiPerilaku
    panduan: tuple[str, str, str]
    ekspektasi: str


@dataclass(frozen=True)
class DokumenSkp:
    """Everything that stands on the form, in its order."""

    skp: Skp
    dinilai: Pihak
    penilai: Pihak | None
    rhk: list[RencanaHasilKerja]
    perilaku: list[BarisPerilaku]
    lampiran: list[tuple[JenisLampiran, list[str]]]
    riwayat: list[RiwayatSkp]

    @cached_property
    def kekurangan(self) -> list[rules.Kekurangan]:
        return kekurangan_of(self.skp, rhk=self.rhk, penilai=self.penilai.pegawai if self.penilai else None)

    @cached_property
    def hasil_kerja(self) -> list[tuple[str, list[BarisRhk]]]:
        """The two bands of the form with their rows; numbers start anew in each band."""
        kurang: dict[str, list[str]] = {}
        for k in self.kekurangan:
            kurang.setdefault(k.rhk, []).append(k.pesan)
        return [
            (
                judul,
                [
                    BarisRhk(nomor, r, kurang.get(str(r.uuid), []), lambda: self.nasihat)
                    for nomor, r in enumerate((r for r in self.rhk if r.jenis == jenis), start=1)
                ],
            )
            for judul, jenis in (("A. Utama", JenisRhk.UTAMA), ("B. Tambahan", JenisRhk.TAMBAHAN))
        ]

    @cached_property
    def nasihat(self) -> dict[str, list[NasihatTampil]]:
        """The remarks by RHK, one query when a page shows them."""
        return nasihat_of(self.skp, rhk=self.rhk, kekurangan=self.kekurangan)

    @property
    def jumlah_nasihat(self) -> int:
        return sum(not t.ditutup for daftar in self.nasihat.values() for t in daftar)

    @property
    def jumlah_indikator(self) -> int:
        return sum(len(r.indikator.all()) for r in self.rhk)

    @property
    def ada_ekspektasi(self) -> bool:
        return any(b.ekspektasi for b in self.perilaku)

    @property
    def gerak(self) -> RiwayatSkp | None:
        """The latest move that a person decided on; penetapan and berlaku follow from the approval."""
        return next((g for g in self.riwayat if g.ke not in rules.STATUS_TETAP), None)

    @property
    def catatan_kembali(self) -> str:
        """The note with which it came back, while it is being mended."""
        return self.gerak.catatan if self.gerak and self.skp.status == StatusSkp.DIKEMBALIKAN else ""

    @property
    def jejak(self) -> list[dict[str, object]]:
        """The trail for people, newest first."""
        return [{"pada": g.pada, "kalimat": kalimat_gerak(g), "catatan": g.catatan} for g in self.riwayat]


def dokumen_skp(skp: Skp) -> DokumenSkp:
    """Read one SKP whole (five queries for any number of RHK)."""
    ekspektasi, lampiran = isi_pelengkap(skp)
    return DokumenSkp(
        skp=skp,
        dinilai=Pihak(skp.pegawai, skp.penempatan.jabatan_tampil, skp.penempatan.unit.nama),
        penilai=pihak_penilai(skp.penempatan_id, hari_penilai(skp)),
        rhk=rhk_of(skp),
        perilaku=[BarisPerilaku(n, PANDUAN_PERILAKU[n], ekspektasi.get(n, "")) for n in NilaiPerilaku],
        lampiran=list(lampiran.items()),
        riwayat=gerak_of(skp),
    )


def giliran_kalimat(skp: Skp, pelaku: Pegawai, penilai: Pegawai | None) -> str:
    """Whose turn it is and what for, in one sentence."""
    pemilik = "Anda" if skp.pegawai_id == pelaku.pk else skp.pegawai.nama_lengkap
    if skp.pengelola_id is not None and skp.is_bisa_disunting:
        pemilik = "Anda" if permissions.is_penyusun(pelaku, skp) else "pengelola kinerja"
    status = StatusSkp(skp.status)
    if status == StatusSkp.DRAF:
        return f"Giliran {pemilik} melengkapi dan mengajukan."
    if status == StatusSkp.DIKEMBALIKAN:
        return f"Giliran {pemilik} memperbaiki dan mengajukan lagi."
    if status == StatusSkp.DIAJUKAN:
        if penilai is None:
            return "Pejabat penilai belum ada. Admin kepegawaian yang menetapkannya."
        return f"Giliran {'Anda' if penilai.pk == pelaku.pk else penilai.nama_lengkap} memeriksa."
    if status in rules.STATUS_TETAP:
        return f"Berlaku sampai {rules.tanggal_panjang(skp.selesai)}."
    return ""


def keadaan_of(dokumen: DokumenSkp, pelaku: Pegawai) -> str:
    """Who did what when, and whose turn it is."""
    gerak = dokumen.gerak
    awal = f"{kalimat_gerak(gerak)} pada {kapan(gerak.pada)}." if gerak else ""
    penilai = dokumen.penilai.pegawai if dokumen.penilai else None
    return f"{awal} {giliran_kalimat(dokumen.skp, pelaku, penilai)}".strip()


@dataclass(frozen=True)
class Bagian:
    """One part of an SKP in the task list: how far it has come, in a word and a sentence."""

    kode: str
    judul: str
    status: StatusBagian
    keterangan: str


def bagian_of(dokumen: DokumenSkp, sasaran_catatan: Iterable[str] = ()) -> list[Bagian]:
    """The parts of an SKP in the order of the form; a part on which an open note stands is to be mended."""
    perlu = rules.bagian_perlu_perbaikan(sasaran_catatan)
    return [
        replace(b, status=StatusBagian.PERLU_PERBAIKAN, keterangan="Ada catatan yang belum ditandai selesai.")
        if b.kode in perlu
        else b
        for b in _bagian(dokumen)
        # the plans of a revision stay with the SKP in force
        if not (dokumen.skp.is_usulan and b.kode == "rencana_aksi")
    ]


def _bagian(dokumen: DokumenSkp) -> list[Bagian]:
    skp, rhk = dokumen.skp, len(dokumen.rhk)
    kurang = [k for k in dokumen.kekurangan if k.bagian == "rhk"]
    perilaku = sum(1 for b in dokumen.perilaku if b.ekspektasi)
    lampiran = sum(1 for _, butir in dokumen.lampiran if butir)
    beraksi = RencanaAksi.objects.filter(rhk__skp=skp).values("rhk").distinct().count()
    return [
        Bagian(
            "hasil_kerja",
            "Hasil kerja",
            rules.status_bagian(
                terisi=rhk, kurang=len(kurang), dikembalikan=skp.status == StatusSkp.DIKEMBALIKAN
            ),
            kurang[0].pesan
            if kurang
            else f"{rhk} rencana hasil kerja, {dokumen.jumlah_indikator} indikator.",
        ),
        Bagian(
            "perilaku",
            "Perilaku kerja",
            rules.status_bagian(terisi=perilaku, kurang=0),
            f"Ekspektasi khusus pada {perilaku} dari 7 nilai."
            if perilaku
            else "Tujuh nilai berlaku. Ekspektasi khusus boleh kosong.",
        ),
        Bagian(
            "lampiran",
            "Lampiran",
            rules.status_bagian(terisi=lampiran, kurang=len(JenisLampiran) - lampiran),
            "Sumber daya, pertanggungjawaban, konsekuensi. Boleh kosong.",
        ),
        Bagian(
            "rencana_aksi",
            "Rencana aksi",
            rules.status_bagian(terisi=beraksi, kurang=rhk - beraksi),
            f"{beraksi} dari {rhk} RHK memiliki rencana aksi."
            if beraksi
            else "Langkah tiap periode. Dapat diisi setelah SKP ditetapkan.",
        ),
    ]


@dataclass(frozen=True)
class Tindakan:
    """What this person may do with this SKP now; None or false: not his, or not in this state."""

    sunting: bool
    menilai: bool
    ajukan: Verdict | None
    tarik: bool
    batal: bool
    putus: bool
    ekspektasi: bool
    rencana: bool
    revisi: bool = False
    semat: bool = False


def tindakan_of(pelaku: Pegawai, dokumen: DokumenSkp) -> Tindakan:
    """Ask the same verdicts as the services, and the same table, for the buttons."""
    skp, status = dokumen.skp, StatusSkp(dokumen.skp.status)
    lanjut = TRANSISI_SKP[status]
    ajukan = None
    if permissions.may_submit_skp(pelaku, skp) and StatusSkp.DIAJUKAN in lanjut:
        ajukan = tidak(dokumen.kekurangan[0].pesan) if dokumen.kekurangan else boleh_diajukan(skp)
    menilai = dokumen.penilai is not None and dokumen.penilai.pegawai.pk == pelaku.pk
    milik = skp.pegawai_id == pelaku.pk
    return Tindakan(
        sunting=bool(permissions.may_edit_skp(pelaku, skp)) and skp.is_bisa_disunting,
        menilai=menilai,
        ajukan=ajukan,
        tarik=bool(permissions.may_withdraw_skp(pelaku, skp)) and StatusSkp.DRAF in lanjut,
        batal=StatusSkp.DIBATALKAN in lanjut and bool(permissions.may_cancel_skp(pelaku, skp)),
        putus=menilai and StatusSkp.DISETUJUI in lanjut,
        ekspektasi=menilai and status == StatusSkp.DIAJUKAN,
        rencana=(milik or menilai) and status in rules.STATUS_RENCANA_AKSI,
        revisi=(milik or menilai) and skp.revisi_dari_id is None and StatusSkp.DIREVISI in lanjut,
        semat=(menilai and status == StatusSkp.DIAJUKAN)
        or (
            milik and skp.pengelola_id is not None and (skp.is_bisa_disunting or status == StatusSkp.DIAJUKAN)
        ),
    )


@dataclass(frozen=True)
class RencanaRhk:
    """The action plans of one RHK, by period; periods without any are there too."""

    rhk: RencanaHasilKerja
    periode: list[tuple[Periode, list[RencanaAksi]]]

    @property
    def ada(self) -> bool:
        return any(daftar for _, daftar in self.periode)

    @property
    def kosong(self) -> list[Periode]:
        return [p for p, daftar in self.periode if not daftar]


def rencana_aksi_of(skp: Skp) -> list[RencanaRhk]:
    """The action plans of an SKP (three queries)."""
    aksi = RencanaAksi.objects.order_by("urutan", "id")
    rhk = (
        RencanaHasilKerja.objects.filter(skp=skp)
        .prefetch_related(Prefetch("rencana_aksi", aksi))
        .order_by(F("jenis").desc(), "urutan", "id")
    )
    periode = list(periode_skp(skp))
    return [
        RencanaRhk(r, [(p, [a for a in r.rencana_aksi.all() if a.periode_id == p.pk]) for p in periode])
        for r in rhk
    ]


def dukungan_of(pimpinan: Pegawai, dokumen: DokumenSkp) -> list[tuple[RencanaHasilKerja, int, bool]]:
    """The leader's own RHK of that year: how many RHK of this SKP are linked to it, and whether one names its words."""
    skp = dokumen.skp
    milik = RencanaHasilKerja.objects.filter(
        skp__in=Skp.objects.berlaku().filter(pegawai=pimpinan, periode__tahun=skp.periode.tahun)
    ).order_by("skp_id", "-jenis", "urutan", "id")
    kata = {rules.kunci_teks(x.rhk_pimpinan_teks) for x in dokumen.rhk if not x.rhk_pimpinan_id}
    return [
        (r, sum(1 for x in dokumen.rhk if x.rhk_pimpinan_id == r.pk), rules.kunci_teks(r.teks) in kata)
        for r in milik
    ]


def daftar_skp(pegawai: Pegawai) -> list[tuple[Skp, str]]:
    """One's own SKP and open proposals, the newest first, each with whose turn it is (two queries)."""
    skp = (
        Skp.objects.filter(pegawai=pegawai)
        .exclude(revisi_dari__isnull=False, status__in=rules.STATUS_MATI)
        .select_related("pegawai", "periode", "penempatan__jabatan", "penempatan__unit", "penilai")
        .order_by("-periode__tahun", "-mulai", "-versi", "-id")
    )
    return [(s, giliran_kalimat(s, pegawai, s.penilai)) for s in skp]
