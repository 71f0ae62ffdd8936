"""Entries acknowledged or questioned by those who lead, one by one or a week of a team at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from kinerja import permissions, rules
from kinerja.errors import TanggapanTidakSah
from kinerja.models import CatatanHarian, PesanCatatan, TanggapanCatatan
from kinerja.permissions.tanggapan import may_answer_catatan, may_respond_catatan, may_undo_tanggapan
from kinerja.rules import IsiPekan, JenisTanggapan, PeranPemberi
from kinerja.services.dasar import lock_skp
from kinerja.services.kabar import tell_jawaban, tell_pertanyaan
from pegawai import audit
from pegawai.errors import AturanDilanggar, SudahBerubah
from pegawai.models import Pegawai
from pegawai.rules import require
from skp.models import Skp


def _lock(catatan: CatatanHarian) -> CatatanHarian:
    """Lock the SKP, then the entry; a withdrawn entry takes no answer."""
    skp = lock_skp(catatan.skp_id)
    terkunci = CatatanHarian.objects.select_for_update(of=("self",)).get(pk=catatan.pk)
    if terkunci.ditarik_pada is not None:
        raise SudahBerubah("Catatan ini sudah ditarik pemiliknya. Muat ulang halaman ini.")
    terkunci.skp = skp
    return terkunci


def _check_versi(catatan: CatatanHarian, nomor_sunting: int | None) -> None:
    if nomor_sunting is not None and nomor_sunting != catatan.nomor_sunting:
        raise SudahBerubah("Catatan ini berubah sejak Anda membukanya. Baca isinya lagi, lalu ulangi.")


@transaction.atomic
def acknowledge_catatan(
    *,
    pelaku: Pegawai,
    catatan: CatatanHarian,
    nomor_sunting: int | None = None,
    kiriman: uuid.UUID | None = None,
) -> TanggapanCatatan:
    """Note that one has read an entry. `nomor_sunting` is the version that was read."""
    catatan = _lock(catatan)
    peran = _peran(pelaku, catatan.skp)
    _check_versi(catatan, nomor_sunting)
    with audit.act(pelaku, "catatan.diketahui"):
        return _tanggapi(pelaku, catatan, peran, JenisTanggapan.DIKETAHUI, kiriman or uuid.uuid4())


def _peran(pelaku: Pegawai, skp: Skp) -> PeranPemberi:
    peran = permissions.peran_pemberi(pelaku, skp)
    require(may_respond_catatan(pelaku, skp, peran))
    return PeranPemberi(peran or "")


def _tanggapi(
    pelaku: Pegawai,
    catatan: CatatanHarian,
    peran: PeranPemberi,
    jenis: JenisTanggapan,
    kiriman: uuid.UUID,
) -> TanggapanCatatan:
    """One row per leader and entry; saying the same about the same version again writes nothing."""
    ada = TanggapanCatatan.objects.filter(catatan=catatan, oleh=pelaku).first()
    if ada and ada.jenis == jenis and ada.nomor_sunting == catatan.nomor_sunting:
        return ada
    isi = {
        "peran": peran.value,
        "jenis": jenis.value,
        "nomor_sunting": catatan.nomor_sunting,
        "kiriman": kiriman,
        "pada": timezone.now(),
    }
    if ada is None:
        return TanggapanCatatan.objects.create(
            instansi_id=catatan.instansi_id, skp_id=catatan.skp_id, catatan=catatan, oleh=pelaku, **isi
        )
    for kolom, nilai in isi.items():
        setattr(ada, kolom, nilai)
    ada.save(update_fields=list(isi))
    return ada


@transaction.atomic
def question_catatan(
    *, pelaku: Pegawai, catatan: CatatanHarian, isi: str, klien_id: uuid.UUID | None = None
) -> TanggapanCatatan:
    """Ask about an entry in words. The entry goes on counting. Same key, same question."""
    catatan = _lock(catatan)
    peran = _peran(pelaku, catatan.skp)
    isi = rules.rapikan(isi)
    rules.check_pertanyaan(isi)
    with audit.act(pelaku, "catatan.ditanyakan"):
        tanggapan = _tanggapi(pelaku, catatan, peran, JenisTanggapan.DITANYAKAN, klien_id or uuid.uuid4())
        _tulis(pelaku, catatan, isi, klien_id)
        tell_pertanyaan(catatan, pelaku)
    return tanggapan


def _tulis(pelaku: Pegawai, catatan: CatatanHarian, isi: str, klien_id: uuid.UUID | None) -> PesanCatatan:
    return PesanCatatan.objects.get_or_create(
        oleh=pelaku,
        klien_id=klien_id or uuid.uuid4(),
        defaults={
            "instansi_id": catatan.instansi_id,
            "skp_id": catatan.skp_id,
            "catatan": catatan,
            "isi": isi,
        },
    )[0]


@transaction.atomic
def answer_catatan(
    *, pelaku: Pegawai, catatan: CatatanHarian, isi: str, klien_id: uuid.UUID | None = None
) -> PesanCatatan:
    """Answer a question about one's own entry. Same key, same answer."""
    catatan = _lock(catatan)
    require(may_answer_catatan(pelaku, catatan))
    isi = rules.rapikan(isi)
    rules.check_jawaban(isi)
    if not PesanCatatan.objects.filter(catatan=catatan).exists():
        raise TanggapanTidakSah("Belum ada pertanyaan atas catatan ini.", bidang="isi")
    with audit.act(pelaku, "catatan.dijawab"):
        jawaban = _tulis(pelaku, catatan, isi, klien_id)
        tell_jawaban(catatan, pelaku)
    return jawaban


