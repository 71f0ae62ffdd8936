"""Taking over another SKP: last year's, or what people of the same jabatan have agreed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.db.models import Max

from pegawai import audit
from pegawai.models import Instansi, Pegawai
from skp import permissions, rules, selectors
from skp.errors import IsianTidakSah, RujukanTidakSah
from skp.models import (
    ButirLampiran,
    EkspektasiPerilaku,
    IndikatorKinerja,
    RencanaAksi,
    RencanaHasilKerja,
    Skp,
)
from skp.permissions import ringan as izin
from skp.rules import JenisLampiran, Target, kunci_teks
from skp.services.bersama import bump, lock_skp


@dataclass
class HasilSalin:
    """What came over, what was there already, and which leaders' RHK could be linked again."""

    rhk: int = 0
    indikator: int = 0
    ekspektasi: int = 0
    lampiran: int = 0
    aksi: int = 0
    sudah_ada: int = 0
    aksi_di_luar: int = 0
    tertaut: int = 0
    dengan_kata: int = 0
    rhk_baru: list[RencanaHasilKerja] = field(default_factory=list)

    @property
    def jumlah(self) -> int:
        return self.rhk + self.indikator + self.ekspektasi + self.lampiran + self.aksi

    @property
    def kalimat(self) -> str:
        """The outcome in words, for the page that follows."""
        bagian = [
            f"{n} {sebutan}"
            for n, sebutan in (
                (self.rhk, "RHK"),
                (self.indikator, "indikator"),
                (self.aksi, "rencana aksi"),
                (self.ekspektasi, "ekspektasi"),
                (self.lampiran, "butir lampiran"),
            )
            if n
        ]
        hasil = [
            f"Disalin: {', '.join(bagian)}."
            if bagian
            else "Semua yang dipilih sudah ada. Tidak ada yang berubah."
        ]
        if bagian and self.sudah_ada:
            hasil.append(f"{self.sudah_ada} sudah ada dan dibiarkan.")
        if self.aksi_di_luar:
            hasil.append(f"{self.aksi_di_luar} rencana aksi di luar rentang SKP ini tidak disalin.")
        if self.dengan_kata:
            hasil.append(f"{self.dengan_kata} RHK pimpinan disimpan dengan kata-kata; tautkan kemudian.")
        return " ".join(hasil)


@transaction.atomic
def copy_skp(*, pelaku: Pegawai, skp: Skp, sumber: Skp, pilih: Iterable[str] | None = None) -> HasilSalin:
    """Take the chosen parts of a fixed SKP into a draft, without doubling what is there; all of them by default.

    Targets stay, dates move by the years between, plans go to the same period of the new year. A leader's RHK is
    linked again where his new SKP holds it (copied from it, or the same words); otherwise its words stay.
    """
    skp = lock_skp(skp)
    permissions.require(permissions.may_edit_skp(pelaku, skp))
    rules.check_bisa_disunting(skp.status)
    if not izin.may_copy_from(pelaku, skp, sumber):
        raise RujukanTidakSah(izin.SUMBER_TIDAK_ADA, bidang="sumber")
    isi = selectors.isi_salinan(skp, sumber)
    dipilih = isi.kunci if pilih is None else set(pilih) & isi.kunci
    if not dipilih:
        raise IsianTidakSah("Belum ada yang dipilih. Centang paling sedikit satu.", bidang="pilih")
    hasil = HasilSalin()
    with audit.act(pelaku, "skp.disalin"):
        _salin_rhk(skp, isi, dipilih, hasil)
        _salin_ekspektasi(skp, isi, dipilih, hasil)
        _salin_lampiran(skp, isi, dipilih, hasil)
        if hasil.jumlah:
            bump(skp)
    return hasil


