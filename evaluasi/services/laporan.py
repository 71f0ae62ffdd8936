"""Orders: documents, a unit's documents of a whole period, one file about a unit. The caller rings the bell."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import F, Func, QuerySet, TextField, Value, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from evaluasi import permissions, rules, selectors
from evaluasi.errors import BahanBelumLengkap
from evaluasi.models import ButirLaporan, Dokumen, Evaluasi, Laporan, RekapUnit
from evaluasi.rules import (
    ISI_PILIHAN,
    MAKS_BUTIR_PERIODE,
    SUMBER,
    BentukLaporan,
    JenisDokumen,
    JenisLaporan,
    KeadaanCetak,
    PilihanLaporan,
    StatusButir,
    StatusLaporan,
)
from evaluasi.selectors.naskah import Sumber, is_siap_terbit
from pegawai.models import Pegawai, UnitKerja
from skp.models import Periode

Isi = tuple[Sumber, JenisDokumen]
"""One document of a job before it is written: what it is printed from, and which paper."""
JENIS_EVALUASI = (JenisDokumen.EVALUASI, JenisDokumen.DOKUMEN_EVALUASI)
"""The two documents of every final evaluation."""


def request_laporan(
    *,
    pelaku: Pegawai,
    evaluasi: Sequence[Evaluasi],
    jenis: Sequence[JenisDokumen] = JENIS_EVALUASI,
    judul: str = "",
) -> Laporan:
    """Order the documents of final evaluations."""
    if not evaluasi:
        raise BahanBelumLengkap("Pilih paling sedikit satu evaluasi.")
    return request_dokumen(pelaku=pelaku, sumber=evaluasi, jenis=jenis, judul=judul)


@transaction.atomic
def request_dokumen(
    *,
    pelaku: Pegawai,
    sumber: Sequence[Sumber],
    jenis: Sequence[JenisDokumen],
    bentuk: BentukLaporan = BentukLaporan.SATUAN,
    draf: bool = False,
    judul: str = "",
) -> Laporan:
    """Order documents of things of one kind; in a bundle they lie in the order given. The caller rings the bell
    after the commit.

    A document that was issued before is taken as it is: a job whose documents all exist is done at once. `draf` lets
    in what is not fixed: it is printed with the mark DRAF and not issued, so such a job ends in a bundle.
    """
    daftar = list(dict.fromkeys(sumber))
    jenis = [j for j in JenisDokumen if j in jenis]
    isi = _isi_dipilih(pelaku, daftar, jenis, draf=draf)
    return _buat(pelaku, isi, bentuk, draf=draf, judul=judul or _judul(daftar, jenis, draf=draf))


def _isi_dipilih(
    pelaku: Pegawai, daftar: Sequence[Sumber], jenis: Sequence[JenisDokumen], *, draf: bool
) -> list[Isi]:
    """What of things of one kind goes into the job, after asking whether it may."""
    if not daftar or not jenis:
        raise BahanBelumLengkap("Pilih paling sedikit satu dokumen.")
    permissions.require(permissions.may_request_dokumen(pelaku, daftar, jenis, draf=draf))
    return _pasangan(daftar, jenis)


def _buat(pelaku: Pegawai, isi: Sequence[Isi], bentuk: BentukLaporan, *, draf: bool, judul: str) -> Laporan:
    """The job with its items, in the order given."""
    if draf and bentuk == BentukLaporan.SATUAN:
        bentuk = BentukLaporan.GABUNGAN
    rules.check_jumlah_butir(len(isi), bentuk)
    sekarang = timezone.now()
    laporan = Laporan.objects.create(
        instansi_id=pelaku.instansi_id,
        diminta_oleh=pelaku,
        judul=judul[:300],
        bentuk=bentuk,
        jumlah=len(isi),
        dering_pada=sekarang,
    )
    butir = _butir_baru(laporan, isi)
    ButirLaporan.objects.bulk_create(butir, batch_size=1000)
    if laporan.bentuk == BentukLaporan.SATUAN and all(b.dokumen is not None for b in butir):
        laporan.status, laporan.mulai_pada, laporan.selesai_pada = StatusLaporan.SELESAI, sekarang, sekarang
        laporan.save(update_fields=["status", "mulai_pada", "selesai_pada"])
    return laporan


@transaction.atomic
def request_massal(
    *,
    pelaku: Pegawai,
    unit: UnitKerja | None,
    tahun: int,
    jenis: Sequence[JenisDokumen],
    keadaan: KeadaanCetak,
    bentuk: BentukLaporan,
) -> Laporan:
    """Order the documents of a unit with everything below it, or of those whom `pelaku` rates, as one file.

    The Perjanjian Kinerja of the heads lie before the papers of the SKP.
    """
    permissions.require(permissions.may_request_massal(pelaku, unit))
    draf = keadaan != KeadaanCetak.TETAP
    isi: list[Isi] = []
    for kolom, pilih in (("perjanjian", selectors.perjanjian_massal), ("skp", selectors.skp_massal)):
        diminta = [j for j in JenisDokumen if j in jenis and SUMBER[j] == kolom]
        daftar = list[Sumber](pilih(pelaku, unit=unit, tahun=tahun, keadaan=keadaan)) if diminta else []
        if daftar:
            isi += _isi_dipilih(pelaku, daftar, diminta, draf=draf)
    if not isi:
        apa = "perjanjian kinerja" if set(jenis) == {JenisDokumen.PERJANJIAN} else "SKP"
        raise BahanBelumLengkap(f"Tidak ada {apa} dengan pilihan ini. Ganti unit, tahun, atau keadaan.")
    apa = isi[0][1].label if len(jenis) == 1 else "SKP"
    siapa = unit.nama if unit else f"yang dinilai {pelaku.nama_lengkap}"
    return _buat(pelaku, isi, bentuk, draf=draf, judul=f"{apa} {siapa}, {tahun}")


def _pasangan(daftar: Sequence[Sumber], jenis: Sequence[JenisDokumen]) -> list[Isi]:
    """Every source with every kind; a matrix only where somebody contributes, unless it was asked for by itself."""
    punya = None
    if JenisDokumen.MATRIKS in jenis and len(daftar) * len(jenis) > 1:
        punya = selectors.bermatriks(daftar)
    isi = [
        (s, j) for s in daftar for j in jenis if j != JenisDokumen.MATRIKS or punya is None or s.pk in punya
    ]
    if not isi:
        raise BahanBelumLengkap("Belum ada yang membagi peran dalam matriks. Pilih dokumen lain.")
    return isi


def _butir_baru(laporan: Laporan, isi: Sequence[Isi]) -> list[ButirLaporan]:
    """One item per source and kind; what was issued and cannot have changed is done already."""
    ada: dict[tuple[str, int, str, int], Dokumen] = {}
    for kolom in {SUMBER[j] for _, j in isi}:
        milik = [(s, j) for s, j in isi if SUMBER[j] == kolom]
        terbitan = Dokumen.objects.filter(
            **{f"{kolom}__in": {selectors.pokok(s) for s, _ in milik}}, jenis__in={j for _, j in milik}
        )
        for d in terbitan.defer("naskah"):
            ada[kolom, getattr(d, f"{kolom}_id"), d.jenis, d.versi] = d

    def terbit(s: Sumber, j: JenisDokumen) -> Dokumen | None:
        versi = selectors.versi_tetap(j, s)
        return ada.get((SUMBER[j], selectors.pokok(s), j, versi)) if versi else None

    return [
        ButirLaporan(
            laporan=laporan,
            **{SUMBER[j]: s},
            jenis=j,
            is_draf=not is_siap_terbit(s),
            dokumen=terbit(s, j),
            status=StatusButir.SELESAI if terbit(s, j) else StatusButir.ANTRE,
        )
        for s, j in isi
    ]


def _judul(daftar: Sequence[Sumber], jenis: Sequence[JenisDokumen], *, draf: bool) -> str:
    if SUMBER[jenis[0]] == "pembinaan":
        return jenis[0].label  # no name: a title travels into lists and notices
    periode = ", ".join(dict.fromkeys(str(s.periode) for s in daftar))
    if isinstance(daftar[0], RekapUnit):
        return f"{JenisDokumen.REKAP.label} {daftar[0].unit}, {periode}"
    orang = {s.pegawai_id for s in daftar if not isinstance(s, RekapUnit)}
    siapa = daftar[0].pegawai.nama_lengkap if len(orang) == 1 else f"{len(orang)} pegawai"
    if SUMBER[jenis[0]] == "evaluasi":
        return f"Dokumen evaluasi {siapa}, {periode}"
    apa = jenis[0].label if len(jenis) == 1 else "Dokumen SKP"
    return f"{'Draf ' if draf else ''}{apa} {siapa}, {periode}"


# A whole unit


@transaction.atomic
def request_isi(
    *,
    pelaku: Pegawai,
    isi: PilihanLaporan,
    unit: UnitKerja,
    periode: Periode,
    is_setahun: bool = False,
) -> Laporan:
    """Order one of the reports about a unit with everything below it, or all its documents of a period.

    `is_setahun` takes the documents of every period of that year.
    """
    permissions.require(permissions.may_request_isi(pelaku, unit))
    jenis, bentuk = ISI_PILIHAN[isi]
    if jenis == JenisLaporan.DOKUMEN:
        return _minta_dokumen_unit(pelaku, unit, periode, bentuk, is_setahun=is_setahun)
    if is_setahun:
        raise BahanBelumLengkap(
            "Laporan ini dibuat untuk satu periode. Pilih satu periode.", bidang="periode"
        )
    return Laporan.objects.create(
        instansi_id=pelaku.instansi_id,
        diminta_oleh=pelaku,
        judul=f"{jenis.label} {unit.nama}, {periode}"[:300],
        jenis=jenis,
        bentuk=bentuk,
        unit=unit,
        periode=periode,
        jumlah=1,
        dering_pada=timezone.now(),
    )


def _minta_dokumen_unit(
    pelaku: Pegawai, unit: UnitKerja, periode: Periode, bentuk: BentukLaporan, *, is_setahun: bool
) -> Laporan:
    kapan = f"{periode.tahun}" if is_setahun else str(periode)
    sumber = selectors.evaluasi_terbit(pelaku, unit=unit, periode=periode, is_setahun=is_setahun)
    jumlah = sumber.count() * len(JENIS_EVALUASI)
    if not jumlah:
        raise BahanBelumLengkap(
            "Belum ada evaluasi final dengan pilihan ini. Ganti unit atau periode.", bidang="periode"
        )
    rules.check_jumlah_butir(jumlah, bentuk, MAKS_BUTIR_PERIODE)
    laporan = Laporan.objects.create(
        instansi_id=pelaku.instansi_id,
        diminta_oleh=pelaku,
        judul=f"Dokumen evaluasi {unit.nama}, {kapan}"[:300],
        bentuk=bentuk,
        unit=unit,
        periode=periode,
        jumlah=jumlah,
        dering_pada=timezone.now(),
    )
    _isi_sekaligus(laporan, sumber)
    return laporan


def _isi_sekaligus(laporan: Laporan, sumber: QuerySet[Evaluasi]) -> None:
    """Write the items in one statement: a hundred thousand rows never pass through this process.

    They lie unit by unit, the head first; those of one person together. What was issued is done already.
    """
    anak = Func(
        F("penempatan__unit__jalur"),
        Value("/"),
        Value(laporan.unit.kedalaman + 3 if laporan.unit else 0),
        function="split_part",
        output_field=TextField(),
    )
    urut = Window(
        RowNumber(),
        order_by=(
            "periode__mulai",
            "penempatan__unit__jalur",
            F("penempatan__is_kepala").desc(),
            "pegawai__nama",
            "pk",
        ),
    )
    sql, isian = (
        sumber.order_by()
        .values("pk")
        .annotate(anak=anak, urut=urut)
        .values("pk", "anak", "urut")
        .query.sql_with_params()
    )
    with connection.cursor() as kursor:
        kursor.execute(
            f"""INSERT INTO evaluasi_butirlaporan
                (laporan_id, evaluasi_id, jenis, status, percobaan, galat, is_draf, berkas, dokumen_id, bagian_id)
            SELECT %s, e.id, j.jenis, CASE WHEN d.id IS NULL THEN %s ELSE %s END, 0, '', false, '', d.id,
                   COALESCE(NULLIF(e.anak, '')::bigint, %s)
            FROM ({sql}) e(id, anak, urut)
            CROSS JOIN (VALUES (%s, 1), (%s, 2)) j(jenis, ke)
            LEFT JOIN evaluasi_dokumen d ON d.evaluasi_id = e.id AND d.jenis = j.jenis
            ORDER BY e.urut, j.ke""",  # noqa: S608 — the statement is Django's own, its values are parameters
            [
                laporan.pk,
                StatusButir.ANTRE.value,
                StatusButir.SELESAI.value,
                laporan.unit_id,
                *isian,
                *(j.value for j in JENIS_EVALUASI),
            ],
        )
