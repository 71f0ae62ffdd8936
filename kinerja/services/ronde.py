"""The 360 round: plan, open, call off, close; and the one answer that leaves no trace of its author."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from secrets import SystemRandom

from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils import timezone

from kinerja import permissions, rules
from kinerja.errors import RondeTidakSah, SudahDijawab
from kinerja.models import HasilRonde, JawabanRonde, PertanyaanRonde, Ronde360, TandaIkutRonde
from kinerja.rules import JenisPertanyaan, RelasiRonde, StatusRonde
from kinerja.selectors.ronde import kelompok_ronde, relasi_ronde, tanda_ikut
from kinerja.selectors.umpan_balik_daftar import pengaturan_of
from kinerja.services.kabar import tell_ronde_dibuka, tell_ronde_ditutup, untell_ronde
from pegawai import audit
from pegawai.errors import Dilarang
from pegawai.models import Pegawai, UnitKerja
from pegawai.rules import require, tidak
from skp.rules import NilaiPerilaku

_acak = SystemRandom()


def _kunci(ronde: Ronde360) -> Ronde360:
    return Ronde360.objects.select_for_update(of=("self",)).get(pk=ronde.pk)


@transaction.atomic
def save_ronde(
    *,
    pelaku: Pegawai,
    nama: str,
    mulai: date,
    selesai: date,
    minimum: int,
    relasi: Sequence[str],
    unit: Sequence[UnitKerja] = (),
    ronde: Ronde360 | None = None,
) -> Ronde360:
    """Plan a round, or change one that is not open yet. A new one begins with the set of the seven values."""
    require(permissions.may_manage_ronde(pelaku, ronde))
    nama = " ".join(rules.rapikan(nama).split())
    relasi = [r.value for r in RelasiRonde if r in relasi]
    rules.check_ronde(nama=nama, mulai=mulai, selesai=selesai, minimum=minimum, relasi=relasi)
    if any(u.instansi_id != pelaku.instansi_id for u in unit):
        require(tidak("Unit itu milik instansi lain."))
    isi = {"nama": nama, "mulai": mulai, "selesai": selesai, "minimum": minimum, "relasi": relasi}
    with audit.act(pelaku, "ronde.diubah" if ronde else "ronde.dibuat"):
        if ronde is None:
            ronde = Ronde360.objects.create(instansi_id=pelaku.instansi_id, dibuat_oleh=pelaku, **isi)
            for n, (jenis, nilai, teks) in enumerate(rules.pertanyaan_bawaan(), 1):
                PertanyaanRonde.objects.create(ronde=ronde, urutan=n, jenis=jenis, nilai=nilai, teks=teks)
        else:
            ronde = _kunci(ronde)
            _check_draf(ronde)
            for k, v in isi.items():
                setattr(ronde, k, v)
            ronde.save(update_fields=[*isi])
        ronde.unit.set(unit)
    return ronde


def _check_draf(ronde: Ronde360) -> None:
    if ronde.status != StatusRonde.DRAF:
        raise RondeTidakSah("Ronde yang sudah dibuka tidak dapat diubah lagi. Batalkan bila keliru.")


@transaction.atomic
def add_pertanyaan(
    *,
    pelaku: Pegawai,
    ronde: Ronde360,
    teks: str,
    jenis: JenisPertanyaan | str,
    nilai: NilaiPerilaku | str = "",
) -> PertanyaanRonde:
    """Add a question of one's own to a round that is not open yet. The same question is there once."""
    require(permissions.may_manage_ronde(pelaku, ronde))
    ronde = _kunci(ronde)
    _check_draf(ronde)
    teks = " ".join(rules.rapikan(teks).split())
    if ada := ronde.pertanyaan.filter(teks=teks, jenis=jenis).first():
        return ada
    rules.check_pertanyaan_ronde(teks, ronde.pertanyaan.count())
    urutan = (ronde.pertanyaan.aggregate(n=Max("urutan"))["n"] or 0) + 1
    with audit.act(pelaku, "ronde.pertanyaan_ditambah"):
        return PertanyaanRonde.objects.create(
            ronde=ronde,
            urutan=urutan,
            jenis=JenisPertanyaan(jenis),
            nilai=NilaiPerilaku(nilai) if nilai else "",
            teks=teks,
        )


@transaction.atomic
def remove_pertanyaan(*, pelaku: Pegawai, pertanyaan: PertanyaanRonde) -> None:
    """Take a question out of a round that is not open yet."""
    require(permissions.may_manage_ronde(pelaku, pertanyaan.ronde))
    _check_draf(_kunci(pertanyaan.ronde))
    with audit.act(pelaku, "ronde.pertanyaan_dihapus"):
        pertanyaan.delete()