def _salin_rhk(skp: Skp, isi: selectors.IsiSalinan, dipilih: set[str], hasil: HasilSalin) -> None:
    ada = {(r.jenis, kunci_teks(r.teks)): r for r in skp.rhk.prefetch_related("indikator")}
    terakhir = skp.rhk.aggregate(n=Max("urutan"))["n"] or 0
    pasangan: list[tuple[RencanaHasilKerja, selectors.SalinanRhk]] = []
    calon = selectors.calon_rujukan_baru(skp) if not skp.is_jpt else selectors.CalonRujukan({}, {}, {})
    for s in isi.rhk:
        if not (dipilih & s.kunci):
            continue
        kunci = (s.rhk.jenis, kunci_teks(s.rhk.teks))
        if kunci in ada:
            hasil.sudah_ada += f"rhk:{s.rhk.uuid}" in dipilih
        else:
            terakhir += 1
            ada[kunci] = _rhk_baru(skp, s.rhk, terakhir, calon, hasil)
            hasil.rhk_baru.append(ada[kunci])
        pasangan.append((ada[kunci], s))
    RencanaHasilKerja.objects.bulk_create(hasil.rhk_baru)
    hasil.rhk = len(hasil.rhk_baru)
    baru = {id(r) for r in hasil.rhk_baru}
    _salin_indikator(skp, pasangan, dipilih, hasil, baru)
    _salin_aksi(pasangan, isi, dipilih, hasil, baru)


def _rhk_baru(
    skp: Skp, asal: RencanaHasilKerja, urutan: int, calon: selectors.CalonRujukan, hasil: HasilSalin
) -> RencanaHasilKerja:
    rhk = RencanaHasilKerja(
        skp=skp,
        urutan=urutan,
        jenis=asal.jenis,
        klasifikasi=asal.klasifikasi,
        teks=asal.teks,
        asal=asal if asal.skp.pegawai_id == skp.pegawai_id else None,
        perspektif=asal.perspektif if skp.is_jpt else [],
    )
    if skp.is_jpt:
        return rhk
    rhk.penugasan_dari = asal.penugasan_dari
    rhk.rhk_pimpinan_teks, rhk.indikator_pimpinan_teks = asal.rhk_pimpinan_teks, asal.indikator_pimpinan_teks
    ketemu = calon.cari(asal)
    if ketemu is not None:
        rhk.rhk_pimpinan, rhk.indikator_pimpinan = ketemu
        rhk.rhk_pimpinan_teks = ketemu[0].teks
        if ketemu[1] is not None:
            rhk.indikator_pimpinan_teks = ketemu[1].teks
        hasil.tertaut += 1
    elif rhk.rhk_pimpinan_teks:
        hasil.dengan_kata += 1
    return rhk


def _salin_indikator(
    skp: Skp,
    pasangan: Sequence[tuple[RencanaHasilKerja, selectors.SalinanRhk]],
    dipilih: set[str],
    hasil: HasilSalin,
    baru: set[int],
) -> None:
    beraspek = not skp.is_jpt
    simpan: list[IndikatorKinerja] = []
    for rhk, s in pasangan:
        lama = [] if id(rhk) in baru else list(rhk.indikator.all())
        ada = {kunci_teks(i.teks) for i in lama}
        urutan = max((i.urutan for i in lama), default=0)
        for i in s.indikator:
            if f"iki:{i.uuid}" not in dipilih:
                continue
            if kunci_teks(i.teks) in ada:
                hasil.sudah_ada += 1
                continue
            ada.add(kunci_teks(i.teks))
            urutan += 1
            target = geser_target(i.target, skp.periode.tahun - s.rhk.skp.periode.tahun)
            simpan.append(
                IndikatorKinerja(
                    rhk=rhk,
                    urutan=urutan,
                    aspek=i.aspek if beraspek else "",
                    teks=i.teks,
                    jenis_target=i.jenis_target,
                    target_angka=target.angka,
                    target_angka_maks=target.angka_maks,
                    satuan=target.satuan,
                    target_tanggal=target.tanggal,
                    target_teks=target.teks,
                    target_desimal=target.desimal,
                    polaritas=i.polaritas,
                    gabung=i.gabung,
                )
            )
    IndikatorKinerja.objects.bulk_create(simpan)
    hasil.indikator = len(simpan)


