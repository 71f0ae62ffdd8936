"""Angka kredit: a conversion fixed, a Penetapan fixed, both cancelled with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils import timezone

from evaluasi import permissions
from evaluasi.errors import KreditTidakSah
from evaluasi.models import KonversiAngkaKredit, PenetapanAngkaKredit, PengaturanKredit, SaldoKredit
from evaluasi.models.kredit import BIDANG_BATAL
from evaluasi.permissions import kredit as izin
from evaluasi.rules import JenisKonversi, JenisSaldo
from evaluasi.rules import kredit as aturan
from evaluasi.rules.kredit import BarisKonversi, HasilKonversi
from evaluasi.rules.kredit_naik import Kebutuhan, is_berhak
from evaluasi.selectors import kredit as baca
from evaluasi.selectors.kredit import BahanKredit, RekapKredit
from evaluasi.selectors.snapshot import orang, penempatan_penilai
from kinerja.rules import rapikan
from pegawai import audit
from pegawai.models import Pegawai, UnitKerja
from pegawai.rules import JenisKabar, tampil_tanggal, tanggal_lahir
from pegawai.selectors import penempatan_of, penilai_of
from pegawai.services import tell, tell_many
from skp.selectors import hari_instansi

KELAMIN = {"1": "Laki-laki", "2": "Perempuan"}
MAKS_ALASAN = 500


def _kunci(pegawai: Pegawai) -> Pegawai:
    """Lock the person: months are converted once, whoever sends first."""
    return Pegawai.objects.select_for_update(of=("self",)).select_related("instansi").get(pk=pegawai.pk)


def unit_kini(pegawai: Pegawai) -> UnitKerja | None:
    tempat = penempatan_of(pegawai, hari_instansi(pegawai.instansi))
    return tempat.unit if tempat else None


@transaction.atomic
def fix_konversi(
    *,
    pelaku: Pegawai,
    pegawai: Pegawai,
    tahun: int,
    jenis: JenisKonversi = JenisKonversi.TAHUNAN,
    mulai: int = 1,
    sampai: int = aturan.BULAN_SETAHUN,
) -> list[KonversiAngkaKredit]:
    """Convert the months of a year that are not converted yet, with the final predikat of the year or of the period."""
    pegawai = _kunci(pegawai)
    permissions.require(izin.may_fix_kredit(pelaku, pegawai, unit_kini(pegawai)))
    if not 1 <= mulai <= sampai <= aturan.BULAN_SETAHUN:
        raise KreditTidakSah("Pilih bulan awal yang tidak sesudah bulan akhir.", bidang="sampai")
    atur, tabel = izin.pengaturan_kredit(pegawai.instansi), baca.tabel_koefisien(pegawai.instansi_id)
    if not is_berhak(pegawai.jenis, pppk=atur.is_pppk):
        raise KreditTidakSah("Angka kredit hanya dihitung untuk PNS dalam jabatan fungsional.")
    bahan = baca.muat_kredit([pegawai], tahun)[pegawai.pk]
    hasil = baca.susun_tahun(bahan, tahun, jenis=jenis, tabel=tabel, atur=atur, mulai=mulai, sampai=sampai)
    if not hasil.baris:
        raise KreditTidakSah(_sebab(tahun, hasil))
    with audit.act(pelaku, "kredit.konversi_ditetapkan"):
        baru = [_konversi_baru(b, bahan, atur, pelaku, timezone.now()) for b in hasil.baris]
        KonversiAngkaKredit.objects.bulk_create(baru)
        _kabari([pegawai.pk], pelaku, f"menetapkan konversi angka kredit {tahun}")
    return baru


def _sebab(tahun: int, hasil: HasilKonversi) -> str:
    return f"Tidak ada bulan {tahun} yang dapat dikonversi. {' '.join(k.kalimat for k in hasil.kosong)}"


def _kabari(pegawai: Sequence[int], pelaku: Pegawai, apa: str) -> None:
    tell_many(
        pegawai,
        instansi_id=pelaku.instansi_id,
        jenis=JenisKabar.EVALUASI,
        teks=f"{pelaku.nama_lengkap} {apa}.",
        tautan="/angka-kredit/",
        oleh=pelaku,
    )


@dataclass(frozen=True)
class HasilMassal:
    """How many were fixed, and who was left out and why."""

    ditetapkan: int
    dilewati: tuple[tuple[str, str], ...]


@transaction.atomic
def fix_konversi_massal(*, pelaku: Pegawai, pegawai: Sequence[Pegawai], tahun: int) -> HasilMassal:
    """Convert the year of many people at once; who cannot be converted is named and stops nobody.

    The people are locked in the order of their keys, so two admins at once wait instead of blocking each other. Who
    may not be fixed by `pelaku` is left out with the reason.
    """
    kunci = sorted(p.pk for p in pegawai)
    terkunci = list(
        Pegawai.objects.select_for_update(of=("self",))
        .filter(pk__in=kunci, instansi=pelaku.instansi_id)
        .order_by("pk")
        .select_related("instansi")
    )
    bahan = baca.muat_kredit(terkunci, tahun)
    atur, tabel = izin.pengaturan_kredit(pelaku.instansi), baca.tabel_koefisien(pelaku.instansi_id)
    hari, sekarang = hari_instansi(pelaku.instansi), timezone.now()
    boleh = izin.penyaring_kredit(pelaku, terkunci)
    baru: list[KonversiAngkaKredit] = []
    dilewati: list[tuple[str, str]] = []
    for p in terkunci:
        tempat = bahan[p.pk].penempatan_pada(hari)
        putusan = boleh(p, tempat.unit if tempat else None)
        if not putusan:
            dilewati.append((p.nama_lengkap, putusan.alasan))
        elif not is_berhak(p.jenis, pppk=atur.is_pppk):
            dilewati.append((p.nama_lengkap, "Angka kredit hanya dihitung untuk PNS."))
        else:
            hasil = baca.susun_tahun(bahan[p.pk], tahun, jenis=JenisKonversi.TAHUNAN, tabel=tabel, atur=atur)
            if hasil.baris:
                baru += [_konversi_baru(b, bahan[p.pk], atur, pelaku, sekarang) for b in hasil.baris]
            else:
                dilewati.append((p.nama_lengkap, _sebab(tahun, hasil)))
    with audit.act(pelaku, "kredit.konversi_ditetapkan"):
        KonversiAngkaKredit.objects.bulk_create(baru, batch_size=500)
        siapa = {k.pegawai_id for k in baru}
        _kabari(sorted(siapa), pelaku, f"menetapkan konversi angka kredit {tahun}")
    return HasilMassal(len(siapa), tuple(dilewati))


def _konversi_baru(
    b: BarisKonversi, bahan: BahanKredit, atur: PengaturanKredit, pelaku: Pegawai, sekarang: datetime
) -> KonversiAngkaKredit:
    """The row with the words of its paper: the person as the evaluation froze him, in the post of these months."""
    penempatan = next(p for p in bahan.penempatan if p.pk == b.masa)
    evaluasi: Any = next(e for e in bahan.evaluasi if e.pk == b.nilai)
    pegawai = bahan.pegawai
    baru = KonversiAngkaKredit(
        instansi_id=pegawai.instansi_id,
        pegawai=pegawai,
        penempatan=penempatan,
        evaluasi=evaluasi,
        jenis=b.jenis.value,
        tahun=b.tahun,
        bulan_mulai=b.bulan_mulai,
        bulan_selesai=b.bulan_selesai,
        jenjang=b.jenjang.value,
        predikat=b.predikat.value,
        persen=b.persen,
        koefisien=b.koefisien,
        ditetapkan_oleh=pelaku,
        ditetapkan_pada=sekarang,
    )
    siapa = {
        **evaluasi.s_pegawai,
        "jabatan": penempatan.jabatan_tampil,
        "unit": penempatan.unit.nama,
    }
    baru.isi = {
        **_kepala(pegawai, atur, bahan.tmt_jabatan(penempatan)),
        "unit": penempatan.unit.nama,
        "masa": {"tahun": b.tahun, "teks": str(baru.periode)},
        "pegawai": siapa,
        "penilai": evaluasi.s_penilai,
        "baris": [_isi_konversi(baru)],
    }
    return baru


def _kepala(pegawai: Pegawai, atur: PengaturanKredit, tmt: date) -> dict[str, Any]:
    nip = pegawai.nip or ""
    lahir = tanggal_lahir(nip) if nip else None
    return {
        "instansi": pegawai.instansi.nama,
        "tempat": pegawai.instansi.kota,
        "tanggal": hari_instansi(pegawai.instansi).isoformat(),
        "versi_aturan": aturan.SUMBER_KONVERSI,
        "lahir": tampil_tanggal(lahir) if lahir else "",
        "kelamin": KELAMIN.get(nip[14:15], ""),
        "tmt_jabatan": tampil_tanggal(tmt),
        "tembusan": [t.strip() for t in atur.tembusan.splitlines() if t.strip()],
    }


def _isi_konversi(k: KonversiAngkaKredit, *, lama: bool = False) -> dict[str, Any]:
    return {
        "uuid": str(k.uuid),
        "tahun": k.tahun,
        "bulan": aturan.tampil_bulan(k.bulan_mulai, k.bulan_selesai),
        "jumlah_bulan": k.bulan,
        "predikat": k.predikat,
        "persen": k.persen,
        "koefisien": f"{k.koefisien.normalize():f}",
        "nilai": str(k.angka_kredit),
        "lama": lama,
    }


# Penetapan


@transaction.atomic
def fix_penetapan(*, pelaku: Pegawai, pegawai: Pegawai) -> PenetapanAngkaKredit:
    """Fix the sum of today's jenjang: what was in an earlier Penetapan is LAMA, the rest is BARU."""
    pegawai = _kunci(pegawai)
    hari = hari_instansi(pegawai.instansi)
    permissions.require(izin.may_fix_kredit(pelaku, pegawai, unit_kini(pegawai)))
    rekap = baca.rekap_satu(pegawai, hari)
    if rekap.alasan or rekap.penempatan is None or rekap.jenjang is None:
        raise KreditTidakSah(rekap.alasan or "Pegawai ini belum ditempatkan.")
    if not rekap.saldo and not rekap.konversi:
        raise KreditTidakSah("Belum ada angka kredit dalam jenjang ini. Tetapkan konversinya dahulu.")
    isi = susun_penetapan(rekap, hari)
    lama = next((t for t in rekap.bahan.penetapan if t.jenjang == rekap.jenjang), None)
    if lama is not None and _inti(lama.isi) == _inti(isi):
        raise KreditTidakSah("Penetapan dengan isi yang sama sudah ada. Cetak yang sudah ada.")
    with audit.act(pelaku, "kredit.penetapan_ditetapkan"):
        baru = PenetapanAngkaKredit.objects.create(
            instansi_id=pegawai.instansi_id,
            pegawai=pegawai,
            penempatan=rekap.penempatan,
            jenjang=rekap.jenjang.value,
            golongan=pegawai.golongan,
            isi=isi,
            ditetapkan_oleh=pelaku,
            ditetapkan_pada=timezone.now(),
        )
        tell(
            pegawai,
            jenis=JenisKabar.EVALUASI,
            teks=f"{pelaku.nama_lengkap} menetapkan angka kredit Anda.",
            tautan="/angka-kredit/",
            oleh=pelaku,
        )
    return baru