@transaction.atomic
def open_ronde(*, pelaku: Pegawai, ronde: Ronde360) -> Ronde360:
    """Open a round: from then on nothing of it changes. Opening twice changes nothing more."""
    require(permissions.may_manage_ronde(pelaku, ronde))
    # two admins who open two rounds at once must each see the other's
    _kunci_sesi("ronde-buka", ronde.instansi_id)
    ronde = _kunci(ronde)
    if ronde.status == StatusRonde.DIBUKA:
        return ronde
    _check_draf(ronde)
    rules.check_buka_ronde(
        mulai=ronde.mulai,
        selesai=ronde.selesai,
        hari_ini=timezone.localdate(),
        jumlah_pertanyaan=ronde.pertanyaan.count(),
        lain=_ronde_sekitar(ronde),
        jeda=pengaturan_of(ronde.instansi_id).hari_jeda_ronde,
    )
    kelompok = kelompok_ronde(ronde)
    if not kelompok:
        raise RondeTidakSah(
            f"Tidak ada kelompok yang mencapai {ronde.minimum} orang. Perluas unitnya atau kelompoknya."
        )
    ronde.status = StatusRonde.DIBUKA
    ronde.jumlah_mungkin = sum(len(pemberi) for pemberi in kelompok.values())
    with audit.act(pelaku, "ronde.dibuka"):
        ronde.save(update_fields=["status", "jumlah_mungkin"])
        tell_ronde_dibuka(ronde, frozenset().union(*kelompok.values()))
    return ronde


def _kunci_sesi(*apa: object, bersama: bool = False) -> None:
    """Wait for whoever does the same, until the end of the transaction; unlike a row's lock it marks no row."""
    fungsi = "pg_advisory_xact_lock_shared" if bersama else "pg_advisory_xact_lock"
    with connection.cursor() as kursor:
        kursor.execute(f"SELECT {fungsi}(hashtextextended(%s, 0))", [":".join(map(str, apa))])


def _ronde_sekitar(ronde: Ronde360) -> list[tuple[str, date, date]]:
    """Other rounds of the agency, open or closed, that reach any of the same people."""
    jalur = list(ronde.unit.values_list("jalur", flat=True))
    lain = (
        Ronde360.objects.filter(
            instansi=ronde.instansi_id, status__in=[StatusRonde.DIBUKA, StatusRonde.DITUTUP]
        )
        .exclude(pk=ronde.pk)
        .prefetch_related("unit")
    )
    hasil = []
    for r in lain:
        miliknya = [u.jalur for u in r.unit.all()]
        bertemu = (
            not jalur
            or not miliknya
            or any(a.startswith(b) or b.startswith(a) for a in jalur for b in miliknya)
        )
        if bertemu:
            hasil.append((r.nama, r.mulai, r.selesai))
    return hasil


@transaction.atomic
def answer_ronde(
    *, pelaku: Pegawai, ronde: Ronde360, pegawai: Pegawai, jawaban: Mapping[str, int | str]
) -> None:
    """Put one person's answers about another into the box of his group. What is answered stays.

    Nothing here may tell who it was: no act in the history, no time, no number that counts up. All answers of the box
    are written anew, in a new order and by one transaction, so that neither their place nor the transaction's number
    says which came together or last (docs/adr/0026).
    """
    require(permissions.may_answer_ronde(pelaku, ronde, timezone.localdate()))
    relasi = relasi_ronde(pelaku, ronde, pegawai)
    if relasi is None:
        raise Dilarang("Anda tidak diminta menilai orang ini. Pilih dari daftar ronde.")
    tanda = tanda_ikut(ronde, pelaku.pk, pegawai.pk)
    baru = _jawaban_sah(ronde, jawaban)
    _kunci_sesi("ronde-akhir", ronde.pk, bersama=True)
    _kunci_sesi("ronde-kotak", ronde.pk, pegawai.pk, relasi)
    _check_masih_dibuka(ronde)
    if TandaIkutRonde.objects.filter(tanda__in=tanda).exists():
        raise SudahDijawab("Jawaban Anda tentang orang ini sudah diterima dan tidak dapat diganti.")
    TandaIkutRonde.objects.create(tanda=tanda[0], ronde=ronde)
    kotak = JawabanRonde.objects.filter(ronde=ronde, pegawai=pegawai, relasi=relasi)
    isi = [*kotak.values_list("pertanyaan_id", "angka", "teks"), *baru]
    _acak.shuffle(isi)
    kotak.delete()
    JawabanRonde.objects.bulk_create(
        JawabanRonde(ronde=ronde, pegawai=pegawai, relasi=relasi, pertanyaan_id=p, angka=angka, teks=teks)
        for p, angka, teks in isi
    )