@transaction.atomic
def undo_tanggapan(*, pelaku: Pegawai, tanggapan: TanggapanCatatan) -> None:
    """Take back an acknowledgement or a question; what was written stays readable."""
    lock_skp(tanggapan.skp_id)
    terkunci = TanggapanCatatan.objects.select_for_update().filter(pk=tanggapan.pk).first()
    if terkunci is None:
        return
    require(may_undo_tanggapan(pelaku, terkunci))
    with audit.act(pelaku, "catatan.tanggapan_diurungkan"):
        terkunci.delete()


@transaction.atomic
def undo_kiriman(*, pelaku: Pegawai, kiriman: uuid.UUID) -> int:
    """Take back everything that one press of a button acknowledged; how many entries that were."""
    semua = TanggapanCatatan.objects.select_for_update().filter(oleh=pelaku, kiriman=kiriman).order_by("pk")
    kunci = [t.pk for t in semua]
    with audit.act(pelaku, "catatan.tanggapan_diurungkan"):
        TanggapanCatatan.objects.filter(pk__in=kunci).delete()
    return len(kunci)


# --- a week of a team at once --------------------------------------------------------------------
@dataclass(frozen=True)
class HasilTanggapan:
    """What became of one ticked line: how many entries were acknowledged, or why none."""

    nama: str
    jumlah: int = 0
    alasan: str = ""


def acknowledge_pekan(
    *,
    pelaku: Pegawai,
    skp: Mapping[Skp, str],
    mulai: date,
    selesai: date,
    kiriman: uuid.UUID,
) -> list[HasilTanggapan]:
    """Acknowledge whole weeks, one transaction per person: a refusal of one holds up nobody else.

    The value of each SKP is the mark (`IsiPekan`) of what was on the page; a week that changed since is not touched.
    """
    hasil = []
    for satu, dilihat in skp.items():
        try:
            n = _acknowledge_satu_pekan(pelaku, satu, mulai, selesai, dilihat, kiriman)
            hasil.append(HasilTanggapan(satu.pegawai.nama_lengkap, n))
        except AturanDilanggar as galat:
            hasil.append(HasilTanggapan(satu.pegawai.nama_lengkap, alasan=galat.pesan))
    return hasil


@transaction.atomic
def _acknowledge_satu_pekan(
    pelaku: Pegawai, skp: Skp, mulai: date, selesai: date, dilihat: str, kiriman: uuid.UUID
) -> int:
    skp = lock_skp(skp.pk)
    peran = _peran(pelaku, skp)
    catatan = list(
        CatatanHarian.objects.aktif()
        .select_for_update(of=("self",))
        .filter(skp=skp, pegawai=skp.pegawai_id, tanggal__gte=mulai, tanggal__lte=selesai)
        .order_by("pk")
    )
    if str(IsiPekan.dari((c.pk, c.nomor_sunting) for c in catatan)) != dilihat:
        raise SudahBerubah("Catatan minggu ini berubah sejak halaman dibuka. Baca lagi, lalu ketahui.")
    with audit.act(pelaku, "catatan.diketahui"):
        return len(_tanggapi_banyak(pelaku, catatan, peran, kiriman))


def _tanggapi_banyak(
    pelaku: Pegawai, catatan: Sequence[CatatanHarian], peran: PeranPemberi, kiriman: uuid.UUID
) -> list[int]:
    """Acknowledge what is not yet: two reads and two writes, whatever the number. Open questions stay questions."""
    ada = {t.catatan_id: t for t in TanggapanCatatan.objects.filter(catatan__in=catatan, oleh=pelaku)}
    kini = timezone.now()
    baru = [c for c in catatan if c.pk not in ada]
    TanggapanCatatan.objects.bulk_create(
        [
            TanggapanCatatan(
                instansi_id=c.instansi_id,
                skp_id=c.skp_id,
                catatan=c,
                oleh=pelaku,
                peran=peran.value,
                jenis=JenisTanggapan.DIKETAHUI.value,
                nomor_sunting=c.nomor_sunting,
                kiriman=kiriman,
                pada=kini,
            )
            for c in baru
        ]
    )
    usang = []
    for c in catatan:
        t = ada.get(c.pk)
        if t and t.jenis == JenisTanggapan.DIKETAHUI and t.nomor_sunting < c.nomor_sunting:
            t.nomor_sunting, t.kiriman, t.pada = c.nomor_sunting, kiriman, kini
            usang.append(t)
    TanggapanCatatan.objects.bulk_update(usang, ["nomor_sunting", "kiriman", "pada"])
    return [c.pk for c in baru] + [t.catatan_id for t in usang]


def acknowledge_banyak(
    *, pelaku: Pegawai, catatan: Iterable[tuple[CatatanHarian, int]], kiriman: uuid.UUID
) -> list[HasilTanggapan]:
    """Acknowledge single entries that were ticked, each in the version that was read; a result for each."""
    hasil = []
    for satu, nomor in catatan:
        sebutan = f"{satu.pegawai.nama_lengkap}: {satu.uraian[:60]}"
        try:
            acknowledge_catatan(pelaku=pelaku, catatan=satu, nomor_sunting=nomor, kiriman=kiriman)
            hasil.append(HasilTanggapan(sebutan, 1))
        except AturanDilanggar as galat:
            hasil.append(HasilTanggapan(sebutan, alasan=galat.pesan))
    return hasil