def _inti(isi: dict[str, Any]) -> tuple[Any, ...]:
    """What a Penetapan says of figures: the same rows and the same needs are the same paper."""
    butir = sorted(b["uuid"] for b in (*isi["saldo"], *isi["baris"]))
    return butir, isi["pangkat"], isi["jenjang"], isi["pegawai"]


def susun_penetapan(rekap: RekapKredit, hari: date) -> dict[str, Any]:
    """The words of Akumulasi and Penetapan."""
    pegawai, tempat = rekap.pegawai, rekap.penempatan
    if tempat is None or rekap.pangkat is None or rekap.naik is None:
        raise KreditTidakSah(rekap.alasan or "Pegawai ini belum ditempatkan.")
    penilai = penilai_of(tempat, hari)
    if penilai is None:
        raise KreditTidakSah("Pejabat penilai pegawai ini belum ada. Tetapkan lewat halaman pegawai.")
    dulu = {
        b["uuid"] for t in rekap.bahan.penetapan for b in (*t.isi.get("saldo", ()), *t.isi.get("baris", ()))
    }
    instansi = pegawai.instansi.nama
    atur = izin.pengaturan_kredit(pegawai.instansi)
    return {
        **_kepala(pegawai, atur, rekap.bahan.tmt_jabatan(tempat)),
        "unit": tempat.unit.nama,
        "masa": _masa(rekap, hari),
        "pegawai": orang(pegawai, tempat, instansi),
        "penilai": orang(penilai, penempatan_penilai(penilai, tempat.unit.leluhur_id, hari), instansi),
        "saldo": [
            {
                "uuid": str(s.uuid),
                "jenis": s.jenis,
                "nilai": f"{s.nilai.normalize():f}",
                "tahun": s.tanggal.year,
                "lama": str(s.uuid) in dulu or s.jenis != JenisSaldo.PENDIDIKAN,
            }
            for s in rekap.saldo
        ],
        "baris": [_isi_konversi(k, lama=str(k.uuid) in dulu) for k in rekap.konversi],
        "pangkat": _butuh(rekap.pangkat),
        "jenjang": _butuh(rekap.naik),
    }