def _check_masih_dibuka(ronde: Ronde360) -> None:
    """A round that was closed or called off meanwhile takes no more; its row is read, not marked."""
    if not Ronde360.objects.filter(pk=ronde.pk, status=StatusRonde.DIBUKA).exists():
        require(tidak("Ronde ini tidak sedang dibuka."))


def _jawaban_sah(ronde: Ronde360, jawaban: Mapping[str, int | str]) -> list[tuple[int, int | None, str]]:
    """The answers by question; unanswered ones are left out."""
    hasil: list[tuple[int, int | None, str]] = []
    for p in ronde.pertanyaan.order_by("urutan", "id"):
        nilai = jawaban.get(str(p.uuid), "")
        if p.jenis == JenisPertanyaan.SKALA:
            if nilai != "":
                hasil.append((p.pk, rules.baca_skala(nilai, str(p.uuid)), ""))
        elif teks := rules.rapikan(str(nilai)):
            rules.check_kata_ronde(teks, str(p.uuid))
            hasil.append((p.pk, None, teks))
    if not hasil:
        raise RondeTidakSah("Jawab paling sedikit satu pertanyaan sebelum mengirim.")
    return hasil


@transaction.atomic
def cancel_ronde(*, pelaku: Pegawai, ronde: Ronde360) -> Ronde360:
    """Call a round off: every answer is thrown away, nothing is shown. Twice changes nothing more."""
    require(permissions.may_manage_ronde(pelaku, ronde))
    _kunci_sesi("ronde-akhir", ronde.pk)
    ronde = _kunci(ronde)
    if ronde.status == StatusRonde.DIBATALKAN:
        return ronde
    if ronde.status == StatusRonde.DITUTUP:
        raise RondeTidakSah("Ronde yang sudah ditutup tidak dapat dibatalkan.")
    _buang(ronde)
    ronde.status = StatusRonde.DIBATALKAN
    with audit.act(pelaku, "ronde.dibatalkan"):
        ronde.save(update_fields=["status"])
        untell_ronde(ronde)
    return ronde


def _buang(ronde: Ronde360) -> None:
    JawabanRonde.objects.filter(ronde=ronde).delete()
    TandaIkutRonde.objects.filter(ronde=ronde).delete()


@transaction.atomic
def close_ronde(*, ronde: Ronde360) -> Ronde360:
    """After its last day keep what may be told of each group, and throw all answers and marks away.

    The system's act alone: whoever could close it at a moment of his choice could watch it grow. Closed already: nothing
    happens.
    """
    _kunci_sesi("ronde-akhir", ronde.pk)
    ronde = _kunci(ronde)
    if ronde.status != StatusRonde.DIBUKA or timezone.localdate() <= ronde.selesai:
        return ronde
    baris = (
        JawabanRonde.objects.filter(ronde=ronde)
        .order_by("pegawai_id", "relasi")
        .values_list("pegawai_id", "relasi", "pertanyaan_id", "angka", "teks")
    )
    hasil = []
    for (pegawai, relasi), isi in groupby(baris.iterator(), key=lambda b: (b[0], b[1])):
        for h in rules.susun_hasil([b[2:] for b in isi], ronde.minimum):
            kata = list(h.kata)
            _acak.shuffle(kata)
            hasil.append(
                HasilRonde(
                    instansi_id=ronde.instansi_id,
                    ronde=ronde,
                    pegawai_id=pegawai,
                    relasi=relasi,
                    pertanyaan_id=h.pertanyaan,
                    jumlah=h.jumlah,
                    rata=h.rata,
                    kata=kata,
                )
            )
    ronde.jumlah_jawaban = TandaIkutRonde.objects.filter(ronde=ronde).count()
    with audit.act(None, "ronde.ditutup"):
        HasilRonde.objects.bulk_create(hasil, batch_size=500)
        _buang(ronde)
        ronde.status = StatusRonde.DITUTUP
        ronde.save(update_fields=["status", "jumlah_jawaban"])
        tell_ronde_ditutup(ronde, {h.pegawai_id for h in hasil})
    return ronde


def ronde_lewat(hari: date) -> list[Ronde360]:
    """Rounds whose last day is over and that are still to be closed."""
    return list(Ronde360.objects.filter(Q(selesai__lt=hari), status=StatusRonde.DIBUKA).order_by("id"))