def geser_target(target: Target, tahun: int) -> Target:
    """The same target some years later: only a date moves."""
    return replace(target, tanggal=rules.geser_tahun(target.tanggal, tahun)) if target.tanggal else target


def _salin_aksi(
    pasangan: Sequence[tuple[RencanaHasilKerja, selectors.SalinanRhk]],
    isi: selectors.IsiSalinan,
    dipilih: set[str],
    hasil: HasilSalin,
    baru: set[int],
) -> None:
    simpan: list[RencanaAksi] = []
    for rhk, s in pasangan:
        if f"aksi:{s.rhk.uuid}" not in dipilih:
            continue
        lama = [] if id(rhk) in baru else list(rhk.rencana_aksi.all())
        ada = {(a.periode_id, kunci_teks(a.teks)) for a in lama}
        for a in s.aksi:
            periode = isi.padanan(a.periode)
            if periode is None:
                hasil.aksi_di_luar += 1
                continue
            if (periode.pk, kunci_teks(a.teks)) in ada:
                hasil.sudah_ada += 1
                continue
            ada.add((periode.pk, kunci_teks(a.teks)))
            simpan.append(
                RencanaAksi(rhk=rhk, periode=periode, urutan=len(ada), teks=a.teks, target=a.target)
            )
    RencanaAksi.objects.bulk_create(simpan)
    hasil.aksi = len(simpan)


def _salin_ekspektasi(skp: Skp, isi: selectors.IsiSalinan, dipilih: set[str], hasil: HasilSalin) -> None:
    ada = set(skp.ekspektasi.values_list("nilai", flat=True))
    simpan = []
    for nilai, teks in isi.ekspektasi:
        if f"ekspektasi:{nilai.value}" not in dipilih:
            continue
        if nilai.value in ada:
            hasil.sudah_ada += 1
        else:
            simpan.append(EkspektasiPerilaku(skp=skp, nilai=nilai.value, teks=teks))
    EkspektasiPerilaku.objects.bulk_create(simpan)
    hasil.ekspektasi = len(simpan)


def _salin_lampiran(skp: Skp, isi: selectors.IsiSalinan, dipilih: set[str], hasil: HasilSalin) -> None:
    kini = selectors.isi_lampiran(skp)
    ada: dict[JenisLampiran, set[str]] = {j: {kunci_teks(b) for b in butir} for j, butir in kini.items()}
    simpan = []
    for b in isi.lampiran:
        if f"lampiran:{b.uuid}" not in dipilih:
            continue
        jenis = JenisLampiran(b.jenis)
        if kunci_teks(b.teks) in ada[jenis]:
            hasil.sudah_ada += 1
            continue
        ada[jenis].add(kunci_teks(b.teks))
        simpan.append(ButirLampiran(skp=skp, jenis=b.jenis, urutan=len(ada[jenis]), teks=b.teks))
    ButirLampiran.objects.bulk_create(simpan)
    hasil.lampiran = len(simpan)


@transaction.atomic
def set_salin_rekan(*, pelaku: Pegawai, instansi: Instansi, dibuka: bool) -> Instansi:
    """Open or close the plans of colleagues of the same jabatan for copying, in the whole agency."""
    instansi = Instansi.objects.select_for_update().get(pk=instansi.pk)
    permissions.require(izin.may_set_salin_rekan(pelaku, instansi))
    if instansi.is_salin_rekan_dibuka != dibuka:
        instansi.is_salin_rekan_dibuka = dibuka
        with audit.act(pelaku, "instansi.salin_rekan_diatur"):
            instansi.save(update_fields=["is_salin_rekan_dibuka"])
    return instansi