def _butuh(k: Kebutuhan) -> dict[str, Any]:
    def tulis(nilai: Fraction | None) -> str | None:
        return None if nilai is None else str(nilai)

    return {"minimal": tulis(k.minimal), "selisih": tulis(k.selisih), "kalimat": k.kalimat}


def _masa(rekap: RekapKredit, hari: date) -> dict[str, Any]:
    """From the first month that counts to the last."""
    if not rekap.konversi:
        return {"tahun": hari.year, "teks": f"Sampai {tampil_tanggal(hari)}"}
    awal, akhir = rekap.konversi[0], rekap.konversi[-1]
    nama = aturan.NAMA_BULAN
    mulai = nama[awal.bulan_mulai - 1] + (f" {awal.tahun}" if awal.tahun != akhir.tahun else "")
    return {"tahun": akhir.tahun, "teks": f"{mulai}-{nama[akhir.bulan_selesai - 1]} {akhir.tahun}"}


# Cancelling


@transaction.atomic
def cancel_konversi(*, pelaku: Pegawai, konversi: KonversiAngkaKredit, alasan: str) -> KonversiAngkaKredit:
    """Cancel a conversion: its months can be converted again. Not while a Penetapan counts it."""
    pegawai = _kunci(konversi.pegawai)
    konversi = KonversiAngkaKredit.objects.select_related("pegawai").get(pk=konversi.pk)
    permissions.require(izin.may_cancel_kredit(pelaku, konversi, unit_kini(pegawai)))
    _check_bebas(pegawai, str(konversi.uuid), "Konversi")
    return _batalkan(pelaku, konversi, alasan, "kredit.konversi_dibatalkan")


@transaction.atomic
def cancel_penetapan(
    *, pelaku: Pegawai, penetapan: PenetapanAngkaKredit, alasan: str
) -> PenetapanAngkaKredit:
    """Cancel a Penetapan; what it counted is as new again."""
    pegawai = _kunci(penetapan.pegawai)
    penetapan = PenetapanAngkaKredit.objects.select_related("pegawai").get(pk=penetapan.pk)
    permissions.require(izin.may_cancel_kredit(pelaku, penetapan, unit_kini(pegawai)))
    return _batalkan(pelaku, penetapan, alasan, "kredit.penetapan_dibatalkan")


@transaction.atomic
def cancel_saldo(*, pelaku: Pegawai, saldo: SaldoKredit, alasan: str) -> SaldoKredit:
    """Take back an opening balance that was wrong. Not while a Penetapan counts it."""
    pegawai = _kunci(saldo.pegawai)
    saldo = SaldoKredit.objects.select_related("pegawai").get(pk=saldo.pk)
    permissions.require(izin.may_cancel_saldo(pelaku, saldo, unit_kini(pegawai)))
    _check_bebas(pegawai, str(saldo.uuid), "Saldo")
    return _batalkan(pelaku, saldo, alasan, "kredit.saldo_dibatalkan")


def _check_bebas(pegawai: Pegawai, uuid: str, apa: str) -> None:
    for t in PenetapanAngkaKredit.objects.berlaku().filter(pegawai=pegawai):
        if any(b["uuid"] == uuid for b in (*t.isi.get("saldo", ()), *t.isi.get("baris", ()))):
            raise KreditTidakSah(
                f"{apa} ini dipakai penetapan {tampil_tanggal(timezone.localdate(t.ditetapkan_pada))}. "
                "Batalkan penetapan itu dahulu."
            )


def _batalkan(pelaku: Pegawai, baris: Any, alasan: str, tindakan: str) -> Any:
    alasan = rapikan(alasan)
    if not alasan:
        raise KreditTidakSah("Tulis alasan pembatalan.", bidang="alasan")
    if len(alasan) > MAKS_ALASAN:
        raise KreditTidakSah(
            f"Alasan paling panjang {MAKS_ALASAN} huruf. Sekarang {len(alasan)} huruf.", bidang="alasan"
        )
    baris.dibatalkan_pada, baris.dibatalkan_oleh, baris.alasan_batal = timezone.now(), pelaku, alasan
    with audit.act(pelaku, tindakan, alasan):
        baris.save(update_fields=BIDANG_BATAL)
    return baris
